import type { TeamBudget } from '#lib/model/calendar.ts'
import type { CashPlan } from '#lib/model/cash.ts'
import type { Decided } from '#lib/model/decision.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import type { TrackRow } from '#lib/model/track-record.ts'
import { type ActionsView, presentActions } from './digest-actions.ts'
import { type HeldView, presentHeld } from './digest-held.ts'
import { type OverdueItem, presentOverdue, undecided } from './digest-overdue.ts'
import { digestSubject } from './digest-subject.ts'
import { displayText } from './display-text.ts'
import { isDecided, newestAsOf } from './fleet.ts'
import { dayWithYear, instant, plural, usdShort, weekdayDay } from './format.ts'
import { type ChangesView, presentChanges } from './overview-changes.ts'
import { type DecisionItem, presentDecisions } from './overview-decisions.ts'
import type { OverviewFacts, OverviewInput } from './overview-facts.ts'
import { presentLede } from './overview-lede.ts'
import { presentRunsOut, type RunsOutView } from './overview-runs-out.ts'
import { presentSpend, runRate, type SpendView } from './overview-spend.ts'
import type { Sentence } from './sentence.ts'

export type DigestInput = OverviewInput & {
  /** `2026-W48`: the week that begins on the Monday of the slot. */
  readonly week: string
  readonly workspace: string
  /** Rows, costs and scores are of this team alone then. */
  readonly team?: string
  readonly track: readonly TrackRow[]
  readonly budgets: readonly TeamBudget[]
  /** The newest words on questions; nothing was decided where absent. */
  readonly decided?: readonly Decided[]
  /** Cash of all changes of the organization together; absent = not known. */
  readonly cash?: CashPlan
  /** Address of the pages, without a slash at its end. */
  readonly baseUrl: string
}

/** What the weekly message says, the same in every channel. A part without data is absent. */
export type DigestView = {
  readonly week: string
  readonly place: string
  readonly asOfMs: EpochMs
  readonly dateText: string
  readonly subject: string
  readonly preheader: string
  /** The decision due next. */
  readonly first: { readonly id?: string; readonly name?: string; readonly text: string }
  readonly lede: Sentence
  readonly overdue: readonly OverdueItem[]
  readonly runsOut?: RunsOutView
  readonly held?: HeldView
  readonly changes?: ChangesView
  readonly savings?: ActionsView
  readonly spend?: SpendView
  readonly spendText?: string
  readonly dataText: string
  readonly links: {
    readonly week: string
    readonly dashboard: string
    readonly resource: (id: string) => string
  }
}

const rowsShown = 7

/** The weekly digest of a team or of the whole workspace: what to decide, what runs out, what changed, what held. */
export function presentDigest(input: DigestInput): DigestView {
  const asOfMs = newestAsOf(input.rows, input.nowMs)
  const facts: OverviewFacts = { ...input, asOfMs, horizonMs: asOfMs + input.policyHorizonDays * dayMs }
  const decided = input.rows.some(isDecided)
  const decisions = presentDecisions({ ...facts, rows: undecided(input.rows, input.decided ?? []) })
  const lede = presentLede(facts)
  return {
    week: input.week,
    place: displayText(input.team === undefined ? input.workspace : `${input.workspace} / ${input.team}`),
    asOfMs,
    dateText: `${input.week} · ${weekdayDay(input.nowMs)}`,
    subject: digestSubject(facts, input.team),
    preheader: firstOf(decisions).text,
    first: firstOf(decisions),
    lede: lede.map((part) => ({ ...part, text: cleanPart(part.text) })),
    overdue: presentOverdue({ rows: input.rows, decided: input.decided ?? [], nowMs: input.nowMs }),
    ...(decided ? { runsOut: shortened(presentRunsOut(facts)) } : {}),
    ...optional('held', presentHeld(input.track, input.nowMs)),
    ...optional('changes', decided ? presentChanges(facts) : undefined),
    ...optional('savings', presentActions(facts, input.cash)),
    ...optional('spend', presentSpend(input)),
    ...optional('spendText', spendText(input)),
    dataText: dataText(input),
    links: linksOf(input),
  }
}

function optional<Name extends string, Value>(
  name: Name,
  value: Value | undefined,
): { [key in Name]?: Value } {
  return (value === undefined ? {} : { [name]: value }) as { [key in Name]?: Value }
}

/** Sentences hold spaces at their ends that names do not. */
function cleanPart(text: string): string {
  const [, before = '', , after = ''] = /^(\s*)([\s\S]*?)(\s*)$/.exec(text) ?? []
  return `${before}${displayText(text, 400)}${after}`
}

function firstOf([next]: readonly DecisionItem[]): DigestView['first'] {
  if (!next) return { text: 'Nothing has to be decided yet.' }
  const name = displayText(next.name)
  return { id: next.id, name, text: `${name}: ${next.when}. ${next.text}` }
}

function shortened(view: RunsOutView): RunsOutView {
  const rows = view.rows.slice(0, rowsShown)
  return { ...view, rows, hiddenCount: view.hiddenCount + view.rows.length - rows.length }
}

/** Run-rate, and the budget of the month for a team that has one. */
function spendText({ costs, budgets, team, nowMs }: DigestInput): string | undefined {
  const rate = runRate(costs)
  if (!rate) return undefined
  const month = new Date(nowMs).toISOString().slice(0, 7)
  const budget = budgets.find((one) => one.team === team && one.month === month)
  const against = budget
    ? `, ${rate.usdPerMonth > budget.usd ? 'over' : 'within'} the budget of ${usdShort(budget.usd)} for ${month}`
    : ''
  return `${usdShort(rate.usdPerMonth)}/mo at the rate of the ${plural(rate.days, 'day')} to ${dayWithYear(rate.toMs)}${against}.`
}

function dataText({ freshness }: DigestInput): string {
  const samples =
    freshness.samplesToMs === undefined ? 'no samples yet' : `samples to ${instant(freshness.samplesToMs)}`
  const costs = freshness.costsToDay === undefined ? 'no costs yet' : `costs to ${freshness.costsToDay}`
  const run =
    freshness.forecastRunId === undefined ? 'no forecast yet' : `forecast run ${freshness.forecastRunId}`
  return `Data: ${samples}, ${costs}, ${run}. All times are UTC; money is list price on demand unless it says spend.`
}

function linksOf({ baseUrl, week, team }: DigestInput): DigestView['links'] {
  const encoded = encodeURIComponent(team?.toWellFormed() ?? '')
  const query = team === undefined ? '' : `?team=${encoded}`
  return {
    week: `${baseUrl}/digests/${week}${query}`,
    dashboard: team === undefined ? `${baseUrl}/` : `${baseUrl}/teams/${encoded}`,
    resource: (id) => `${baseUrl}/resources/${encodeURIComponent(id)}`,
  }
}
