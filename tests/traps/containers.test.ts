import { describe, expect, test } from 'vitest'
import { demandOf } from '#lib/forecast/demand.ts'
import type { MetricSamples } from '#lib/forecast/index.ts'
import type { Capacity } from '#lib/model/capacity.ts'
import { hourMs } from '#lib/model/time.ts'
import { asg } from '#lib/resources/asg.ts'
import type { ClassDefinition } from '#lib/resources/definition.ts'
import { ecsService } from '#lib/resources/ecs-service.ts'
import { sagemakerEndpoint } from '#lib/resources/sagemaker-endpoint.ts'
import { change, hourly, nowMs } from '#tests/forecast/samples.ts'

type Samples = Readonly<Record<string, readonly number[] | readonly [mean: number[], peak: number[]]>>

function samplesOf(metrics: Samples): MetricSamples[] {
  return Object.entries(metrics).map(([key, values]) => {
    const [mean, peak] = Array.isArray(values[0]) ? (values as [number[], number[]]) : [values as number[]]
    return { key, member: '', mean: hourly(mean), ...(peak === undefined ? {} : { peak: hourly(peak) }) }
  })
}

function demand(
  { dimensions }: ClassDefinition,
  dimension: string,
  { capacity, metrics }: { readonly capacity: Capacity; readonly metrics: Samples },
) {
  const definition = dimensions.find((one) => one.dimension === dimension)
  if (!definition) throw new Error(`no dimension ${dimension}`)
  const changes = [change(nowMs - 1000 * hourMs, capacity)]
  return demandOf({ definition, metrics: samplesOf(metrics), changes, nowMs })
}

describe('trap 2: SageMaker percentages are summed over cores and GPUs', () => {
  // At most 6 instances of 48 vCPU and 4 GPUs of 25.77 GB; an hour has 60 samples of each running instance.
  const capacity = { cpu: 288, gpu: 24, 'gpu-memory': 6 * 103.08, memory: 1152, 'group-maximum': 6 }
  const running = { 'running-instances': [180, 180] }

  test('trap 2: GPUs in use are 2.48 of 4 an instance, and not 248 %', () => {
    const found = demand(sagemakerEndpoint, 'gpu', {
      capacity,
      metrics: { 'gpu-utilization': [248, 100], ...running },
    })
    // Three instances: 3 x 2.48 GPUs. Read as a percentage of the capacity it would be 59.5 of 24 GPUs.
    expect([...found.mean]).toEqual([expect.closeTo(7.44, 9), expect.closeTo(3, 9)])
    const naive = (capacity.gpu * 248) / 100
    expect(naive).toBeCloseTo(59.52, 9)
    expect(naive).toBeGreaterThan(capacity.gpu)
  })

  test('trap 2: vCPU in use are value / 100, whatever the type', () => {
    const found = demand(sagemakerEndpoint, 'cpu', {
      capacity,
      metrics: { 'cpu-utilization': [1056, 4800], ...running },
    })
    expect([...found.mean]).toEqual([expect.closeTo(31.68, 9), expect.closeTo(144, 9)])
  })

  test('trap 2: memory of GPUs is a share of all of them, of every instance that may run', () => {
    const found = demand(sagemakerEndpoint, 'gpu-memory', {
      capacity,
      metrics: { 'gpu-memory-utilization': [284, 400] },
    })
    // 284 of 400: 71 % full.
    expect(found.mean[0]).toBeCloseTo(0.71 * capacity['gpu-memory'], 9)
    expect(found.mean[1]).toBeCloseTo(capacity['gpu-memory'], 9)
  })
})

