import { describe, expect, test } from 'vitest'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import { average, frame, largest, peak, resourceNamed, seriesNamed, valuesOf } from './truth.ts'

const world = openEstate(frame)
const shop = { accountId: '444455556666', region: 'us-east-1', nowMs: frame.anchorMs }
const data = { accountId: '777788889999', region: 'us-east-1', nowMs: frame.anchorMs }
const hourly = (name: string, metric: string, statistic: 'Average' | 'Sum' | 'SampleCount') =>
  valuesOf(seriesNamed(name, metric), statistic, { from: -7, to: 0 })

const isNearZero = (value: number) => Math.abs(value) < 1e-3

describe('ECS services', () => {
  test('lists every cluster once and every service in a cluster that exists', () => {
    const clusters = [shop, data].flatMap((place) => world.things?.(place, 'ecs-cluster') ?? [])
    expect(clusters.map(({ name }) => name).sort()).toEqual(['data-jobs', 'shop-core', 'shop-nodes'])
    const services = [shop, data].flatMap((place) => world.things?.(place, 'ecs-service') ?? [])
    expect(services).toHaveLength(8)
    const names = new Set(clusters.map(({ name }) => name))
    expect(services.filter(({ cluster }) => !names.has(cluster))).toEqual([])
  })

  test('the samples of the CPU metric count the tasks, at every age', () => {
    const [service] = (world.things?.(shop, 'ecs-service') ?? []).filter(
      ({ name }) => name === 'tax-quote-svc',
    )
    const cpu = seriesNamed('tax-quote-svc', 'CPUUtilization')
    const counts = valuesOf(cpu, 'SampleCount', { from: 0, to: 1 })
    // The anchor is in the fourth hour of its day; an hour has 60 samples of each task.
    expect((counts[3] ?? 0) / 60).toBe(service?.running)
    const old = valuesOf(cpu, 'SampleCount', { from: -400, to: -399 })
    expect(old.every((count) => count % 60 === 0 && count > 0)).toBe(true)
  })

  test('a receipt renderer needs more CPU than it reserves', () => {
    expect(peak('receipt-render-svc', 'CPUUtilization', -7, 0)).toBeGreaterThan(100)
  })
})

describe('a capacity provider', () => {
  test('has as many members as its services reserve, held under its target', () => {
    const cpu = hourly('shop-nodes-cp', 'CPUReservation', 'Average')
    const memory = hourly('shop-nodes-cp', 'MemoryReservation', 'Average')
    const fuller = cpu.map((value, i) => Math.max(value, memory[i] ?? 0))
    expect(largest(fuller)).toBeLessThanOrEqual(90.001)
    expect(largest(fuller)).toBeGreaterThan(80)
    const members = hourly('shop-nodes-cp', 'GroupInServiceInstances', 'Average')
    const tasks = hourly('catalog-read-svc', 'CPUUtilization', 'SampleCount')
    const small = hourly('cart-events-svc', 'CPUUtilization', 'SampleCount')
    // m7a.2xlarge has 8 vCPU; the two services reserve 1 and half a vCPU a task.
    const reserved = tasks.map((samples, i) => samples / 60 + (0.5 * (small[i] ?? 0)) / 60)
    const expected = reserved.map((vcpu, i) => (100 * vcpu) / (8 * (members[i] ?? 1)))
    expect(cpu.map((value, i) => value - (expected[i] ?? 0)).every(isNearZero)).toBe(true)
  })

  test('has a policy on CPU beside the managed one', () => {
    const all = world.things?.(shop, 'group-policy') ?? []
    const policies = all.filter(({ groupName }) => groupName.startsWith('ecs-'))
    expect(policies.map(({ metric }) => metric).sort()).toEqual([
      'ASGAverageCPUUtilization',
      'CapacityProviderReservation',
    ])
  })
})

describe('SageMaker endpoints', () => {
  test('four GPUs at 62 % read above 200', () => {
    const value = peak('rerank-llm-ep', 'GPUUtilization', -7, 0)
    expect(value).toBeGreaterThan(200)
    expect(value / 4).toBeLessThan(70)
  })

  test('requests over requests per instance are the instances that its samples count', () => {
    const all = hourly('embed-text-ep', 'Invocations', 'Sum')
    const each = hourly('embed-text-ep', 'InvocationsPerInstance', 'Sum')
    const samples = hourly('embed-text-ep', 'CPUUtilization', 'SampleCount')
    expect(all.map((sum, i) => sum / (each[i] ?? 1) - (samples[i] ?? 0) / 60).every(isNearZero)).toBe(true)
  })

  test('costs what its instances cost by the hour', () => {
    const [line] = resourceNamed('image-tags-ep').cost(Math.floor(frame.anchorMs / 3_600_000) - 24, 24)
    // Two ml.g5.2xlarge at $1.515 for 24 hours.
    expect(line?.usd).toBeCloseTo(2 * 1.515 * 24, 6)
    expect(average('image-tags-ep', 'GPUUtilization', -7, 0)).toBeLessThan(10)
  })
})
