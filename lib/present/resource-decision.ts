import type { Option, Recommendation } from '#lib/model/recommendation.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { chanceAfter } from './chance-after.ts'
import {
  chance,
  day,
  dayWithYear,
  minus,
  minutes,
  noChange,
  number,
  percent,
  percentRange,
  sizeLabel,
  usd,
  usdDelta,
} from './format.ts'
import { bindingRisk, effortCells } from './resource-options.ts'
import { riskPercent } from './resource-words.ts'
import { type Sentence, sentence, strong } from './sentence.ts'
import { dimensionWords, sentenceStart } from './words.ts'

type Change = {
  readonly given: Recommendation
  readonly current: Option
  readonly after: Option
  readonly nowMs: EpochMs
}

/** A line of the now/after table. */
export type CompareRow = {
  readonly label: string
  readonly now: string
  readonly after: string
  readonly change: string
  readonly tone?: 'save' | 'risk'
}

/** The decision on one card. */
export type DecisionView = {
  readonly from: string
  readonly to?: string
  /** `to` is what helps where no size does. */
  readonly isRemedy?: true
  readonly rows: readonly CompareRow[]
  /** Decide-by, effort, downtime, reversal: term and text. */
  readonly terms: readonly { readonly term: string; readonly text: Sentence }[]
  /** Why there is nothing to change, where there is not. */
  readonly keep?: string
}

/** `−79 pp`; an en dash where both round to the same percent. */
function pointsText(from: number, to: number): string {
  const points = Math.round(to * 100) - Math.round(from * 100)
  if (points === 0) return noChange
  return points < 0 ? `${minus}${-points} pp` : `+${points} pp`
}

/** Rows of the binding dimension: its p95 now, and median and 80 % interval at the horizon. */
function dimensionRows({ given, current, after }: Change, horizon: string): CompareRow[] {
  const [before, then] = [bindingRisk(current, given), bindingRisk(after, given)]
  if (!before || !then || before.utilization === null || then.utilization === null) return []
  const word = dimensionWords[before.dimension]
  const rows: CompareRow[] = [
    {
      label: `${word} p95`,
      now: percent(before.utilization),
      after: percent(then.utilization),
      change: '',
    },
  ]
  const [a, b] = [before.utilizationAtHorizon, then.utilizationAtHorizon]
  if (!a || !b) return rows
  rows.push(
    { label: `Median ${horizon}`, now: percent(a[1]), after: percent(b[1]), change: '' },
    { label: '80% interval', now: percentRange(a[0], a[2]), after: percentRange(b[0], b[2]), change: '' },
  )
  return rows
}

function compareRows(change: Change): CompareRow[] {
  const { given, current, after, nowMs } = change
  const horizon = day(given.asOfMs + given.horizonDays * dayMs, nowMs)
  const saved = after.deltaMonthlyUsd < -0.5
  return [
    {
      label: `Breach by ${horizon}`,
      now: chance(current.chance),
      after: chanceAfter(after),
      change: after.chanceUnderstated ? '' : pointsText(current.chance, after.chance),
      tone: after.chance < current.chance ? 'save' : undefined,
    },
    {
      label: 'Above limit',
      now: minutes(current.expectedMinutes),
      after: minutes(after.expectedMinutes),
      change: '',
    },
    ...dimensionRows(change, horizon),
    {
      label: current.count > 1 || after.count > 1 ? 'vCPU / GiB each' : 'vCPU / GiB',
      now: `${number(current.vcpu)} / ${number(current.memoryGib)}`,
      after: `${number(after.vcpu)} / ${number(after.memoryGib)}`,
      change: '',
    },
    {
      label: '$/mo',
      now: usd(current.monthlyUsd),
      after: usd(after.monthlyUsd),
      change: usdDelta(after.deltaMonthlyUsd),
      tone: saved ? 'save' : undefined,
    },
  ]
}

/** `storageGib` as `Storage GiB`. */
function settingWord(key: string): string {
  const words = key.replace(/([A-Z])/g, ' $1').toLowerCase()
  return sentenceStart(words.replace(/\bgib\b/, 'GiB').replace(/\biops\b/, 'IOPS'))
}

/** Settings known on both sides that change; what only the new size names stands in its label. */
function settingTerms(current: Option, after: Option) {
  return Object.entries(after.settings)
    .filter(([key, value]) => current.settings[key] !== undefined && current.settings[key] !== value)
    .map(([key, value]) => {
      return { term: settingWord(key), text: sentence(`${current.settings[key]} to ${value}`) }
    })
}

function decideBy({ given, nowMs }: Change): Sentence {
  const { decideByMs } = given
  if (decideByMs === undefined) return sentence('no date: nothing is likely to run out within a year')
  const reason = ', 10% quantile of the date less the lead time'
  return sentence(strong(decideByMs < nowMs + dayMs ? 'now' : dayWithYear(decideByMs)), reason)
}

function termsOf(change: Change): DecisionView['terms'] {
  const { current, after } = change
  const price = after.priceDerived ? [{ term: 'Price', text: sentence('derived from the nearest size') }] : []
  return [
    { term: 'Decide by', text: decideBy(change) },
    ...settingTerms(current, after),
    { term: 'Effort', text: sentence(effortCells[after.effort]) },
    { term: 'Downtime', text: sentence(after.downtime) },
    { term: 'Way back', text: sentence(after.reversible ? 'the same change in reverse' : 'none') },
    ...price,
  ]
}

/** From what to what, with the numbers before and after; or why to keep what there is. */
export function presentDecision(given: Recommendation, nowMs: EpochMs): DecisionView | undefined {
  const { current, recommended, acceptedRisk } = given
  if (!current || given.finding === 'abstained') return undefined
  const from = sizeLabel(current.label)
  if (recommended) {
    const change = { given, current, after: recommended, nowMs }
    return {
      from,
      to: sizeLabel(recommended.label),
      rows: compareRows(change),
      terms: termsOf(change),
    }
  }
  const [risk, accepted] = [chance(current.chance), riskPercent(acceptedRisk)]
  const { remedy } = given
  if (remedy !== undefined)
    return {
      from,
      to: remedy,
      isRemedy: true,
      rows: [],
      terms: [],
      keep: 'No size on offer is within policy: each says why below.',
    }
  if (given.needUnknown !== undefined)
    return {
      from,
      rows: [],
      terms: [],
      keep: 'What is held is not what is needed: keep it until the need is known.',
    }
  const keep =
    current.chance <= acceptedRisk
      ? `Its ${risk} chance of a breach is within the accepted ${accepted}, and no other size is worth a change.`
      : `Its ${risk} chance of a breach is above the accepted ${accepted}, but no size on offer could be recommended: each says why below.`
  return { from, rows: [], terms: [], keep }
}