describe('trap 7: ECS service utilization can exceed 100 %', () => {
  const capacity = { cpu: 1, memory: 2, 'group-maximum': 4 }

  test('trap 7: what was used above the reservation is kept and counted, never clipped', () => {
    const found = demand(ecsService, 'cpu', {
      capacity,
      metrics: {
        'cpu-utilization': [
          [118, 40, 100],
          [165, 44, 100],
        ],
        'running-tasks': [240, 240, 240],
      },
    })
    // Four tasks of a quarter vCPU: 1.18 vCPU, and 1.65 at the worst moment. Clipped it would look like exactly full.
    expect([...found.mean]).toEqual([1.18, 0.4, 1].map((value) => expect.closeTo(value, 9)))
    expect(found.peak[0]).toBeCloseTo(1.65, 9)
    expect(found.notes).toContain('1 hour above the known capacity kept as measured')
    expect(Math.min(118, 100) / 100).toBe(1)
  })

  test('the number of tasks comes from the samples: the same percentage is twice the need with twice the tasks', () => {
    const metrics = { 'cpu-utilization': [50, 50], 'running-tasks': [120, 240] }
    const found = demand(ecsService, 'cpu', { capacity, metrics })
    expect([...found.mean]).toEqual([expect.closeTo(0.25, 9), expect.closeTo(0.5, 9)])
    const tasks = demand(ecsService, 'group-maximum', { capacity, metrics })
    expect([...tasks.mean]).toEqual([expect.closeTo(2, 9), expect.closeTo(4, 9)])
  })

  test('memory is of each task: more tasks do not make it less full', () => {
    const found = demand(ecsService, 'memory', {
      capacity,
      metrics: { 'memory-utilization': [75, 75], 'running-tasks': [60, 240] },
    })
    expect([...found.mean]).toEqual([expect.closeTo(1.5, 9), expect.closeTo(1.5, 9)])
  })

  test('trap 15: larger tasks inside the window change the percentage and not the need', () => {
    const definition = ecsService.dimensions.find(({ dimension }) => dimension === 'cpu')
    if (!definition) throw new Error('no dimension cpu')
    const metrics = samplesOf({ 'cpu-utilization': [80, 80, 40, 40], 'running-tasks': [240, 240, 240, 240] })
    const changes = [
      change(nowMs - 1000 * hourMs, { cpu: 1, 'group-maximum': 4 }),
      change(nowMs - 2 * hourMs, { cpu: 2, 'group-maximum': 4 }),
    ]
    const found = demandOf({ definition, metrics, changes, nowMs })
    expect([...found.mean]).toEqual([0.8, 0.8, 0.8, 0.8].map((value) => expect.closeTo(value, 9)))
  })

  test('an hour without samples is a gap and not a service without tasks', () => {
    const found = demand(ecsService, 'group-maximum', {
      capacity,
      metrics: { 'running-tasks': [240, Number.NaN] },
    })
    expect(found.mean[1]).toBeNaN()
  })
})

describe('trap 9: the average over a group hides a hot member', () => {
  // At most 10 members with 4 vCPU each; five run. One is at 95 %, four at 25 %: 39 % on average.
  const capacity = { cpu: 40, memory: 160, 'group-maximum': 10 }
  const members = [95, 25, 25, 25, 25]
  const average = members.reduce((sum, percent) => sum + percent, 0) / members.length

  test('trap 9: demand is capacity x average, and beside it the worst moment as if all were as hot', () => {
    const found = demand(asg, 'cpu', {
      capacity,
      metrics: { 'cpu-utilization': [[average], [Math.max(...members)]], members: [[5], [5]] },
    })
    // Sum over members of 4 vCPU x percent / 100; read as a percentage of the maximum it would be 15.6 vCPU.
    const truth = members.reduce((sum, percent) => sum + (4 * percent) / 100, 0)
    expect(average).toBe(39)
    expect(found.mean[0]).toBeCloseTo(truth, 9)
    expect(found.mean[0]).not.toBeCloseTo((capacity.cpu * average) / 100, 1)
    expect(found.peak[0]).toBeCloseTo(5 * 4 * 0.95, 9)
  })

  test('the same of an ECS service', () => {
    const found = demand(ecsService, 'cpu', {
      capacity,
      metrics: { 'cpu-utilization': [[average], [95]], 'running-tasks': [300] },
    })
    expect(found.mean[0]).toBeCloseTo(7.8, 9)
    expect(found.peak[0]).toBeCloseTo(19, 9)
  })
})
