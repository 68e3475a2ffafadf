import type { MetricId } from '#lib/model/series.ts'
import { dayMs, minuteMs } from '#lib/model/time.ts'
import type { World, WorldDatabase, WorldGroup, WorldInstance, WorldMetric } from '#lib/simulate/world.ts'
import type { HeldThings } from '#lib/simulate/world-things.ts'
import { capacityLimits } from '#tests/support/capacity-limits.ts'
import { containers, nodeGroups, nodeInstances } from '#tests/support/containers.ts'
import { eksThings } from '#tests/support/eks-world.ts'
import { keyValueThings } from '#tests/support/key-value-world.ts'
import { searchAndStreams } from '#tests/support/search-and-streams.ts'
import { tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'

const launchMs = tinyNowMs - 200 * dayMs

function instance(
  instanceId: string,
  instanceType: string,
  rest: Partial<WorldInstance> = {},
): WorldInstance {
  const base = {
    instanceId,
    instanceType,
    state: 'running' as const,
    zone: 'us-east-1a',
    launchMs,
    tags: {},
    volumes: [],
  }
  return { ...base, ...rest }
}

const pool = { 'headroom:gpu-pool': 'train', team: 'ml' }

const instances: readonly WorldInstance[] = [
  instance('i-burstable', 't3.large', { tags: { owner: 'ops', 'headroom:exempt': 'standby' } }),
  // The wire itself cannot carry a NUL: XML has none.
  instance('i-hostile', 'm7i.large', {
    tags: { __proto__x: 'x', constructor: '<b>', team: "'; drop table" },
  }),
  instance('i-gone', 'm7i.large', { state: 'terminated' }),
  instance('i-gpu1', 'g6.12xlarge', { tags: { ...pool, Name: 'train-1' } }),
  instance('i-gpu2', 'g6.12xlarge', { tags: pool, zone: 'us-east-1b', launchMs: tinyNowMs - 20 * dayMs }),
  instance('i-gpu3', 'g6.12xlarge', { groupName: 'render' }),
  instance('i-lone-gpu', 'g6.12xlarge'),
]

const render: WorldGroup = {
  name: 'render',
  instanceType: 'g6.12xlarge',
  minSize: 0,
  maxSize: 4,
  desired: 1,
  zones: ['us-east-1a'],
  instanceIds: ['i-gpu3'],
  createdMs: launchMs,
  tags: { team: 'media' },
}

const [orders] = tinyWorld.databases({ accountId: '444455556666', region: 'us-east-1', nowMs: tinyNowMs })
if (!orders) throw new Error('the tiny world has no database')
const databases: readonly WorldDatabase[] = [
  { ...orders, identifier: 'aurora-1', engine: 'aurora-postgresql' },
  { ...orders, identifier: 'unpriced', databaseClass: 'db.m5.large', volumeType: 'gp2', iops: 600 },
]

function agent(
  name: string,
  dimensions: MetricId['dimensions'],
  rest: Partial<WorldMetric> = {},
): WorldMetric {
  const metric = { namespace: 'CWAgent', name, dimensions }
  return { id: 9000, metric, unit: 'Percent', firstMs: launchMs, nativePeriodMs: 5 * minuteMs, ...rest }
}

const gpu = (InstanceId: string, index: string, more = {}) => ({
  InstanceId,
  index,
  name: 'NVIDIA L4',
  arch: 'Ada',
  ...more,
})

const metrics: readonly WorldMetric[] = [
  agent('mem_used_percent', { InstanceId: 'i-burstable', InstanceType: 't3.large', ImageId: 'ami-1' }),
  // Two sets of one instance: the old image's ended a day ago.
  agent('mem_used_percent', { InstanceId: 'i-hostile', ImageId: 'ami-old' }, { lastMs: tinyNowMs - dayMs }),
  agent('mem_used_percent', { InstanceId: 'i-hostile', ImageId: 'ami-new' }),
  agent('mem_used_percent', { AutoScalingGroupName: 'web' }),
  agent('mem_used_percent', { AutoScalingGroupName: 'web', InstanceId: 'i-0000000000000000a' }),
  ...['0', '1'].map((index) =>
    agent('nvidia_smi_memory_used', gpu('i-gpu1', index), { nativePeriodMs: minuteMs }),
  ),
  agent('nvidia_smi_utilization_gpu', gpu('i-gpu1', '0', { host: 'ip-10-0-0-1' })),
  agent('nvidia_smi_memory_used', gpu('i-elsewhere', '0')),
]

/** What else there is, by class: a new one is a file and a line. */
const heldThings: readonly HeldThings[] = [
  eksThings,
  capacityLimits,
  containers,
  keyValueThings,
  searchAndStreams,
]

const isHome = ({ accountId, region }: { accountId: string; region: string }) => {
  return accountId === '444455556666' && region === 'us-east-1'
}

/** The tiny world with whatever inventory has to tell apart. */
export const richWorld: World = {
  ...tinyWorld,
  instances: (place) => [
    ...tinyWorld.instances(place),
    ...(isHome(place) ? [...instances, ...nodeInstances] : []),
  ],
  groups: (place) => [...tinyWorld.groups(place), ...(isHome(place) ? [render, ...nodeGroups] : [])],
  databases: (place) => [...tinyWorld.databases(place), ...(isHome(place) ? databases : [])],
  things: (place, kind) => (isHome(place) ? heldThings.flatMap((held) => held[kind] ?? []) : []),
  metrics: (place) => [...tinyWorld.metrics(place), ...(isHome(place) ? metrics : [])],
  findMetric: (place, metric) => {
    const key = JSON.stringify(Object.entries(metric.dimensions).sort())
    const own = metrics.find(
      (candidate) =>
        candidate.metric.name === metric.name &&
        JSON.stringify(Object.entries(candidate.metric.dimensions).sort()) === key,
    )
    return isHome(place) && metric.namespace === 'CWAgent' ? own : tinyWorld.findMetric(place, metric)
  },
}

/** The same with another account policy for `shop`. */
export function worldWith(shop: Partial<World['accounts'][number]>): World {
  return {
    ...richWorld,
    accounts: richWorld.accounts.map((account) =>
      account.name === 'shop' ? { ...account, ...shop } : account,
    ),
  }
}
