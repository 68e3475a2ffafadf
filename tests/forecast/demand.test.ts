import { describe, expect, test } from 'vitest'
import { demandOf } from '#lib/forecast/demand.ts'
import type { MetricSamples } from '#lib/forecast/index.ts'
import type { Dimension } from '#lib/model/capacity.ts'
import type { Conversion } from '#lib/model/measure.ts'
import { hourMs } from '#lib/model/time.ts'
import { change, hourly, nowMs } from './samples.ts'

const gap = Number.NaN
const longAgo = nowMs - 1000 * hourMs

type Case = {
  readonly name: string
  readonly dimension: Dimension
  readonly conversion: Conversion
  readonly metrics: readonly MetricSamples[]
  readonly changes: Parameters<typeof demandOf>[0]['changes']
  readonly mean: readonly number[]
  readonly peak?: readonly number[]
}

const one = (key: string, mean: readonly number[], peak?: readonly number[]): MetricSamples => ({
  key,
  member: '',
  mean: hourly(mean),
  ...(peak === undefined ? {} : { peak: hourly(peak) }),
})
const member = (name: string, key: string, mean: readonly number[]): MetricSamples => ({
  key,
  member: name,
  mean: hourly(mean),
})

const cases: readonly Case[] = [
  {
    name: 'a percentage is of the capacity at that time; a peak below the mean is raised to it',
    dimension: 'cpu',
    conversion: { kind: 'percent', metric: 'cpu' },
    metrics: [one('cpu', [50, 25, 10], [75, 20, gap])],
    changes: [change(longAgo, { cpu: 8 })],
    mean: [4, 2, 0.8],
    peak: [6, 2, 0.8],
  },
  {
    // 60 % of 4 vCPU and 30 % of 8 vCPU are both 2.4 vCPU.
    name: 'a resize inside the window changes the percentage and not the demand',
    dimension: 'cpu',
    conversion: { kind: 'percent', metric: 'cpu' },
    metrics: [one('cpu', [60, 60, 30, 30])],
    changes: [change(longAgo, { cpu: 4 }), change(nowMs - 2 * hourMs, { cpu: 8 })],
    mean: [2.4, 2.4, 2.4, 2.4],
  },
  {
    name: 'a percentage above 100 is kept, a gap stays a gap, a negative sample is a gap',
    dimension: 'cpu',
    conversion: { kind: 'percent', metric: 'cpu' },
    metrics: [one('cpu', [150, gap, -1, 0])],
    changes: [change(longAgo, { cpu: 2 })],
    mean: [3, gap, gap, 0],
  },
  {
    // Group of at most 10 members with 40 vCPU: 4 each. 5 members at 50 % need 10 vCPU, 3 members 6.
    name: 'utilization of a group counts its members at that time',
    dimension: 'cpu',
    conversion: { kind: 'percent-of-members', metric: 'cpu', members: 'members' },
    metrics: [one('cpu', [50, 50, 50], [100, 50, 50]), one('members', [5, 3, gap])],
    changes: [change(longAgo, { cpu: 40, 'group-maximum': 10 })],
    mean: [10, 6, gap],
    peak: [20, 6, gap],
  },
  {
    // Free bytes 3 and 1 GiB of 4 GiB; the lowest free memory of an hour is its highest demand.
    name: 'free memory is capacity less what is free; more free than there is, is a gap',
    dimension: 'memory',
    conversion: { kind: 'free', metric: 'free', scale: 1 / 2 ** 30 },
    metrics: [one('free', [3 * 2 ** 30, 1 * 2 ** 30, 5 * 2 ** 30], [2 * 2 ** 30, 2 ** 29, 5 * 2 ** 30])],
    changes: [change(longAgo, { memory: 4 })],
    mean: [1, 3, gap],
    peak: [2, 3.5, gap],
  },
  {
    // 7.2e9 bytes in an hour are 2e6 bytes a second.
    name: 'rates are sums per second, added where the limit is common',
    dimension: 'throughput',
    conversion: { kind: 'rate', metrics: ['read', 'write'], scale: 1e-6, combine: 'sum' },
    metrics: [one('read', [7.2e9, 3.6e9]), one('write', [3.6e9, gap])],
    changes: [change(longAgo, { throughput: 100 })],
    mean: [3, gap],
  },
  {
    name: 'of two directions with limits of their own the larger counts',
    dimension: 'network',
    conversion: { kind: 'rate', metrics: ['in', 'out'], scale: 1e-6, combine: 'max' },
    metrics: [one('in', [7.2e9, 3.6e9]), one('out', [3.6e9, 7.2e9])],
    changes: [change(longAgo, { network: 100 })],
    mean: [2, 2],
  },
  {
    name: 'absolute metrics are added over metrics and members',
    dimension: 'iops',
    conversion: { kind: 'absolute', metrics: ['read', 'write'], scale: 2 },
    metrics: [member('a', 'read', [1, 2]), member('b', 'read', [3, 4]), one('write', [10, 10])],
    changes: [change(longAgo, { iops: 3000 })],
    mean: [28, 32],
  },
  {
    // Three members live; one is silent in the second hour: 2 of 3 seen, sum 20 becomes 30. In the third only one is seen.
    name: 'a silent living member is scaled for, and the hour is a gap when most are silent',
    dimension: 'gpu-memory',
    conversion: { kind: 'absolute', metrics: ['used'], scale: 1 },
    metrics: [
      member('a', 'used', [10, 10, 10, 10]),
      member('b', 'used', [10, 10, gap, 10]),
      member('c', 'used', [10, gap, gap, 10]),
    ],
    changes: [change(longAgo, { 'gpu-memory': 240 })],
    mean: [30, 30, gap, 30],
  },
  {
    // The first member ended five hours before the end: it is gone, not silent.
    name: 'a member that has ended adds nothing',
    dimension: 'gpu-memory',
    conversion: { kind: 'absolute', metrics: ['used'], scale: 1 },
    metrics: [
      member('old', 'used', [10, gap, gap, gap, gap, gap]),
      member('new', 'used', [gap, 7, 7, 7, 7, 7]),
    ],
    changes: [change(longAgo, { 'gpu-memory': 240 })],
    mean: [10, 7, 7, 7, 7, 7],
  },
  {
    name: 'held GPUs are the members above the threshold',
    dimension: 'gpu',
    conversion: { kind: 'count-above', metric: 'used', threshold: 512 },
    metrics: [member('a', 'used', [513, 512]), member('b', 'used', [80_000, 0]), member('c', 'used', [0, 0])],
    changes: [change(longAgo, { gpu: 8 })],
    mean: [2, 0],
  },
]

