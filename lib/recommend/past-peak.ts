import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { median } from '#lib/stats/robust.ts'
import { levelOf } from './candidate.ts'
import type { Choice } from './choose.ts'
import { dayIndex, daysOf, historyOf } from './history.ts'
import type { KnownDimension, Situation } from './situation.ts'
import { amountText, dayText, demandText } from './wording.ts'

/** Ages at which a lone peak is last year's event, in days. */
const ages = { from: 200, to: 455 }
/** As many times its neighbours a day must be to stand out. */
const factorMin = 1.8
/** The same weekday a year later. */
const yearDays = 364
const week = 7

export type LastYear = {
  readonly known: KnownDimension
  readonly atMs: EpochMs
  /** Its daily peak over that of the weeks around it. */
  readonly factor: number
  /** Its largest hour, and the same at the level of the last week. */
  readonly amount: number
  readonly again: number
}

/** As near to the peak's height another day may come, and how many days beside it belong to it. */
const alone = { share: 0.8, days: 3 }

/** No other day comes near it: what comes back is a rhythm and no event. */
function standsAlone(peak: Float32Array, at: number): boolean {
  const top = peak[at] ?? Number.NaN
  return peak.every((value, day) => Math.abs(day - at) <= alone.days || !(value >= alone.share * top))
}

function lastYearOf(situation: Situation, known: KnownDimension): LastYear | undefined {
  const { allTimePeak, allTimePeakMs } = known.forecast.facts
  const ageDays = (situation.input.nowMs - allTimePeakMs) / dayMs
  const history = historyOf(situation, known.dimension)
  if (history === undefined || known.definition.monotone === true) return undefined
  if (ageDays < ages.from || ageDays > ages.to) return undefined
  const at = dayIndex(history, allTimePeakMs)
  const before = median(daysOf(history.peak, at - week, at))
  const after = median(daysOf(history.peak, at + 1, at + 1 + week))
  const around = Math.max(before, after)
  const factor = (history.peak[at] ?? Number.NaN) / around
  if (!(factor >= factorMin) || !standsAlone(history.peak, at)) return undefined
  const now = median(history.peak.slice(-week))
  return { known, atMs: allTimePeakMs, factor, amount: allTimePeak, again: (allTimePeak * now) / around }
}

/** Lone peaks of a year ago, one a dimension. */
export function lastYearsPeaks(situation: Situation): readonly LastYear[] {
  return situation.known.map((known) => lastYearOf(situation, known)).filter((one) => one !== undefined)
}

/** When the same weekday of the same week comes again; undefined where that is past, or after the horizon. */
export function dueAgainMs(situation: Situation, { atMs }: LastYear): EpochMs | undefined {
  const dueMs = atMs + yearDays * dayMs
  return dueMs > situation.input.nowMs && dueMs <= situation.horizonMs ? dueMs : undefined
}

/** The lone peak of a year ago that would take the largest share of the present capacity today. */
export function lastYearsPeak(situation: Situation): LastYear | undefined {
  const share = ({ again, known }: LastYear) => again / known.capacity
  return [...lastYearsPeaks(situation)].sort((a, b) => share(b) - share(a))[0]
}

/** `On 28 Nov 2025 CPU peaked at 12.4 vCPU, 2.6 times the days around it ...`, and what the same takes today. */
export function lastYearText(situation: Situation, { recommended }: Choice): string | undefined {
  const found = lastYearsPeak(situation)
  if (found === undefined) return undefined
  const { nowMs } = situation.input
  const { known, atMs, factor, amount, again } = found
  const { dimension } = known
  const whole = (value: number) => amountText(known.definition.integral ? Math.ceil(value) : value, dimension)
  const dueMs = dueAgainMs(situation, found)
  const due = dueMs === undefined ? '' : `, 52 weeks later on ${dayText(dueMs, nowMs)},`
  const level = recommended === undefined ? undefined : levelOf(recommended.candidate, dimension)
  const then =
    level === undefined || level === known.capacity
      ? ''
      : ` and ${Math.round((100 * again) / level)}% of ${recommended?.candidate.label}`
  const share = Math.round((100 * again) / known.capacity)
  return `On ${dayText(atMs, nowMs)} ${demandText(dimension)} peaked at ${whole(amount)}, ${factor.toFixed(1)} times the days around it. The same at today's level${due} takes ${whole(again)}: ${share}% of the present ${amountText(known.capacity, dimension)}${then}.`
}
