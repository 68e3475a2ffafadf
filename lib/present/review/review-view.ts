import type { DecisionRow } from '#lib/model/decision.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { RestatementNote, ReviewPack, ReviewSubject } from '#lib/model/review.ts'
import { dayMs, dayStart } from '#lib/model/time.ts'
import { sum } from '../fleet.ts'
import { count, day, dayInWords, dayWithYear, instant, plural, usd, usdDelta, weekdayDay } from '../format.ts'
import { type RunsOutView, runsOutRow } from '../overview-runs-out.ts'
import { type Sentence, sentence, strong } from '../sentence.ts'
import { type ItemView, presentItem } from './review-item.ts'
import { type ReviewLists, reviewLists } from './review-lists.ts'
import { type DecisionLog, decisionLog } from './review-log.ts'
import { type BridgeView, bridgeView, type SpendRow, spendRows } from './review-money-view.ts'

/** A review as a page, a print or minutes show it. */
export type ReviewView = {
  readonly week: string
  readonly href: string
  readonly title: string
  readonly when: string
  readonly lede: Sentence
  /** Times of the data that everything stands on. */
  readonly basis: string
  readonly sha256: string
  readonly notes: readonly string[]
  readonly items: readonly ItemView[]
  readonly rest: string
  readonly runsOut: RunsOutView
  readonly lists: ReviewLists
  readonly spend: readonly SpendRow[]
  readonly bridge?: BridgeView
  readonly log: DecisionLog
  readonly next: string
}

export type ReviewViewInput = {
  readonly pack: ReviewPack
  readonly sha256: string
  readonly notes: readonly RestatementNote[]
  readonly decided: readonly DecisionRow[]
  readonly mayDecide: boolean
  readonly nowMs: number
}

/** Everything of a review; numbers are the pack's, whatever happened since. */
export function presentReview(input: ReviewViewInput): ReviewView {
  const { pack, sha256, notes, decided } = input
  const agenda = pack.items.filter(({ number }) => number !== undefined)
  return {
    week: pack.week,
    href: `/reviews/${pack.week}`,
    title: `Capacity review ${pack.week}`,
    when: weekdayDay(pack.asOfMs),
    lede: ledeOf(pack),
    basis: basisText(pack),
    sha256,
    notes: notes.map((note) => noteText(note, pack)),
    items: agenda.map((item) => presentItem(item, input)),
    rest: restText(pack),
    runsOut: runsOutView(pack),
    lists: reviewLists(pack),
    spend: spendRows(pack),
    ...(pack.bridge === undefined ? {} : { bridge: bridgeView(pack.bridge) }),
    log: decisionLog(decided, pack),
    next: `Next review ${weekdayDay(pack.nextReviewMs)}. What is snoozed or not decided comes back on its day.`,
  }
}

function ledeOf(pack: ReviewPack): Sentence {
  const risky = pack.runsOut.filter(({ summary }) => summary.finding === 'runs-out')
  const horizon = dayInWords(pack.asOfMs + pack.horizonDays * dayMs, pack.asOfMs)
  const agenda = pack.items.filter(({ number }) => number !== undefined)
  const savings = pack.items.filter(({ kind }) => kind === 'saving')
  const cash = -sum(savings.map((item) => Math.min(0, item.cashDeltaMonthlyUsd ?? 0)))
  const reach = risky.length === 1 ? 'its safe limit' : 'their safe limit'
  return sentence(
    strong(`${count(risky.length)} of ${count(pack.resourceCount)}`, risky.length > 0 ? 'risk' : undefined),
    ` shared resources will probably reach ${reach} by ${horizon}. `,
    strong(plural(agenda.length, 'question')),
    ` to decide here; ${plural(savings.length, 'saving')} ${savings.length === 1 ? 'is' : 'are'} open, `,
    strong(`${usd(cash)}/mo`, 'save'),
    ' in cash.',
  )
}

/** `As of 23 Nov 2026, 06:00 UTC: CloudWatch to ..., cost to ..., forecast run #12`. */
export function basisText(pack: ReviewPack): string {
  const { asOfMs, samplesToMs, costsToDay, forecastRunId, source } = pack
  const parts = [
    samplesToMs === undefined ? 'no samples' : `samples to ${instant(samplesToMs)}`,
    costsToDay === undefined ? 'no cost' : `cost to ${dayWithYear(dayStart(costsToDay))}`,
    forecastRunId === undefined ? '' : `forecast run #${forecastRunId}`,
    source === 'aws' ? '' : source === 'simulated' ? 'a simulated estate' : 'recorded traces',
  ].filter(Boolean)
  return `Frozen ${instant(asOfMs)}: ${parts.join(', ')}`
}

function noteText({ month, observedDay, beforeUsd, afterUsd }: RestatementNote, pack: ReviewPack): string {
  const [seen, name] = [
    day(dayStart(observedDay), pack.asOfMs),
    dayWithYear(dayStart(`${month}-01`)).slice(2),
  ]
  return `AWS restated the cost of ${name} on ${seen}: ${usd(beforeUsd)} became ${usd(afterUsd)} (${usdDelta(afterUsd - beforeUsd)}). This review keeps the figures it was frozen with.`
}

function restText({ rest }: ReviewPack): string {
  if (rest.length === 0) return 'Nothing else is open.'
  const questions = sum(rest.map((share) => share.questions))
  const teams = rest.map(({ team, questions: own }) => `${team ?? 'no team'} ${count(own)}`).join(', ')
  return `${plural(questions, 'more question')} ${questions === 1 ? 'stays' : 'stay'} with the teams: ${teams}.`
}

function runsOutView(pack: ReviewPack): RunsOutView {
  const { asOfMs, horizonDays } = pack
  const axis = { asOfMs, horizonDays, axisDays: 2 * horizonDays }
  const horizonDate = day(asOfMs + horizonDays * dayMs, asOfMs)
  const risky = pack.runsOut.filter(({ summary }) => summary.finding === 'runs-out')
  return {
    axis,
    horizonDate,
    horizonLabel: `${horizonDays} days · ${horizonDate}`,
    axisLabel: `Time axis, ${dayWithYear(asOfMs)} to ${dayWithYear(asOfMs + axis.axisDays * dayMs)}`,
    rows: risky.map((row) =>
      runsOutRow(
        { ...fleetRowOf(row), recommendation: row.summary },
        { asOfMs, policyHorizonDays: horizonDays, nowMs: asOfMs },
      ),
    ),
    ...(risky.length > 0 ? {} : { empty: `Nothing is likely to run out by ${horizonDate}.` }),
    hiddenCount: 0,
    watchCount: pack.runsOut.length - risky.length,
  }
}

/** What lists take of a resource, from what a pack keeps of it. */
function fleetRowOf({ resourceId, name, resourceClass, region, team, accountName }: ReviewSubject): FleetRow {
  const resource: Resource = {
    id: resourceId,
    name,
    resourceClass,
    region,
    accountId: '',
    arn: '',
    nativeId: '',
    tags: {},
    serviceTier: 'tier-2',
    shape: '',
    count: 1,
    zoneCount: 1,
    facts: {},
    ...(team === undefined ? {} : { team }),
  }
  return { resource, accountName }
}
