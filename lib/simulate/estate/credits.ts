import type { MetricId } from '#lib/model/series.ts'
import { type Frame, hourAt } from './frame.ts'
import { noise } from './hash.ts'
import { type Life, metricOf } from './metric.ts'
import type { EstateSeries } from './series.ts'

/** Days before the anchor since which a starved burstable has no credits left. */
export const starvedDays = 55

/** Hours in which the credits fell: 864 of a t3.large at 18 an hour, 15 points of two vCPU above the baseline. */
const fallHours = 48

/** From when on a starved burstable needs more than its baseline. */
export const starvedStep = { days: -starvedDays - fallHours / 24, hour: 0, before: 0.53 }

type CreditBalance = {
  readonly life: Life
  readonly metric: MetricId
  readonly seed: number
  /** Credits that can be saved: 24 hours of earning. */
  readonly most: number
  readonly starved: boolean
  readonly frame: Frame
}

/** CPUCreditBalance: nearly full, or falling to zero and staying there. */
export function creditBalance({ life, metric, seed, most, starved, frame }: CreditBalance): EstateSeries {
  const end = hourAt(frame, -starvedDays)
  const left = (hour: number) => (starved ? Math.min(1, Math.max(0, (end - hour) / fallHours)) : 1)
  return metricOf(life, {
    metric,
    unit: 'Count',
    statistics: ['Minimum'],
    seed: seed ^ 31,
    hourly: (fromHour, count) =>
      Float64Array.from({ length: count }, (_, i) => {
        const hour = fromHour + i
        return most * left(hour) * (0.94 + 0.05 * noise(seed, hour))
      }),
    ripple: 0.01,
    flutter: 0.002,
    spread: 0,
    typical: most / 10,
  })
}
