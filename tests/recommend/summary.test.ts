import { describe, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import { recommend, summarize } from '#lib/recommend/index.ts'
import { nowMs } from '#tests/support/evidence.ts'
import { type SizingOptions, sizingInput } from '#tests/support/sizing-input.ts'

function summaryOf(resourceClass: 'ec2-instance' | 'rds-instance', options: SizingOptions = {}) {
  const input = sizingInput(resourceClass, options)
  const recommendation = recommend(input)
  return { input, recommendation, summary: summarize(recommendation, input.outcomes) }
}

describe('the summary of a recommendation', () => {
  test('drops options and evidence and keeps what lists show', () => {
    const { recommendation, summary } = summaryOf('ec2-instance', {
      demand: { cpu: { median: 1.6 }, memory: { median: 9 } },
    })
    expect(summary).not.toHaveProperty('options')
    expect(summary).not.toHaveProperty('evidence')
    expect(summary.finding).toBe(recommendation.finding)
    expect(summary.recommended?.label).toBe('m7i.xlarge')
    expect(summary.recommended?.deltaMonthlyUsd).toBeCloseTo(-147.17, 2)
    expect(summary.current).not.toHaveProperty('dimensions')
  })

  test('shows the binding dimension as shares of the present capacity', () => {
    const { summary } = summaryOf('ec2-instance')
    // 4.2 x exp(0.15 / 2) / 8, and at the horizon 4.2 x exp(+-0.15 x 1.2816) / 8
    expect(summary.utilization).toBeCloseTo(0.5659, 4)
    expect(summary.limit).toBeCloseTo(0.8, 9)
    const [low, median, high] = summary.utilizationAtHorizon ?? [0, 0, 0]
    expect(median).toBeCloseTo(0.525, 4)
    expect(low).toBeCloseTo(0.4332, 4)
    expect(high).toBeCloseTo(0.6363, 4)
  })

  test('draws 13 weeks back and 13 ahead, in the order low, median, high', () => {
    const { summary } = summaryOf('ec2-instance', { demand: { cpu: { median: 4, monthlyGrowth: 0.03 } } })
    const { spark } = summary
    if (spark === undefined) throw new Error('no spark')
    expect([spark.history, spark.low, spark.median, spark.high].map((one) => one.length)).toEqual([
      13, 13, 13, 13,
    ])
    // 120 flat days at 4 x 0.6 of 8 vCPU
    for (const share of spark.history) expect(share).toBeCloseTo(0.3, 6)
    spark.median.forEach((share, week) => {
      expect(spark.low[week]).toBeLessThan(share)
      expect(spark.high[week]).toBeGreaterThan(share)
    })
    expect(spark.median[12]).toBeGreaterThan(spark.median[0] ?? 1)
  })

  test('a week without a sample is a gap, and one with some days is their mean', () => {
    const input = sizingInput('ec2-instance')
    const outcomes = input.outcomes.map((outcome) => {
      if (outcome.dimension !== 'cpu' || outcome.history === undefined) return outcome
      const mean = Float32Array.from({ length: 21 }, (_, day) => (day < 9 ? Number.NaN : 4))
      return { ...outcome, history: { ...outcome.history, startMs: nowMs - 21 * dayMs, mean } }
    })
    const { spark } = summarize(recommend(input), outcomes)
    expect(spark?.history.slice(0, 11).every((share) => share === null)).toBe(true)
    expect(spark?.history.slice(11)).toEqual([0.5, 0.5])
  })

  test('has the 20 dots of the binding dimension; under pressure all of them today', () => {
    const { input, summary } = summaryOf('ec2-instance', {
      demand: { cpu: { median: 6, monthlyGrowth: 0.05 } },
    })
    const cpu = input.outcomes.find((one) => one.dimension === 'cpu')?.outcome
    expect(summary.saturationDays).toEqual(cpu?.kind === 'forecast' ? cpu.saturation.quantileDays : [])
    const swap = { 'swap-usage': { min: 1e8, p50: 3e8, max: 1.3e9 } }
    expect(summaryOf('rds-instance', { signals: swap }).summary.saturationDays).toEqual(Array(20).fill(0))
  })

  test('storage with autoscaling has its dots at the maximum', () => {
    const facts = { ...sizingInput('rds-instance').resource.facts, storageGibMax: 600 }
    const demand = { storage: { median: 480, sigma: 0.03, monthlyGrowth: 0.06 } }
    const { summary, recommendation } = summaryOf('rds-instance', { resource: { facts }, demand })
    // median: 480 x 1.06^(t / 30) = 540 after 60.6 days
    expect(recommendation.medianDays).toBe(61)
    expect(summary.saturationDays[9]).toBeGreaterThanOrEqual(55)
    expect(summary.saturationDays).toHaveLength(20)
  })

  test('tells what the week before said', () => {
    const input = sizingInput('ec2-instance')
    const recommendation = recommend(input)
    const previous = {
      ...recommendation,
      asOfMs: nowMs - 7 * dayMs,
      finding: 'watch' as const,
      medianDays: 200,
    }
    expect(summarize(recommendation, input.outcomes, previous).previous).toEqual({
      asOfMs: nowMs - 7 * dayMs,
      finding: 'watch',
      medianDays: 200,
    })
  })

  test('an abstention has no numbers', () => {
    const input = { ...sizingInput('ec2-instance'), changes: [] }
    const summary = summarize(recommend(input), input.outcomes)
    expect(summary).toMatchObject({
      utilization: null,
      utilizationAtHorizon: null,
      limit: null,
      saturationDays: [],
    })
    expect(summary.spark).toBeUndefined()
  })
})
