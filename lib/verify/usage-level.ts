import { meanObserved, median, medianAbsoluteDeviation } from '#lib/stats/robust.ts'

/** A UTC day of something billed by use. `demand` is in absolute units; `NaN` = not observed. */
export type UsageDay = { readonly usd: number; readonly demand: number }

/** Days before and after a moment. */
export type UsageSpan = { readonly before: readonly UsageDay[]; readonly after: readonly UsageDay[] }

/** Natural logarithm of the cost after over what the demand alone would have made of the cost before. */
export type LevelShift = { readonly shift: number; readonly error: number }

type Point = { readonly x: number; readonly y: number }

/** Standard error of a median of normal values is 1.2533 s / sqrt(n) (asymptotic). */
const ofMedian = 1.2533

/**
 * How cost changed at the same demand. Cost follows demand by a power between 0 (the same whatever is used) and 1 (by use
 * alone), measured on both sides together as the median of the slopes between days of one side (Theil and Sen), so that
 * growth of demand over something with a fixed part is no saving. The shift is the difference of the medians of what is left;
 * its error counts only as many days as are independent (lag-1 autocorrelation), what the power may be off by, and how far the
 * means say otherwise.
 * Undefined where a side has no day with cost and demand.
 */
export function levelShift({ before, after }: UsageSpan): LevelShift | undefined {
  const [a, b] = [pointsOf(before), pointsOf(after)]
  if (a.length === 0 || b.length === 0) return undefined
  const power = powerOf([a, b])
  const [left, right] = [a, b].map((points) => points.map(({ x, y }) => y - power * x)) as [
    number[],
    number[],
  ]
  const shift = median(right) - median(left)
  const moved = Math.abs(median(b.map(({ x }) => x)) - median(a.map(({ x }) => x)))
  const skewed = meanObserved(right) - meanObserved(left) - shift
  const error = Math.hypot(errorOf(left), errorOf(right), moved * powerError([a, b], [left, right]), skewed)
  return { shift, error }
}

function pointsOf(days: readonly UsageDay[]): Point[] {
  return days
    .filter(({ usd, demand }) => usd > 0 && demand > 0 && Number.isFinite(usd) && Number.isFinite(demand))
    .map(({ usd, demand }) => ({ x: Math.log(demand), y: Math.log(usd) }))
}

/** Days of nearly the same demand tell nothing of the slope. */
const leastStep = 0.01

function powerOf(sides: readonly (readonly Point[])[]): number {
  const slopes = sides.flatMap((points) =>
    points.flatMap((p, i) =>
      points
        .slice(i + 1)
        .flatMap((q) => (Math.abs(q.x - p.x) < leastStep ? [] : [(q.y - p.y) / (q.x - p.x)])),
    ),
  )
  return slopes.length === 0 ? 1 : Math.min(1, Math.max(0, median(slopes)))
}

function powerError(sides: readonly (readonly Point[])[], rests: readonly (readonly number[])[]): number {
  const spread = Math.hypot(...sides.map((points) => spreadOf(points.map(({ x }) => x))))
  const rest = Math.hypot(...rests.map(spreadOf)) / Math.SQRT2
  const count = sides.reduce((sum, points) => sum + points.length, 0)
  return spread === 0 ? 1 : Math.min(1, rest / (spread * Math.sqrt(count / 2)))
}

function spreadOf(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)
}

function errorOf(values: readonly number[]): number {
  const centre = median(values)
  const rests = values.map((value) => value - centre)
  const power = rests.reduce((sum, rest) => sum + rest * rest, 0)
  const lagged = rests.slice(1).reduce((sum, rest, i) => sum + rest * (rests[i] ?? 0), 0)
  const correlation = power === 0 ? 0 : Math.min(0.9, Math.max(0, lagged / power))
  const independent = (values.length * (1 - correlation)) / (1 + correlation)
  return (ofMedian * medianAbsoluteDeviation(values)) / Math.sqrt(Math.max(1, independent))
}
