import { describe, expect, test } from 'vitest'
import { hourMs, minuteMs } from '#lib/model/time.ts'
import { estateResources } from '#lib/simulate/estate/estate.ts'
import { type EstateSeries, seriesValues } from '#lib/simulate/estate/series.ts'
import { frame, resources, seriesNamed, valuesOf } from './truth.ts'

// Beyond the rounding of the values themselves; 1e-5 is what a float32 pipeline may tell apart.
const tolerance = 1e-5
const every = resources.flatMap((resource) => resource.series)
const some = every.filter((_, i) => i % 17 === 0)
const detailed = every.filter((series) => series.nativePeriodMs === minuteMs).filter((_, i) => i % 7 === 0)
const fromMs = Math.floor(frame.anchorMs / hourMs) * hourMs - 50 * hourMs
const span = { fromMs, toMs: fromMs + 48 * hourMs }

function label({ metric }: EstateSeries): string {
  return `${metric.name} ${Object.values(metric.dimensions)[0]}`
}

/** Largest difference beyond the rounding, relative to the coarse value; both may be gaps. */
function difference(coarse: Float64Array, combined: (from: number) => number, rounding = 0): number {
  return coarse.reduce((worst, value, i) => {
    const other = combined(i)
    if (Number.isNaN(value) && Number.isNaN(other)) return worst
    return Math.max(worst, (Math.abs(value - other) - rounding) / Math.max(Math.abs(value), 1e-9))
  }, 0)
}

const combiners = {
  Average: (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / values.length,
  Maximum: (values: Float64Array) => values.reduce((a, b) => Math.max(a, b)),
  Minimum: (values: Float64Array) => values.reduce((a, b) => Math.min(a, b)),
  Sum: (values: Float64Array) => values.reduce((sum, value) => sum + value, 0),
  SampleCount: (values: Float64Array) => values.reduce((sum, value) => sum + value, 0),
} as const

function agrees(series: EstateSeries, fineMs: number, coarseMs: number): readonly string[] {
  const each = coarseMs / fineMs
  return (Object.keys(combiners) as (keyof typeof combiners)[]).flatMap((statistic) => {
    const fine = seriesValues(series, statistic, { ...span, periodMs: fineMs })
    const coarse = seriesValues(series, statistic, { ...span, periodMs: coarseMs })
    const rounding = series.signal.resolution * (statistic === 'Sum' ? each : 1)
    const worst = difference(
      coarse,
      (i) => combiners[statistic](fine.subarray(i * each, (i + 1) * each)),
      rounding,
    )
    return worst <= tolerance ? [] : [`${label(series)} ${statistic}: ${worst}`]
  })
}

describe('periods agree with each other', () => {
  test('an hour is the mean, maximum, minimum and sum of its twelve 5-minute values', () => {
    expect(some.length).toBeGreaterThan(60)
    expect(some.flatMap((series) => agrees(series, 5 * minuteMs, hourMs))).toEqual([])
  })

  test('five minutes and an hour are those of their 1-minute values, where such are published', () => {
    expect(detailed.length).toBeGreaterThan(10)
    expect(detailed.flatMap((series) => agrees(series, minuteMs, 5 * minuteMs))).toEqual([])
    expect(detailed.flatMap((series) => agrees(series, minuteMs, hourMs))).toEqual([])
  })

  test('they agree in the hour of the lost zone too', () => {
    const series = ['CPUUtilization', 'GroupInServiceInstances'].map((name) =>
      seriesNamed('prod-web-asg', name),
    )
    for (const one of series) {
      const hour = valuesOf(one, 'Average', { from: -9, to: -8 })
      const minutes = valuesOf(one, 'Average', { from: -9, to: -8, periodMs: minuteMs })
      const worst = difference(hour, (i) => combiners.Average(minutes.subarray(i * 60, (i + 1) * 60)))
      expect(worst).toBeLessThanOrEqual(tolerance)
    }
  })

  test('six hours are the mean of six hours', () => {
    const series = seriesNamed('orders-primary', 'CPUUtilization')
    const hours = valuesOf(series, 'Average', { from: -3, to: -1 })
    const coarse = valuesOf(series, 'Average', { from: -3, to: -1, periodMs: 6 * hourMs })
    expect(difference(coarse, (i) => combiners.Average(hours.subarray(i * 6, i * 6 + 6)))).toBeLessThan(
      tolerance,
    )
  })
})

describe('a value is a function of the seed, the metric and the time alone', () => {
  test('the same twice, and however the range is cut', () => {
    const again = estateResources(frame).flatMap((resource) => resource.series)
    for (const [i, series] of every.entries()) {
      if (i % 31 !== 0) continue
      const whole = seriesValues(series, 'Average', { ...span, periodMs: 5 * minuteMs })
      const other = again[i]
      if (!other) throw new Error('a series is missing')
      const part = seriesValues(other, 'Average', {
        fromMs: span.fromMs + 35 * minuteMs,
        toMs: span.fromMs + 150 * minuteMs,
        periodMs: 5 * minuteMs,
      })
      expect(part).toEqual(whole.slice(7, 30))
    }
  })

  test('another seed gives other values', () => {
    const other = estateResources({ ...frame, seed: 8 }).flatMap((resource) => resource.series)
    const index = every.findIndex((series) => series.metric.name === 'CPUUtilization')
    const range = { ...span, periodMs: hourMs }
    const [a, b] = [every[index], other[index]]
    if (!a || !b) throw new Error('no CPU series')
    expect(seriesValues(a, 'Average', range)).not.toEqual(seriesValues(b, 'Average', range))
  })
})

/** ECS services use more than they reserve; SageMaker sums percentages over cores and GPUs. */
function largestPercent({ metric, signal }: (typeof every)[number]): number {
  return /^(AWS\/ECS|\/aws\/sagemaker\/Endpoints)$/.test(metric.namespace) ? signal.ceiling : 100
}

describe('values stay physical', () => {
  test('percentages lie between 0 and 100, nothing is negative, the average between minimum and maximum', () => {
    for (const series of every) {
      if (series.lastMs !== undefined) continue
      const range = { fromMs: fromMs - 400 * hourMs, toMs: fromMs + 40 * hourMs, periodMs: hourMs }
      const [low, middle, high] = (['Minimum', 'Average', 'Maximum'] as const).map((statistic) =>
        seriesValues(series, statistic, range),
      )
      const bad = middle?.findIndex((value, i) => {
        const [least = Number.NaN, most = Number.NaN] = [low?.[i], high?.[i]]
        const slack = 2 * series.signal.resolution + 1e-9 * Math.abs(value)
        const inside = least >= 0 && least <= value + slack && value <= most + slack
        return (
          !Number.isNaN(value) && !(inside && (series.unit !== 'Percent' || most <= largestPercent(series)))
        )
      })
      expect(`${label(series)} ${bad}`).toBe(`${label(series)} -1`)
    }
  })

  test('a metric of 5 minutes asked for by the minute has a value every fifth minute', () => {
    const series = seriesNamed('vault-1', 'CPUUtilization')
    const minutes = valuesOf(series, 'Average', { from: -2, to: -1, periodMs: minuteMs })
    const fives = valuesOf(series, 'Average', { from: -2, to: -1, periodMs: 5 * minuteMs })
    expect(minutes.filter((value) => !Number.isNaN(value))).toEqual(fives)
    expect(minutes.findIndex((value) => !Number.isNaN(value))).toBe(0)
  })
})
