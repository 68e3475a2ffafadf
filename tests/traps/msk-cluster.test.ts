import { describe, expect, test } from 'vitest'
import { demandOf } from '#lib/forecast/demand.ts'
import type { MetricSamples } from '#lib/forecast/samples.ts'
import { hourMs } from '#lib/model/time.ts'
import { mskCluster } from '#lib/resources/msk-cluster.ts'
import { largest, seriesNamed, valuesOf } from '#tests/simulate/estate/truth.ts'

const nowMs = Date.UTC(2026, 10, 22)
const brokers = ['1', '2', '3']

function samples(key: string, member: string, value: number): MetricSamples {
  const values = Float64Array.from([value])
  return { key, member, mean: { startMs: nowMs - hourMs, stepMs: hourMs, values } }
}

function demand(dimension: string, metrics: readonly MetricSamples[], capacity: number): number {
  const definition = mskCluster.dimensions.find((one) => one.dimension === dimension)
  if (!definition) throw new Error(`no dimension ${dimension}`)
  const changes = [
    {
      fromMs: 0,
      shape: 'kafka.m7g.xlarge',
      count: 3,
      capacity: { [dimension]: capacity },
      source: 'config' as const,
    },
  ]
  return demandOf({ definition, metrics, changes, nowMs }).mean[0] ?? Number.NaN
}

describe('trap 9 in MSK: a mean over brokers hides the hot one', () => {
  const user = [28, 24, 62]
  const system = [8, 7, 16]

  test('CPU is CpuUser + CpuSystem of the busiest broker', () => {
    const metrics = brokers.flatMap((broker, i) => [
      samples('cpu-user', broker, user[i] ?? 0),
      samples('cpu-system', broker, system[i] ?? 0),
    ])
    const naive = metrics.reduce((sum, { mean }) => sum + (mean.values[0] ?? 0), 0) / brokers.length
    expect(naive).toBeCloseTo(48.3, 1)
    // 78 % of three brokers with 4 vCPU each.
    expect(demand('cpu', metrics, 12)).toBeCloseTo(0.78 * 12, 9)
  })

  test('a broker of which one part is missing says nothing', () => {
    const metrics = [
      samples('cpu-user', '1', 90),
      samples('cpu-user', '2', 20),
      samples('cpu-system', '2', 5),
    ]
    expect(demand('cpu', metrics, 12)).toBeCloseTo(0.25 * 12, 9)
  })
})

describe('trap 12: metrics of the whole cluster', () => {
  test('trap 12: only the controller reports them, so that their Average is a sixth of the truth', () => {
    const series = seriesNamed('events-kafka', 'GlobalPartitionCount')
    const day = { from: -2, to: -1 }
    const truth = largest(valuesOf(series, 'Maximum', day))
    const naive = largest(valuesOf(series, 'Average', day))
    // Six brokers with about 720 replicas each, three replicas a partition.
    expect(truth).toBeGreaterThan(1400)
    expect(naive).toBeCloseTo(truth / 6, 6)
    const whole = mskCluster.metrics.filter(({ per }) => per === 'resource')
    expect(whole.map(({ name }) => name)).toEqual(['GlobalPartitionCount'])
    for (const { mean, peak } of whole) expect([mean, peak ?? mean]).toEqual(['Maximum', 'Maximum'])
  })
})

describe('trap 10 in MSK: what leaves a broker and what enters it are not added', () => {
  test('a byte from a producer leaves twice more, to two followers; reads come on top', () => {
    // 20 MB/s from producers, 30 MB/s to consumers: 70 MB/s = 0.56 Gbit/s leave the broker.
    const metrics = [samples('bytes-in', '1', 20e6), samples('bytes-out', '1', 30e6)]
    expect(demand('network', metrics, 3 * 1.876)).toBeCloseTo(3 * 0.56, 9)
  })
})
