import { describe, expect, test } from 'vitest'
import { demandOf } from '#lib/forecast/demand.ts'
import type { MetricSamples } from '#lib/forecast/samples.ts'
import type { CapacityChange } from '#lib/model/capacity.ts'
import { hourMs } from '#lib/model/time.ts'
import { recommend } from '#lib/recommend/index.ts'
import { auroraCluster } from '#lib/resources/aurora-cluster.ts'
import { auroraServerless } from '#lib/resources/aurora-serverless.ts'
import type { ClassDefinition } from '#lib/resources/definition.ts'
import { rdsInstance } from '#lib/resources/rds-instance.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

const startMs = Date.UTC(2026, 10, 1)

type Sampled = { readonly key: string; readonly member?: string; readonly mean: readonly number[] }

function samples({ key, member = '', mean }: Sampled): MetricSamples {
  return { key, member, mean: { startMs, stepMs: hourMs, values: Float64Array.from(mean) } }
}

function demand(
  definition: ClassDefinition,
  dimension: string,
  { sampled, changes }: { readonly sampled: readonly Sampled[]; readonly changes: readonly CapacityChange[] },
): number[] {
  const found = definition.dimensions.find((one) => one.dimension === dimension)
  if (!found) throw new Error(`no dimension ${dimension}`)
  const hours = sampled[0]?.mean.length ?? 0
  const nowMs = startMs + hours * hourMs
  return [...demandOf({ definition: found, metrics: sampled.map(samples), changes, nowMs }).mean]
}

function size(fromHour: number, capacity: CapacityChange['capacity'], count = 1): CapacityChange {
  return { fromMs: startMs + fromHour * hourMs, shape: 'db.r7g.large', count, capacity, source: 'config' }
}

const p95 = (values: readonly number[]) =>
  values.toSorted((a, b) => a - b)[Math.ceil(0.95 * values.length) - 1]

describe('trap 8: of a burstable database the CPU alone misleads', () => {
  const burstable = (credits: number) =>
    recommend(
      sizingInput('rds-instance', {
        resource: { shape: 'db.t3.large' },
        capacity: { cpu: 2, memory: 8 },
        demand: { cpu: { median: 0.8 }, memory: { median: 6 } },
        signals: { 'credit-balance': { min: credits, p50: credits, max: credits } },
      }),
    )

  test('the same 40 % of CPU is calm with credits and billed surplus without', () => {
    const text = (credits: number) =>
      burstable(credits)
        .evidence.map(({ title, text: said }) => `${title} ${said}`)
        .join(' ')
    // Naive: 0.8 of 2 vCPU is 40 %, whatever the credits are; the baseline is 0.6.
    expect(text(0)).toMatch(/credit/i)
    expect(text(0)).not.toBe(text(500))
  })

  test('credits are collected of RDS and Aurora alike', () => {
    for (const { metrics } of [rdsInstance, auroraCluster] satisfies ClassDefinition[]) {
      const credits = metrics.find(({ key }) => key === 'credit-balance')
      expect(credits).toMatchObject({ name: 'CPUCreditBalance', mean: 'Minimum' })
    }
  })
})

describe('trap 11: FreeableMemory counts the page cache', () => {
  const gib = 2 ** 30
  const used = demand(rdsInstance, 'memory', {
    sampled: [{ key: 'freeable-memory', mean: [1.2 * gib] }],
    changes: [size(0, { memory: 32 })],
  })

  test('little that is free proves no need while nothing is swapped', () => {
    // Naive: 32 - 1.2 = 30.8 GiB of 32 are used, 96 %: out of memory.
    expect((used[0] ?? 0) / 32).toBeCloseTo(0.96, 2)
    const calm = recommend(sizingInput('rds-instance', { demand: { memory: { median: 30.8, sigma: 0.01 } } }))
    expect(calm.finding).not.toBe('runs-out')
    expect(calm.recommended?.label ?? '').not.toMatch(/2xlarge/)
  })

  test('swapping does', () => {
    const swap = { min: 400 * 2 ** 20, p50: 600 * 2 ** 20, max: 900 * 2 ** 20 }
    const short = recommend(
      sizingInput('rds-instance', {
        demand: { memory: { median: 30.8, sigma: 0.01 } },
        signals: { 'swap-usage': swap },
      }),
    )
    expect(short.evidence.map(({ text }) => text).join(' ')).toMatch(/swap/i)
    expect(short.finding).toBe('runs-out')
  })

  test.each([rdsInstance, auroraCluster])(
    'memory of $label is what fills, and not a need',
    ({ dimensions }) => {
      expect(dimensions.find(({ dimension }) => dimension === 'memory')?.elastic).toBe(true)
    },
  )
})

describe('trap 15: a resize inside the window mixes two capacities', () => {
  // A load of 1.6 vCPU: 80 % of 2 vCPU, and after the resize at hour 50 it is 40 % of 4 vCPU.
  const percent = Array.from({ length: 100 }, (_, hour) => (hour < 50 ? 80 : 40))
  const changes = [size(0, { cpu: 2 }), size(50, { cpu: 4 })]

  test('demand is the same before and after', () => {
    const vcpu = demand(rdsInstance, 'cpu', { sampled: [{ key: 'cpu-utilization', mean: percent }], changes })
    expect(new Set(vcpu.map((value) => value.toFixed(9)))).toEqual(new Set(['1.600000000']))
    // Naive: the 95th percentile of the percentages, at today's size, is twice the need.
    expect(((p95(percent) ?? 0) / 100) * 4).toBeCloseTo(3.2, 9)
    expect(p95(vcpu)).toBeCloseTo(1.6, 9)
  })

  test('so in a cluster that got a third member', () => {
    const steady = (member: string) => ({ key: 'cpu-utilization', member, mean: [60, 60, 45, 45] })
    const grown = [size(0, { cpu: 4 }, 2), size(2, { cpu: 6 }, 3)]
    const vcpu = demand(auroraCluster, 'cpu', {
      sampled: [
        steady('a'),
        steady('b'),
        { key: 'cpu-utilization', member: 'c', mean: [Number.NaN, Number.NaN, 45, 45] },
      ],
      changes: grown,
    })
    // Two members of 2 vCPU at 60 %, then three at 45 %: 2.4 and 2.7 vCPU. Naive, at today's size: 3.6.
    expect(vcpu.map((value) => Number(value.toFixed(6)))).toEqual([2.4, 2.4, 2.7, 2.7])
  })
})

describe('a reader that can be promoted carries the writer', () => {
  test('connections: every member has to hold what the fullest holds', () => {
    const connections = demand(auroraCluster, 'connections', {
      sampled: [
        { key: 'connections', member: 'writer', mean: [1500] },
        { key: 'connections', member: 'reader', mean: [100] },
      ],
      changes: [size(0, { connections: 3604 }, 2)],
    })
    // Naive: 1,600 of 3,604, or 44 %. The writer alone is at 83 % of its 1,802.
    expect(connections).toEqual([3000])
  })

  test('Serverless v2 at its maximum is full, whatever it would need', () => {
    const acu = demand(auroraServerless, 'acu', {
      sampled: [{ key: 'capacity', member: 'writer', mean: [16, 9] }],
      changes: [size(0, { acu: 16 })],
    })
    expect(acu).toEqual([16, 9])
  })
})
