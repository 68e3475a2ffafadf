import { quantileLevels } from '../../model/forecast.ts'
import { normalQuantile } from '../../stats/random.ts'
import { type Line, theilSen } from '../../stats/regression.ts'
import { median, medianAbsoluteDeviation } from '../../stats/robust.ts'
import { type Forecaster, longestSeason } from '../forecaster.ts'
import { seasonalShape } from '../shape.ts'
import { centred, lagErrors, spreadAt, spreadCurve, thinned, tidy } from '../spread.ts'

const levelCount = quantileLevels.length
const zScores = quantileLevels.map((level) => (level === 0.5 ? 0 : normalQuantile(level)))
/** Seasons of the windows. */
const windowMin = 4
const windowsTried = [8, 16, 32, 64]
const lagsTried = [1, 3, 7, 14, 28, 56, 112]
/** Residuals follow each other: the textbook standard error of a slope is far too small. */
const autocorrelationInflation = 3
const stretchesTried = 7
const stretchesMin = 4

const residuals = (values: Float64Array, { slope, intercept }: Line) =>
  values.map((value, i) => value - intercept - slope * i)

/** Whether the middle or the newest part of a window departs from its line. */
function isBent(window: Float64Array, season: number): boolean {
  const places = thinned(window.length, (i) => window[i] as number)
  const line = theilSen(places)
  if (line === undefined) return true
  const rest = residuals(places, line)
  const noise = medianAbsoluteDeviation(rest)
  const half = rest.length >> 1
  const near = Math.ceil((season * rest.length) / window.length)
  const newest = median(rest.subarray(-2 * near))
  return Math.abs(newest) > noise || Math.abs(median(rest.subarray(half - near, half + near))) > noise
}

/** The longest recent window that one line describes: its newest part must not depart from the line. */
function straightWindow(flat: Float64Array, season: number): Float64Array {
  let chosen = flat.subarray(-windowMin * season)
  for (const seasons of windowsTried) {
    if (chosen.length === flat.length) break
    const window = flat.subarray(-seasons * season)
    if (isBent(window, season)) break
    chosen = window
  }
  return chosen
}

/** Growth rates of successive past stretches, four seasons each, newest first. */
function pastSlopes(flat: Float64Array, season: number): number[] {
  const length = windowMin * season
  const stretches = Math.min(stretchesTried, Math.floor(flat.length / length))
  return Array.from({ length: stretches }, (_, i) => {
    const to = flat.length - i * length
    return theilSen(flat.subarray(to - length, to), 30)?.slope ?? 0
  })
}

/** How much the rate of growth has changed from one stretch to the next: it will go on changing. */
function slopeDrift(flat: Float64Array, season: number): number {
  const slopes = pastSlopes(flat, season)
  if (slopes.length < stretchesMin) return 0
  return median(slopes.slice(1).map((slope, i) => Math.abs((slopes[i] as number) - slope)))
}

function slopeError(window: Float64Array, line: Line): number {
  const rest = residuals(window, line)
  const n = window.length
  const textbook = (medianAbsoluteDeviation(rest) * Math.sqrt(12)) / n ** 1.5
  const first = theilSen(window.subarray(0, n >> 1), 30)?.slope ?? 0
  const second = theilSen(window.subarray(n >> 1), 30)?.slope ?? 0
  return Math.max(autocorrelationInflation * textbook, Math.abs(second - first) / 4)
}

/** Theil-Sen growth over the longest straight recent stretch, continued from the newest level: for storage, by days. */
export const robustTrend: Forecaster = {
  name: 'robust-trend',
  label: 'robust straight growth',
  lengthMin: (seasons) =>
    seasons.length > 1 ? Number.POSITIVE_INFINITY : Math.max(10, 4 * (seasons[0] ?? 1)),
  fit(series) {
    const { values } = series
    const n = values.length
    const season = longestSeason(series)
    const shape = seasonalShape(values, season)
    const flat = values.map((value, t) => value - (shape[t % season] as number))
    const window = straightWindow(flat, season)
    const line = theilSen(window) ?? { slope: 0, intercept: values[n - 1] as number }
    const rest = residuals(window, line)
    const newest = line.intercept + line.slope * (window.length - 1) + median(rest.subarray(-season))
    const error = Math.max(slopeError(window, line), slopeDrift(flat, season))
    const slope = line.slope === 0 ? 0 : line.slope / (1 + (error / line.slope) ** 2)
    const horizons = lagsTried.filter((lag) => lag === 1 || lag * 2 <= window.length)
    const curve = spreadCurve(horizons, (lag) => centred(lagErrors(rest, lag, season)))
    return {
      predict(horizon) {
        const out = new Float64Array(horizon * levelCount)
        const spread = new Float64Array(levelCount)
        for (let i = 0; i < horizon; i++) {
          spreadAt(curve, i + 1, spread)
          const centre = newest + slope * (i + 1) + (shape[(n + i) % season] as number)
          for (let k = 0; k < levelCount; k++) {
            const side = Math.sign(zScores[k] as number)
            const sway = (zScores[k] as number) * error * (i + 1)
            const noise = Math.max(0, side * (spread[k] as number))
            out[i * levelCount + k] = centre + side * Math.hypot(sway, noise)
          }
        }
        return tidy(out, values)
      },
    }
  },
}
