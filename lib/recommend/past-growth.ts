import type { DailyHistory } from '#lib/model/forecast.ts'
import { quantileSorted, sortAscending } from '#lib/stats/quantile.ts'
import { median } from '#lib/stats/robust.ts'
import { dayAt, daysOf, historyOf } from './history.ts'
import type { KnownDimension, Situation } from './situation.ts'
import { amountText, dayText, demandText, numberText, sentenceStart } from './wording.ts'

const week = 7
/** What is looked back at, in days. */
const lookback = 180
/** Levelled off: at least so much growth within two months, at most so much in the last month. */
const rise = { days: 63, share: 0.25 }
const level = { days: 28, share: 0.04 }
/** A step is no growth: at most this part of a rise may come within a week. */
const stepShare = 0.6

const weekMedian = (values: Float32Array, day: number) => median(daysOf(values, day - week, day))

/** `weekMedian` of every day from one on; one array for all weeks, for this is asked of every dimension. */
function weekMedians(peak: Float32Array, from: number): Float64Array {
  const values = new Float64Array(week)
  return Float64Array.from({ length: peak.length + 1 - from }, (_, i) => {
    let count = 0
    for (let day = from + i - week; day < from + i; day++) {
      const value = peak[day] as number
      if (!Number.isNaN(value)) values[count++] = value
    }
    return quantileSorted(sortAscending(values.subarray(0, count)), 0.5)
  })
}

/** The steepest two months of the lookback: index of their last day and the growth. */
function steepest(peak: Float32Array): { readonly to: number; readonly share: number } {
  let found = { to: 0, share: 0 }
  const from = Math.max(week, peak.length - lookback)
  const levels = weekMedians(peak, from)
  for (let to = from + rise.days; to <= peak.length; to++) {
    const share = (levels[to - from] as number) / (levels[to - rise.days - from] as number) - 1
    if (share > found.share) found = { to, share }
  }
  return found
}

function isStep(peak: Float32Array, { to, share }: { readonly to: number; readonly share: number }): boolean {
  const start = weekMedian(peak, to - rise.days)
  for (let day = to - rise.days + week; day <= to; day++) {
    const jump = (weekMedian(peak, day) - weekMedian(peak, day - week)) / start
    if (jump > stepShare * share) return true
  }
  return false
}

/** Growth that is over: what grew by a quarter within two months stays level since. */
function levelledText(
  situation: Situation,
  known: KnownDimension,
  history: DailyHistory,
): string | undefined {
  const { peak } = history
  if (peak.length < rise.days + level.days) return undefined
  const recent = weekMedian(peak, peak.length) / weekMedian(peak, peak.length - level.days) - 1
  if (Math.abs(recent) > level.share) return undefined
  const found = steepest(peak)
  if (found.share < rise.share || isStep(peak, found)) return undefined
  const { nowMs } = situation.input
  const [from, to] = [found.to - rise.days, found.to].map((day) => dayText(dayAt(history, day), nowMs))
  const name = sentenceStart(demandText(known.dimension))
  const now = `${recent < 0 ? '−' : '+'}${Math.abs(Math.round(recent * 100))}%`
  return `${name} grew by ${Math.round(found.share * 100)}% from ${from} to ${to} and growth has levelled off: ${now} in the last ${level.days} days.`
}

/** Days on both sides of a bend of what only grows. */
const bendDays = 28
const bendRatio = { slower: 0.7, faster: 1.5 }
/** The bend must explain most of what one straight line leaves over. */
const bendGain = 0.2

type Line = { readonly slope: number; readonly squares: number }

/** Least squares through the observed values of `[from, to)`. */
function lineOf(values: Float32Array, from: number, to: number): Line {
  let [n, sx, sy, sxx, sxy, syy] = [0, 0, 0, 0, 0, 0]
  for (let x = from; x < to; x++) {
    const y = values[x] ?? Number.NaN
    if (Number.isNaN(y)) continue
    n++
    sx += x - from
    sy += y
    sxx += (x - from) ** 2
    sxy += (x - from) * y
    syy += y * y
  }
  const slope = (n * sxy - sx * sy) / (n * sxx - sx * sx)
  const squares = Math.max(0, syy - (sy * sy) / n - slope * (sxy - (sx * sy) / n))
  return { slope, squares }
}

/** What only grows (storage) and has begun to grow at another pace. */
function paceText(situation: Situation, known: KnownDimension, history: DailyHistory): string | undefined {
  const values = history.peak
  const from = Math.max(0, values.length - lookback)
  const whole = lineOf(values, from, values.length)
  let best: { readonly at: number; readonly before: Line; readonly after: Line } | undefined
  for (let at = from + bendDays; at <= values.length - bendDays; at++) {
    const [before, after] = [lineOf(values, from, at), lineOf(values, at, values.length)]
    const squares = before.squares + after.squares
    if (best === undefined || squares < best.before.squares + best.after.squares) best = { at, before, after }
  }
  if (best === undefined) return undefined
  const ratio = best.after.slope / best.before.slope
  const gain = (best.before.squares + best.after.squares) / whole.squares
  if (!(gain < bendGain) || !(best.before.slope > 0)) return undefined
  if (ratio > bendRatio.slower && ratio < bendRatio.faster) return undefined
  const { nowMs } = situation.input
  const name = sentenceStart(demandText(known.dimension))
  const [then, now] = [best.before.slope, best.after.slope]
  return `${name} grows by ${amountText(now * 30, known.dimension)} a month since ${dayText(dayAt(history, best.at), nowMs)}, ${Math.round(100 * ratio)}% of the ${numberText(then * 30)} before.`
}

/** A lasting fall: at most this share of what was ten months before, and it goes on. */
const decline = { days: 300, share: 0.65, monthly: -0.02 }
const month = 28

/** Demand that fades, and goes on fading in the forecast. */
function declineText(known: KnownDimension, history: DailyHistory): string | undefined {
  const { peak } = history
  const end = peak.length - decline.days
  const monthly = known.forecast.facts.monthlyGrowth
  if (end < month || !(monthly <= decline.monthly)) return undefined
  const share = median(peak.slice(-month)) / median(daysOf(peak, end - month, end))
  if (!(share <= decline.share)) return undefined
  const name = sentenceStart(demandText(known.dimension))
  return `${name} fell by ${Math.round(100 * (1 - share))}% in ${decline.days} days, and the forecast goes on falling by ${Math.round(-100 * monthly)}% a month: a size that is enough stays enough.`
}

/** How the growth of one dimension changed; nothing where it did not. */
export function growthText(situation: Situation, known: KnownDimension): string | undefined {
  const history = historyOf(situation, known.dimension)
  if (history === undefined) return undefined
  return known.definition.monotone === true
    ? paceText(situation, known, history)
    : (levelledText(situation, known, history) ?? declineText(known, history))
}
