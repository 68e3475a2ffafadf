import type { Statistic } from '#lib/model/series.ts'
import { mix } from './hash.ts'

/**
 * A metric below the hour. `hourly` gives the average of the quantity over each hour; the twelve 5-minute averages
 * deviate from it by a fixed zero-sum pattern, rotated and scaled by a hash of the hour, and the five 1-minute
 * averages inside them likewise. So an average of a coarser period is exactly the mean of the finer ones, and as
 * Maximum and Minimum are monotone functions of the average inside one hour, theirs are exactly the extremes.
 */
export type Signal = {
  readonly seed: number
  readonly hourly: (fromHour: number, count: number) => Float64Array
  /** Largest possible value (100 for percent), else infinite. */
  readonly ceiling: number
  /** Largest 5-minute deviation, as a share of the room to zero and to the ceiling. */
  readonly ripple: number
  /** The same for 1 minute; 0 where nothing is published below 5 minutes. ripple + flutter <= 0.9. */
  readonly flutter: number
  /** Maximum over average of one native period, at most this share. */
  readonly spread: number
  /** A counter per native period: `hourly` is its amount per minute. */
  readonly counterMinutes?: number
  /** The metric is what is left of this much (FreeableMemory); one value per hour. */
  readonly total?: (fromHour: number, count: number) => Float64Array
  /** Values are rounded to a multiple of this power of ten. */
  readonly resolution: number
}

export type SignalRange = { readonly fromMs: number; readonly count: number; readonly stepMs: number }

const fiveMinutePattern = zeroSum([0.1, -0.62, 0.45, -0.2, 1.0, -0.85, 0.3, 0.72, -0.5, -0.33, 0.58, -0.65])
const oneMinutePattern = zeroSum([0.35, -0.9, 0.15, 1.0, -0.6])
const hourMs = 3_600_000

type Pattern = { readonly values: Float64Array; readonly max: number; readonly min: number }

/** The pattern with mean zero and largest deviation one, written twice so that a rotation is an offset. */
function zeroSum(raw: readonly number[]): Pattern {
  const mean = raw.reduce((sum, value) => sum + value, 0) / raw.length
  const largest = Math.max(...raw.map((value) => Math.abs(value - mean)))
  const once = raw.map((value) => (value - mean) / largest)
  return { values: Float64Array.from([...once, ...once]), max: Math.max(...once), min: Math.min(...once) }
}

/** Values of Average, Maximum, Minimum or Sum per step of 1 minute, 5 minutes or 1 hour; `fromMs` is aligned. */
export function signalValues(signal: Signal, statistic: Statistic, range: SignalRange): Float64Array {
  const fromHour = Math.floor(range.fromMs / hourMs)
  const hours = Math.ceil((range.fromMs + range.count * range.stepMs) / hourMs) - fromHour
  const averages = signal.hourly(fromHour, hours)
  const values = new Float64Array(range.count)
  const perHour = hourMs / range.stepMs
  const skip = (range.fromMs - fromHour * hourMs) / range.stepMs
  const fill = fillOf(signal, statistic, range.stepMs)
  const totals = signal.total?.(fromHour, hours)
  for (let i = 0; i < hours; i++) fill(values, i * perHour - skip, fromHour + i, averages[i] as number)
  finish({ signal, statistic, values, stepMs: range.stepMs, totals, skip })
  return values
}

type Fill = (values: Float64Array, at: number, hour: number, average: number) => void

/** +1 where the largest usage of the step is asked for, -1 the smallest, 0 the average. */
function directionOf(signal: Signal, statistic: Statistic): number {
  if (statistic === 'Maximum' || statistic === 'p99') return signal.total ? -1 : 1
  if (statistic === 'Minimum') return signal.total ? 1 : -1
  return 0
}

function fillOf(signal: Signal, statistic: Statistic, stepMs: number): Fill {
  const direction = directionOf(signal, statistic)
  const { seed, ceiling, ripple, flutter } = signal
  const above = statistic === 'p99' ? 0.8 * signal.spread : signal.spread
  const spread = direction > 0 ? above : direction < 0 ? -0.5 * signal.spread : 0
  const fives = fiveMinutePattern.values
  const ones = oneMinutePattern.values
  const fiveEnd = direction > 0 ? fiveMinutePattern.max : direction < 0 ? fiveMinutePattern.min : 0
  const oneEnd = direction > 0 ? oneMinutePattern.max : direction < 0 ? oneMinutePattern.min : 0
  return (values, at, hour, average) => {
    const word = mix(seed, hour)
    const room = Math.min(average, ceiling - average)
    const five = ripple * room * (0.4 + ((word & 0xff) / 255) * 0.6)
    const one = flutter * room
    const gain = 1 + spread * (0.3 + (((word >>> 8) & 0xff) / 255) * 0.7)
    const put = (index: number, usage: number) => {
      const value = usage * gain
      if (index >= 0 && index < values.length) values[index] = Math.min(value, ceiling)
    }
    if (stepMs === hourMs) return put(at, average + five * fiveEnd + one * oneEnd)
    const turn = (word >>> 16) % 12
    const oneTurn = (word >>> 24) % 5
    for (let k = 0; k < 12; k++) {
      const level = average + five * (fives[turn + k] as number)
      if (stepMs === 300_000) put(at + k, level + one * oneEnd)
      else for (let j = 0; j < 5; j++) put(at + 5 * k + j, level + one * (ones[oneTurn + j] as number))
    }
  }
}

type Finish = {
  readonly signal: Signal
  readonly statistic: Statistic
  readonly values: Float64Array
  readonly stepMs: number
  readonly totals?: Float64Array
  readonly skip: number
}

/** From usage to the published figure: counters to amounts, usage to what is left; rounded. */
function finish({ signal, statistic, values, stepMs, totals, skip }: Finish): void {
  const minutes = statistic === 'Sum' ? stepMs / 60_000 : (signal.counterMinutes ?? 1)
  const factor = signal.counterMinutes || statistic === 'Sum' ? minutes : 1
  const perHour = hourMs / stepMs
  const { resolution } = signal
  const inverse = Math.round(1 / resolution)
  for (let i = 0; i < values.length; i++) {
    const usage = values[i] as number
    const total = totals?.[Math.floor((i + skip) / perHour)]
    const value = factor * (total === undefined ? usage : Math.max(0, total - usage))
    values[i] =
      resolution < 1 ? Math.round(value * inverse) / inverse : Math.round(value / resolution) * resolution
  }
}
