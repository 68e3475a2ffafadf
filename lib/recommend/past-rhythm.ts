import type { DailyHistory } from '#lib/model/forecast.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { dayMs } from '#lib/model/time.ts'
import { meanObserved, median } from '#lib/stats/robust.ts'
import { dayIndex, daysOf, historyOf, largestOf } from './history.ts'
import type { KnownDimension, Situation } from './situation.ts'
import { amountText, demandText, sentenceStart } from './wording.ts'

/** The turn of a month stands out where its largest day is so many times an ordinary one, in so many of the months. */
const turn = { factor: 1.3, share: 0.8, months: 3 }

/** First instants of the months that the history holds the middle and the turn of. */
function monthStarts(history: DailyHistory): EpochMs[] {
  const starts: EpochMs[] = []
  const first = new Date(history.startMs)
  for (let month = first.getUTCMonth() + 1; ; month++) {
    const ms = Date.UTC(first.getUTCFullYear(), month, 1)
    if (dayIndex(history, ms) + 2 > history.peak.length) return starts
    if (dayIndex(history, ms) >= 25) starts.push(ms)
  }
}

/** Largest day from two before to one after the turn, over the median day of the middle of the month before. */
function turnFactors(history: DailyHistory): number[] {
  return monthStarts(history).map((ms) => {
    const at = dayIndex(history, ms)
    return largestOf(daysOf(history.peak, at - 2, at + 2)) / median(daysOf(history.peak, at - 23, at - 8))
  })
}

/** Peaks that come with the turn of the month. */
export function monthTurnText(situation: Situation, known: KnownDimension): string | undefined {
  const history = historyOf(situation, known.dimension)
  if (history === undefined || known.definition.monotone === true) return undefined
  const factors = turnFactors(history).filter((factor) => !Number.isNaN(factor))
  const clear = factors.filter((factor) => factor >= turn.factor).length
  if (factors.length < turn.months || clear < turn.share * factors.length) return undefined
  const name = sentenceStart(demandText(known.dimension))
  return `${name}: the peak is the turn of the month, ${median(Float64Array.from(factors)).toFixed(1)} times an ordinary day in ${clear} of ${factors.length} months.`
}

const week = 7
const weeks = 8
/** A restart: memory falls by this share on one weekday, in this share of the weeks. */
const fall = { share: 0.2, weeks: 0.75 }
const weekdays = ['Thursday', 'Friday', 'Saturday', 'Sunday', 'Monday', 'Tuesday', 'Wednesday']

type Saw = { readonly fallsOn: number; readonly low: number; readonly high: number; readonly growth: number }

/** First and last weekday of a week's only fall, one or two days long; undefined where it falls otherwise. */
function fallOf(profile: readonly number[]): { readonly from: number; readonly days: number } | undefined {
  const falls = profile.map((value, day) => value < (profile[(day + week - 1) % week] ?? 0))
  const from = falls.findIndex((fell, day) => fell && falls[(day + week - 1) % week] !== true)
  const days = falls.filter(Boolean).length
  const together = from >= 0 && (days === 1 || (days === 2 && falls[(from + 1) % week] === true))
  return together ? { from, days } : undefined
}

/** A week whose days rise one after the other and fall once, on the same weekday; undefined for any other. */
function sawOf(mean: Float32Array): Saw | undefined {
  const recent = mean.slice(-week * weeks)
  if (recent.length < week * weeks) return undefined
  const profile = Array.from({ length: week }, (_, day) => {
    return meanObserved(Float32Array.from({ length: weeks }, (_, k) => recent[k * week + day] ?? Number.NaN))
  })
  const found = fallOf(profile)
  const [low, high] = [Math.min(...profile), Math.max(...profile)]
  if (found === undefined || high - low < fall.share * high) return undefined
  const fell = Array.from({ length: weeks - 2 }, (_, k) => {
    const at = (k + 1) * week + found.from
    const [before, after] = [recent[at - 1] ?? Number.NaN, recent[at + found.days - 1] ?? Number.NaN]
    return after < (1 - fall.share / 2) * before
  })
  if (fell.filter(Boolean).length < fall.weeks * fell.length) return undefined
  const half = (week * weeks) / 2
  return {
    fallsOn: found.from,
    low,
    high,
    growth: meanObserved(recent.slice(half)) / meanObserved(recent.slice(0, half)) - 1,
  }
}

/** Memory that climbs all week and falls with a restart is no growth. */
export function leakText(situation: Situation): string | undefined {
  const known = situation.known.find((one) => one.dimension === 'memory')
  const history = known === undefined ? undefined : historyOf(situation, 'memory')
  const saw = history === undefined ? undefined : sawOf(history.mean)
  if (saw === undefined || history === undefined) return undefined
  const firstDay = Math.floor(history.startMs / dayMs) + history.mean.length - week * weeks
  const day = weekdays[(firstDay + saw.fallsOn) % week]
  const month = `${saw.growth < 0 ? '−' : '+'}${Math.abs(100 * saw.growth).toFixed(1)}%`
  return `Memory climbs from ${amountText(saw.low, 'memory')} to ${amountText(saw.high, 'memory')} within each week and falls on ${day}s: a leak with a weekly restart, not growth (${month} from month to month).`
}
