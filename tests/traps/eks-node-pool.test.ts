import { describe, expect, test } from 'vitest'
import { demandOf } from '#lib/forecast/demand.ts'
import type { MetricSamples } from '#lib/forecast/index.ts'
import type { Capacity, Dimension } from '#lib/model/capacity.ts'
import { hourMs } from '#lib/model/time.ts'
import type { ClassDefinition } from '#lib/resources/definition.ts'
import { eksNodePool } from '#lib/resources/eks-node-pool.ts'
import { gpuPool } from '#lib/resources/gpu-pool.ts'
import { change, hourly, nowMs } from '#tests/forecast/samples.ts'

const member = (key: string, name: string, mean: readonly number[]): MetricSamples => ({
  key,
  member: name,
  mean: hourly(mean),
})

type Measured = {
  readonly capacity: Capacity
  readonly count: number
  readonly metrics: readonly MetricSamples[]
}

function demand(
  { dimensions }: ClassDefinition,
  dimension: Dimension,
  { capacity, count, metrics }: Measured,
) {
  const definition = dimensions.find((one) => one.dimension === dimension)
  if (!definition) throw new Error(`no dimension ${dimension}`)
  const changes = [change(nowMs - 1000 * hourMs, capacity, count)]
  return [...demandOf({ definition, metrics, changes, nowMs }).mean]
}

describe('trap 1: the utilization of a pod in Container Insights is of its node', () => {
  // A pod asks for 1 core and uses half a core on a node with 16: pod_cpu_utilization says 3.125 %.
  const requested = 1
  const nodeCores = 16
  const podCpuUtilization = 3.125

  test('trap 1: it is half of what was asked for, and not 3 %', () => {
    const usedCores = (podCpuUtilization * nodeCores) / 100
    expect(usedCores / requested).toBe(0.5)
    const naive = (podCpuUtilization / 100) * requested
    expect(naive).toBe(0.03125)
  })

  test('trap 1: so no metric of pods is read; nodes tell cores in use', () => {
    expect(
      eksNodePool.metrics.map(({ name }) => name).filter((name) => /^(pod|container)_/.test(name)),
    ).toEqual([])
    const found = demand(eksNodePool, 'cpu', {
      capacity: {},
      count: 2,
      metrics: [member('cpu-millicores', 'a', [500]), member('cpu-millicores', 'b', [1500])],
    })
    expect(found).toEqual([2])
  })
})

describe('trap 3: nvidia_smi_utilization_memory is not the memory in use', () => {
  const eightGib = 8 * 1024

  test('trap 3: GPUs that hold memory and move none of it are held', () => {
    // Two GPUs with 8 GiB allocated whose memory bus is idle: utilization_memory says 0 % of 24 GiB.
    const metrics = [
      member('gpu-memory-used', 'a/gpu0', [eightGib]),
      member('gpu-memory-used', 'a/gpu1', [eightGib]),
    ]
    const measured = { capacity: { gpu: 4, 'gpu-memory': 103 }, count: 1, metrics }
    expect(demand(gpuPool, 'gpu', measured)).toEqual([2])
    // 2 x 8 GiB = 17.18 GB.
    expect(demand(gpuPool, 'gpu-memory', measured)).toEqual([expect.closeTo((2 * 8 * 2 ** 30) / 1e9, 9)])
    const naive = (0 / 100) * measured.capacity['gpu-memory']
    expect(naive).toBe(0)
  })

  test('trap 3: neither class reads it', () => {
    for (const { metrics } of [gpuPool, eksNodePool])
      expect(metrics.map(({ name }) => name)).not.toContain('nvidia_smi_utilization_memory')
  })

  test('trap 3: Container Insights counts bytes where the agent counts MiB, and both hold alike', () => {
    const bytes = [eightGib * 2 ** 20, 4 * 2 ** 20]
    const metrics = bytes.map((value, i) => member('gpu-memory-used-bytes', `a/gpu${i}`, [value]))
    const measured = { capacity: { gpu: 4, 'gpu-memory': 103 }, count: 1, metrics }
    expect(demand(gpuPool, 'gpu', measured)).toEqual([1])
    expect(demand(gpuPool, 'gpu-memory', measured)).toEqual([
      expect.closeTo((8 * 2 ** 30 + 4 * 2 ** 20) / 1e9, 9),
    ])
  })
})

describe('GPUs of an EKS pool', () => {
  test('count as used when they are given out, where Kubernetes tells it, and when held otherwise', () => {
    const capacity = { gpu: 16, 'gpu-memory': 400 }
    const held = [member('gpu-memory-used-bytes', 'a/gpu0', [2 ** 34])]
    const given = [member('gpus-allocated', 'a', [5]), member('gpus-allocated', 'b', [6])]
    expect(demand(eksNodePool, 'gpu', { capacity, count: 2, metrics: [...given, ...held] })).toEqual([11])
    expect(demand(eksNodePool, 'gpu', { capacity, count: 2, metrics: held })).toEqual([1])
  })
})
