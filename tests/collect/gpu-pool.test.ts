import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Inventory } from '#lib/collect/index.ts'
import { gpuSeries } from '#lib/collect/inventory/gpu-series.ts'
import type { MetricId } from '#lib/model/series.ts'
import { dayMs, minuteMs } from '#lib/model/time.ts'
import type { World, WorldInstance, WorldMetric } from '#lib/simulate/world.ts'
import { tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'

const agent = (name: string, index: string): MetricId => ({
  namespace: 'CWAgent',
  name,
  dimensions: { InstanceId: 'i-01', index, name: 'NVIDIA L4', arch: 'Ada Lovelace' },
})
const insight = (name: string, GpuDevice: string, InstanceId = 'i-01'): MetricId => ({
  namespace: 'ContainerInsights',
  name,
  dimensions: { ClusterName: 'ml', InstanceId, InstanceType: 'g6.12xlarge', NodeName: 'node-1', GpuDevice },
})

const told = (metrics: readonly MetricId[]) =>
  gpuSeries(metrics, { resourceId: 'r', instanceIds: new Set(['i-01']) }).map(
    ({ key, member, metric }) => `${key} ${member} ${metric.namespace}`,
  )

describe('the series of GPUs', () => {
  test('name a GPU alike, whichever source tells it', () => {
    expect(told([agent('nvidia_smi_memory_used', '0'), insight('node_gpu_memory_used', 'nvidia1')])).toEqual([
      'gpu-memory-used i-01/gpu0 CWAgent',
      'gpu-memory-used-bytes i-01/gpu1 ContainerInsights',
    ])
  })

  test('take the utilization of the agent before that of Container Insights, once', () => {
    const both = [agent('nvidia_smi_utilization_gpu', '0'), insight('node_gpu_utilization', 'nvidia0')]
    expect(told(both)).toEqual(['gpu-utilization i-01/gpu0 CWAgent'])
    expect(told([insight('node_gpu_utilization', 'nvidia0')])).toEqual([
      'gpu-utilization i-01/gpu0 ContainerInsights',
    ])
  })

  test('leave out other instances and the activity of the memory bus', () => {
    expect(told([insight('node_gpu_memory_used', 'nvidia0', 'i-99')])).toEqual([])
    expect(told([agent('nvidia_smi_utilization_memory', '0')])).toEqual([])
  })
})

const instance: WorldInstance = {
  instanceId: 'i-01',
  instanceType: 'g6.12xlarge',
  state: 'running',
  zone: 'us-east-1a',
  launchMs: tinyNowMs - 90 * dayMs,
  tags: { 'headroom:gpu-pool': 'render' },
  volumes: [],
}
const metrics: readonly WorldMetric[] = ['nvidia0', 'nvidia1', 'nvidia2', 'nvidia3'].map((device, i) => ({
  id: 9300 + i,
  metric: insight('node_gpu_memory_used', device),
  unit: 'Bytes',
  firstMs: instance.launchMs,
  nativePeriodMs: minuteMs,
}))
const isHome = ({ accountId, region }: { accountId: string; region: string }) =>
  accountId === '444455556666' && region === 'us-east-1'
const world: World = {
  ...tinyWorld,
  instances: (place) => (isHome(place) ? [instance] : []),
  groups: () => [],
  metrics: (place) => (isHome(place) ? metrics : []),
}

describe('a GPU pool of Kubernetes that is not in EKS', () => {
  let opened: Opened
  let found: Inventory
  beforeAll(async () => {
    opened = await openTiny({ world })
    found = await opened.collector.inventory(opened.account('shop'), tinyNowMs)
  })
  afterAll(() => opened.close())

  test('is read from Container Insights when no agent tells of its GPUs', () => {
    const pool = found.resources.find(({ resourceClass }) => resourceClass === 'gpu-pool')
    expect(pool?.name).toBe('render')
    const own = found.series.filter(({ resourceId }) => resourceId === pool?.id)
    expect(own.map(({ key, member }) => `${key} ${member}`)).toEqual(
      [0, 1, 2, 3].map((gpu) => `gpu-memory-used-bytes i-01/gpu${gpu}`),
    )
  })

  test('says that nobody measured what is given out, to whom, and who waits', () => {
    const pool = found.resources.find(({ resourceClass }) => resourceClass === 'gpu-pool')
    expect(pool?.facts).toMatchObject({
      gpusAllocated: 'not measured',
      gpuOwners: 'not measured',
      gpuQueues: 'not measured',
    })
  })
})
