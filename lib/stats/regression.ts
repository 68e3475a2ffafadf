import { linearRegression } from 'simple-statistics'
import { median } from './robust.ts'

/** `y = intercept + slope x`. */
export type Line = { readonly slope: number; readonly intercept: number }

function observedPoints(values: ArrayLike<number>): number[][] {
  const points: number[][] = []
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number
    if (!Number.isNaN(value)) points.push([i, value])
  }
  return points
}

/** Line of least squares through `(i, values[i])`, gaps left out; undefined below two points. */
export function leastSquares(values: ArrayLike<number>): Line | undefined {
  const points = observedPoints(values)
  if (points.length < 2) return undefined
  const { m, b } = linearRegression(points)
  return { slope: m, intercept: b }
}

/**
 * Theil-Sen line through `(i, values[i])`: median of the pairwise slopes, median of the intercepts; gaps left out.
 * With more than `pointsMax` points the series is thinned evenly, so that the cost is bounded.
 * Sen (1968), Estimates of the regression coefficient based on Kendall's tau.
 */
export function theilSen(values: ArrayLike<number>, pointsMax = 60): Line | undefined {
  const observed: number[] = []
  for (let i = 0; i < values.length; i++) if (!Number.isNaN(values[i])) observed.push(i)
  if (observed.length < 2) return undefined
  const count = Math.min(pointsMax, observed.length)
  const stride = observed.length / count
  const x = Float64Array.from({ length: count }, (_, i) => observed[Math.floor(i * stride)] as number)
  const y = x.map((at) => values[at] as number)
  const slopes = new Float64Array((count * (count - 1)) / 2)
  let next = 0
  for (let i = 0; i < count; i++) {
    for (let j = i + 1; j < count; j++) {
      slopes[next++] = ((y[j] as number) - (y[i] as number)) / ((x[j] as number) - (x[i] as number))
    }
  }
  const slope = median(slopes)
  const offsets = new Float64Array(values.length)
  for (let i = 0; i < values.length; i++) offsets[i] = (values[i] as number) - slope * i
  return { slope, intercept: median(offsets) }
}
