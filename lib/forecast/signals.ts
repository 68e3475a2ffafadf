import type { Signals } from '../model/forecast.ts'
import { observedCount } from '../model/series.ts'
import { dayMs } from '../model/time.ts'
import { quantileSorted, sortedObserved } from '../stats/quantile.ts'
import { addedBetween } from './counter.ts'
import type { MetricSamples } from './samples.ts'

const signalDays = 14

/** Hour by hour the mean over the members that have a sample, aligned at the newest end. */
function meanOverMembers(rows: readonly Float64Array[]): Float64Array {
  const hours = Math.max(0, ...rows.map((row) => row.length))
  return Float64Array.from({ length: hours }, (_, i) => {
    const seen = rows
      .map((row) => row[row.length - hours + i] ?? Number.NaN)
      .filter((value) => !Number.isNaN(value))
    return seen.reduce((sum, value) => sum + value, 0) / seen.length
  })
}

/**
 * Level of the last 14 days of every metric, in its own unit by metric key; of a fleet the mean of its members, hour
 * by hour; of a counter what was added in an hour. A metric without a sample there is absent.
 */
export function signalsOf(metrics: readonly MetricSamples[]): Signals {
  const signals: Record<string, Signals[string]> = {}
  for (const [key, samples] of Map.groupBy(metrics, (one) => one.key)) {
    const recent = samples.map(({ mean, counter }) => {
      const values = mean.values.slice(-signalDays * (dayMs / mean.stepMs))
      return counter === true ? addedBetween(values) : values
    })
    const values = meanOverMembers(recent)
    if (observedCount(values) === 0) continue
    const sorted = sortedObserved(values)
    const mean = sorted.reduce((sum, value) => sum + value, 0) / sorted.length
    signals[key] = {
      min: quantileSorted(sorted, 0),
      p50: quantileSorted(sorted, 0.5),
      max: quantileSorted(sorted, 1),
      mean,
    }
  }
  return signals
}
