import { type DailyHistory, type QuantileBand, quantileLevels } from '../model/forecast.ts'
import { dayMs } from '../model/time.ts'
import { type HorizonScore, trackHorizons } from '../model/track-record.ts'

const week = 7
const levelCount = quantileLevels.length
const at = (level: (typeof quantileLevels)[number]) => quantileLevels.indexOf(level)
const [i05, i10, i50, i90, i95] = [at(0.05), at(0.1), at(0.5), at(0.9), at(0.95)] as [
  number,
  number,
  number,
  number,
  number,
]
/** A stored value is rounded to float32: equal to an end of the interval up to that is inside. */
const rounding = 1e-6

export type TrackInput = {
  /** Daily peak as it was forecast. */
  readonly peak: QuantileBand
  /** Daily demand as it is known now. */
  readonly history: Pick<DailyHistory, 'startMs' | 'peak'>
}

/**
 * Scores one forecast of daily peaks against the days that have passed since, a row for every stretch of
 * `trackHorizons` whose last day has passed; days without an observation are left out. MASE: Hyndman and Koehler
 * (2006), with the naive forecast of a week before on the days before the forecast.
 */
export function scoreForecast({ peak, history }: TrackInput): HorizonScore[] {
  const first = Math.round((peak.startMs - history.startMs) / dayMs)
  const steps = Math.min(peak.values.length / levelCount, history.peak.length - first)
  const scale = weeklyNaiveError(history.peak, first)
  return trackHorizons.flatMap((horizonDays, i) => {
    if (horizonDays > steps) return []
    const from = i === 0 ? 0 : (trackHorizons[i - 1] as number)
    const score = scoreDays({ peak, actual: history.peak, first, from, to: horizonDays, scale })
    return score === undefined ? [] : [{ horizonDays, ...score }]
  })
}

/** Mean absolute difference over a week before day `end`; 0 where there is none. */
function weeklyNaiveError(values: Float32Array, end: number): number {
  let sum = 0
  let count = 0
  for (let day = week; day < Math.min(end, values.length); day++) {
    const difference = Math.abs((values[day] as number) - (values[day - week] as number))
    if (Number.isNaN(difference)) continue
    sum += difference
    count++
  }
  return count === 0 ? 0 : sum / count
}

type Stretch = {
  readonly peak: QuantileBand
  readonly actual: Float32Array
  readonly first: number
  readonly from: number
  readonly to: number
  readonly scale: number
}

function scoreDays(stretch: Stretch): Omit<HorizonScore, 'horizonDays'> | undefined {
  const { peak, actual, first, from, to, scale } = stretch
  const sum = { days: 0, inside80: 0, inside90: 0, absolute: 0, signed: 0, actual: 0 }
  for (let step = from; step < to; step++) {
    const value = actual[first + step] ?? Number.NaN
    if (Number.isNaN(value)) continue
    const quantile = (i: number) => peak.values[step * levelCount + i] as number
    const slack = rounding * Math.abs(value)
    const inside = (low: number, high: number) =>
      value >= quantile(low) - slack && value <= quantile(high) + slack ? 1 : 0
    const error = quantile(i50) - value
    sum.days++
    sum.inside80 += inside(i10, i90)
    sum.inside90 += inside(i05, i95)
    sum.absolute += Math.abs(error)
    sum.signed += error
    sum.actual += Math.abs(value)
  }
  if (sum.days === 0) return undefined
  const { days, inside80, inside90 } = sum
  const mase = scale > 0 ? sum.absolute / days / scale : null
  return { days, mase, inside80, inside90, bias: sum.actual > 0 ? sum.signed / sum.actual : 0 }
}
