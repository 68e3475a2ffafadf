import type { DriverElasticity } from '../model/forecast.ts'
import { dayMs, type EpochMs } from '../model/time.ts'
import { normalQuantile } from '../stats/random.ts'
import type { DailyDemand } from './history.ts'
import { percentText } from './wording.ts'

/** A series of the business by UTC day, `NaN` = gap. */
export type DriverDays = {
  readonly name: string
  readonly startMs: EpochMs
  readonly values: Float64Array
}

/** Changes against the same weekday of the week before: weekdays and slow growth drop out. */
const lag = 7
const pairsMin = 56
/** Standard deviation of the driver's own changes below which it stands still and teaches nothing. */
const movementMin = 0.01
/** Share of the changes of demand that the driver must tell, for demand to follow it. */
const shareMin = 0.5
/** Overlapping weeks make errors alike over so many days. */
const bandwidth = 2 * lag

const tenth = normalQuantile(0.9)

/**
 * By what share demand moves with a driver: least squares of log changes over a week, the 80 % interval with
 * Newey and West's errors (1987, Bartlett weights of 14 days). Undefined where fewer than 56 days can be compared, the
 * driver stands still, or tells less than half of the changes.
 */
export function elasticityOf(
  { startMs, mean }: Pick<DailyDemand, 'startMs' | 'mean'>,
  driver: DriverDays,
): DriverElasticity | undefined {
  const shift = Math.round((startMs - driver.startMs) / dayMs)
  const changes = pairsOf(mean, (day) => driver.values[day + shift] ?? Number.NaN)
  if (changes.length < pairsMin) return undefined
  const x = centred(changes.map(([, driven]) => driven))
  const y = centred(changes.map(([demand]) => demand))
  const [xx, xy, yy] = [dot(x, x), dot(x, y), dot(y, y)]
  if (Math.sqrt(xx / x.length) < movementMin || yy === 0) return undefined
  const elasticity = xy / xx
  const share = (xy * xy) / (xx * yy)
  if (!(elasticity > 0) || share < shareMin) return undefined
  const scores = x.map((value, i) => value * ((y[i] as number) - elasticity * value))
  const half = (tenth * Math.sqrt(longRun(scores))) / xx
  return {
    driver: driver.name,
    elasticity,
    low: elasticity - half,
    high: elasticity + half,
    share,
    days: changes.length,
  }
}

/** Log changes of demand and driver over a week, where both days of both are above zero. */
function pairsOf(demand: Float64Array, driverAt: (day: number) => number): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = []
  for (let day = lag; day < demand.length; day++) {
    const own = Math.log((demand[day] as number) / (demand[day - lag] as number))
    const driven = Math.log(driverAt(day) / driverAt(day - lag))
    if (Number.isFinite(own) && Number.isFinite(driven)) pairs.push([own, driven])
  }
  return pairs
}

function centred(values: readonly number[]): number[] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return values.map((value) => value - mean)
}

const dot = (a: readonly number[], b: readonly number[]) =>
  a.reduce((sum, value, i) => sum + value * (b[i] as number), 0)

/** Long-run variance of a sum of autocorrelated scores. */
function longRun(scores: readonly number[]): number {
  let sum = dot(scores, scores)
  for (let k = 1; k <= bandwidth; k++) {
    sum += 2 * (1 - k / (bandwidth + 1)) * dot(scores.slice(k), scores.slice(0, -k))
  }
  return Math.max(0, sum)
}

/** A sentence for each driver that the demand follows. */
export function elasticityTexts(found: readonly DriverElasticity[]): string[] {
  return found.map(({ driver, elasticity, low, high, share, days }) => {
    const more = (value: number) => percentText(0.1 * value)
    return `Follows ${driver}: 10% more of it come with ${more(elasticity)} more demand (${more(low)} to ${more(high)} with 80%); it tells ${percentText(share)} of the changes from week to week over ${days} days.`
  })
}