describe('demand', () => {
  test.each(cases)('$name', ({ dimension, conversion, metrics, changes, mean, peak }) => {
    const definition = { dimension, hard: false, conversion }
    const demand = demandOf({ definition, metrics, changes, nowMs })
    const close = (actual: Float64Array, expected: readonly number[]) => {
      expect(actual.length).toBe(expected.length)
      expected.forEach((value, i) => {
        if (Number.isNaN(value)) expect(actual[i]).toBeNaN()
        else expect(actual[i]).toBeCloseTo(value, 9)
      })
    }
    close(demand.mean, mean)
    close(demand.peak, peak ?? mean)
  })

  test('says how often members were silent', () => {
    const definition = cases[8] as Case
    const { notes } = demandOf({ ...definition, definition: { ...definition, hard: false }, nowMs })
    expect(notes).toEqual([
      '1 hours scaled up because some members had no sample of used',
      '1 hours left out because most members had no sample of used',
    ])
  })

  test('series that begin at different times share one grid', () => {
    const definition = {
      dimension: 'iops' as const,
      hard: false,
      conversion: { kind: 'absolute' as const, metrics: ['read', 'write'], scale: 1 },
    }
    const metrics = [one('read', [1, 1, 1, 1]), one('write', [5, 5])]
    const { mean } = demandOf({ definition, metrics, changes: [change(longAgo, { iops: 10 })], nowMs })
    expect([...mean]).toEqual([gap, gap, 6, 6])
  })

  test('samples of the hour that is not over are not used', () => {
    const definition = {
      dimension: 'cpu' as const,
      hard: false,
      conversion: { kind: 'percent' as const, metric: 'cpu' },
    }
    const metrics = [one('cpu', [50, 50])]
    const changes = [change(longAgo, { cpu: 1 })]
    expect(demandOf({ definition, metrics, changes, nowMs: nowMs - 1 }).mean.length).toBe(1)
  })
})
