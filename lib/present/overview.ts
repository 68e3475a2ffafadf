import { dayMs } from '#lib/model/time.ts'
import { isDecided, newestAsOf } from './fleet.ts'
import { weekdayDay } from './format.ts'
import { type ChangesView, presentChanges } from './overview-changes.ts'
import { type DecisionItem, presentDecisions } from './overview-decisions.ts'
import type { OverviewFacts, OverviewInput } from './overview-facts.ts'
import { type HandsView, presentHands } from './overview-hands.ts'
import { type KpiView, presentKpis } from './overview-kpis.ts'
import { presentLede } from './overview-lede.ts'
import { presentSavings, presentWaterfall, type SavingsView, type WaterfallView } from './overview-money.ts'
import {
  type ProblemsView,
  type ProgressView,
  presentProblems,
  presentProgress,
} from './overview-progress.ts'
import { presentRunsOut, type RunsOutView } from './overview-runs-out.ts'
import { presentSpend, type SpendView } from './overview-spend.ts'
import { presentStrip, type StripView } from './overview-strip.ts'
import { changesSince } from './review/review-since.ts'
import type { Sentence } from './sentence.ts'

/** What the overview shows. A part without data is absent. */
export type OverviewView = {
  readonly dateText: string
  readonly lede: Sentence
  readonly progress?: ProgressView
  readonly problems?: ProblemsView
  readonly kpis: readonly KpiView[]
  readonly runsOut?: RunsOutView
  readonly changes?: ChangesView
  readonly hands?: HandsView
  /** Next decisions. */
  readonly decisions: readonly DecisionItem[]
  readonly spend?: SpendView
  readonly waterfall?: WaterfallView
  readonly savings?: SavingsView
  readonly strip?: StripView
}

/** What runs out, what can be saved, what changed. Pure; rows are the sized resources that the reader may see. */
export function presentOverview(input: OverviewInput): OverviewView {
  const asOfMs = newestAsOf(input.rows, input.nowMs)
  const facts: OverviewFacts = { ...input, asOfMs, horizonMs: asOfMs + input.policyHorizonDays * dayMs }
  const decided = input.rows.some(isDecided)
  return {
    dateText: weekdayDay(input.nowMs),
    lede: presentLede(facts),
    progress: presentProgress(facts),
    problems: presentProblems(input.freshness.problems),
    kpis: presentKpis(facts),
    runsOut: decided ? presentRunsOut(facts) : undefined,
    changes: decided ? (changesOf(input) ?? presentChanges(facts)) : undefined,
    hands: facts.madeChanges && presentHands(facts.madeChanges, facts.nowMs),
    decisions: presentDecisions(facts),
    spend: presentSpend(input),
    waterfall: presentWaterfall(facts),
    savings: presentSavings(facts),
    strip: presentStrip(input.rows),
  }
}

/** Since the last review, where something moved since then. */
function changesOf({ rows, review, nowMs }: OverviewInput): ChangesView | undefined {
  if (!review) return undefined
  const changes = changesSince({ rows, pack: review, nowMs })
  return changes.items.length > 0 ? changes : undefined
}
