import { readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import type { Forecaster } from '#lib/forecast/forecaster.ts'
import { damping, exponentialSmoothing, smooth } from '#lib/forecast/models/exponential-smoothing.ts'
import { lastValue } from '#lib/forecast/models/last-value.ts'
import { levelShape } from '#lib/forecast/models/level-shape.ts'
import { recentProfile } from '#lib/forecast/models/season-profile.ts'
import { seasonalNaive } from '#lib/forecast/models/seasonal-naive.ts'
import { seasonalShape } from '#lib/forecast/shape.ts'
import { medianIndex, quantileLevels } from '#lib/model/forecast.ts'
import { minimise } from '#lib/stats/minimise.ts'
import { quantile } from '#lib/stats/quantile.ts'
import { normalQuantile } from '#lib/stats/random.ts'
import { leastSquares, theilSen } from '#lib/stats/regression.ts'
import { medianAbsoluteDeviation } from '#lib/stats/robust.ts'
import { weightedQuantiles } from '#lib/stats/weighted-quantile.ts'

type Series = { readonly values: readonly number[] }
type Mean = Series & { readonly mean: readonly number[] }

/** Written by tests/fixtures/r-known-answers.R, which says how; R and package versions and the date stand in it. */
const answers = JSON.parse(
  readFileSync(new URL('../fixtures/r-known-answers.json', import.meta.url), 'utf8'),
) as {
  readonly seasonalNaive: Mean
  readonly lastValue: Mean & { readonly steps: readonly number[] }
  readonly smoothing: Mean & {
    readonly alpha: number
    readonly beta: number
    readonly phi: number
    readonly level: readonly number[]
    readonly growth: readonly number[]
  }
  readonly smoothingOwn: Mean & { readonly sigma: number }
  readonly smoothingSeasonal: Mean & { readonly sigma: number }
  readonly seasonalShape: Series & { readonly figure: readonly number[] }
  readonly profile: Series & { readonly quantiles: readonly (readonly number[])[] }
  readonly theilSen: Series & { readonly slope: number; readonly intercept: number }
  readonly leastSquares: Series & { readonly coefficients: readonly number[] }
  readonly quantiles: Series & {
    readonly levels: readonly number[]
    readonly type7: readonly number[]
    readonly type5: readonly number[]
    readonly mad: number
  }
  readonly normal: { readonly levels: readonly number[]; readonly qnorm: readonly number[] }
  readonly minimise: { readonly point: readonly number[] }
}

const levelCount = quantileLevels.length
const columns = ([0.1, 0.5, 0.9] as const).map((level) => quantileLevels.indexOf(level))

function packedOf(forecaster: Forecaster, values: readonly number[], horizon: number) {
  return forecaster.fit({ values: Float64Array.from(values), seasons: [7] }).predict(horizon)
}

function mediansOf(forecaster: Forecaster, values: readonly number[], horizon: number): number[] {
  const packed = packedOf(forecaster, values, horizon)
  return Array.from({ length: horizon }, (_, step) => packed[step * levelCount + medianIndex] as number)
}

/** Every value within `relative` of R's. */
function expectNear(own: ArrayLike<number>, expected: readonly number[], relative: number): void {
  expect(own.length).toBe(expected.length)
  expected.forEach((value, i) => {
    expect(Math.abs((own[i] as number) - value)).toBeLessThanOrEqual(relative * Math.max(1, Math.abs(value)))
  })
}

/** R writes 12 digits. */
const asWritten = 1e-10

describe('the answers of R, to the digits it writes', () => {
  test('snaive: the last season again', () => {
    const { values, mean } = answers.seasonalNaive
    expectNear(mediansOf(seasonalNaive, values, 14), mean, asWritten)
  })

  test('naive: the last value stays; quantile: what its steps were', () => {
    const { values, mean, steps } = answers.lastValue
    expectNear(mediansOf(lastValue, values, 5), mean, asWritten)
    const packed = packedOf(lastValue, values, 1)
    const last = values.at(-1) as number
    expectNear(
      columns.map((k) => (packed[k] as number) - last),
      steps,
      asWritten,
    )
  })

  test('ets AAdN with the same parameters and first states: level, growth and forecast', () => {
    const { values, alpha, beta, phi, level, growth, mean } = answers.smoothing
    expect(damping).toBe(phi)
    // R's beta is alpha times ours.
    const states = smooth(Float64Array.from(values), { alpha, beta: beta / alpha }, true)
    expectNear(states.level, level, asWritten)
    expectNear(states.trend, growth, asWritten)
    const [l, b] = [states.level.at(-1) as number, states.trend.at(-1) as number]
    const grown = mean.map((_, i) => l + (b * (damping * (1 - damping ** (i + 1)))) / (1 - damping))
    expectNear(grown, mean, asWritten)
  })

  test('quantile type 7: the profile of a place in the season', () => {
    const { values, quantiles } = answers.profile
    const packed = packedOf(recentProfile, values, 7)
    quantiles.forEach((expected, step) => {
      expectNear(
        columns.map((k) => packed[step * levelCount + k] as number),
        expected,
        asWritten,
      )
    })
  })

  test('the median of all slopes, and the least squares', () => {
    const line = theilSen(answers.theilSen.values)
    expectNear(
      [line?.slope ?? 0, line?.intercept ?? 0],
      [answers.theilSen.slope, answers.theilSen.intercept],
      asWritten,
    )
    const least = leastSquares(answers.leastSquares.values)
    expectNear([least?.intercept ?? 0, least?.slope ?? 0], answers.leastSquares.coefficients, asWritten)
  })

  test('quantiles of type 7, of type 5 where weights are equal, and mad', () => {
    const { values, levels, type7, type5, mad } = answers.quantiles
    expectNear(
      levels.map((level) => quantile(values, level)),
      type7,
      asWritten,
    )
    const equal = new Float64Array(values.length).fill(0.3)
    expectNear(weightedQuantiles(Float64Array.from(values), equal, levels), type5, asWritten)
    expectNear([medianAbsoluteDeviation(values)], [mad], asWritten)
  })

  test('qnorm, within the error that the approximation states', () => {
    const { levels, qnorm } = answers.normal
    expectNear(levels.map(normalQuantile), qnorm, 1.2e-9)
  })
})

describe('the answers of R, as near as another estimate comes', () => {
  test('ets AAdN by its own estimate', () => {
    // Ours takes the least mean absolute one-step error and starts at the first value, R the likelihood and free first
    // states: over 28 days the two stay within one and a half deviations of one step, 2 % of the level.
    const { values, sigma, mean } = answers.smoothingOwn
    const medians = mediansOf(exponentialSmoothing, values, 28)
    mean.forEach((value, i) => {
      expect(Math.abs((medians[i] as number) - value)).toBeLessThan(1.5 * sigma)
    })
    expectNear(medians, mean, 0.02)
  })

  test('stlm with ets ANN on a weekly rhythm', () => {
    // R's shape counts all 20 weeks alike, ours the newest most; R has no trend: within one deviation of a day.
    const { values, sigma, mean } = answers.smoothingSeasonal
    for (const forecaster of [exponentialSmoothing, levelShape]) {
      mediansOf(forecaster, values, 14).forEach((median, i) => {
        expect(Math.abs(median - (mean[i] as number))).toBeLessThan(sigma)
      })
    }
  })

  test('decompose: the shape of the week', () => {
    // Recent weeks count more here: within the standard error of a weekday over about 12 weeks, 2 / sqrt(12), twice.
    const { values, figure } = answers.seasonalShape
    const shape = seasonalShape(Float64Array.from(values), 7)
    shape.forEach((value, i) => {
      expect(Math.abs(value - (figure[i] as number))).toBeLessThan((2 * 2) / Math.sqrt(12))
    })
  })

  test('optim: the valley of Rosenbrock', () => {
    const { point } = minimise({
      objective: ([x = 0, y = 0]) => 100 * (y - x * x) ** 2 + (1 - x) ** 2,
      start: [-1.2, 1],
      step: [0.12, 0.1],
      evaluations: 400,
    })
    expectNear(point, answers.minimise.point, 1e-4)
  })
})
