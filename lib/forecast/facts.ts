import { type DemandFacts, medianIndex, quantileLevels } from '../model/forecast.ts'
import { hourMs } from '../model/time.ts'
import { quantileSorted, sortedObserved } from '../stats/quantile.ts'
import { median } from '../stats/robust.ts'
import type { HourlyDemand } from './demand.ts'

const levelCount = quantileLevels.length
const recentHours = 7 * 24

/** Median of the daily peak's median over a week beginning at `day`. */
function weekMedian(peak: Float64Array, day: number): number {
  return median(
    Float64Array.from({ length: 7 }, (_, i) => peak[(day + i) * levelCount + medianIndex] as number),
  )
}

/** Growth of the median daily peak over the horizon, per 30 days, as a share; 0 where there is no demand. */
export function monthlyGrowthOf(peak: Float64Array, horizonDays: number): number {
  const last = Math.min(horizonDays, peak.length / levelCount) - 7
  const from = weekMedian(peak, 0)
  const to = weekMedian(peak, last)
  if (!(from > 0) || last <= 0) return 0
  return ((to / from - 1) * 30) / last
}

export type FactsInput = { readonly demand: HourlyDemand; readonly monthlyGrowth: number }

/** Level of the last 7 days' hourly means, the largest hour of all history and when it was. */
export function factsOf({ demand, monthlyGrowth }: FactsInput): DemandFacts {
  const { mean, peak, startMs } = demand
  const recent = sortedObserved(mean.subarray(Math.max(0, mean.length - recentHours)))
  let top = 0
  for (let i = 0; i < mean.length; i++) {
    if ((mean[i] as number) > (mean[top] as number) || Number.isNaN(mean[top])) top = i
  }
  const worst = sortedObserved(peak.subarray(Math.max(0, peak.length - recentHours)))
  return {
    p50: quantileSorted(recent, 0.5),
    p95: quantileSorted(recent, 0.95),
    p99: quantileSorted(recent, 0.99),
    maximum: quantileSorted(worst, 1),
    allTimePeak: mean[top] as number,
    allTimePeakMs: startMs + top * hourMs,
    monthlyGrowth,
  }
}
