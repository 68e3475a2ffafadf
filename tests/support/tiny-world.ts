import type { CostDay } from '#lib/model/cost.ts'
import type { MetricId, Statistic } from '#lib/model/series.ts'
import { dayMs, hourMs, minuteMs } from '#lib/model/time.ts'
import { databaseClasses } from '#lib/simulate/facts/database-classes.ts'
import { instanceTypes } from '#lib/simulate/facts/instance-types.ts'
import { storagePrices } from '#lib/simulate/facts/storage-prices.ts'
import type {
  Place,
  World,
  WorldAccount,
  WorldChange,
  WorldDatabase,
  WorldGroup,
  WorldInstance,
  WorldMetric,
  WorldRange,
} from '#lib/simulate/world.ts'

/** The instant that the tiny world is looked at: not on a whole hour. */
export const tinyNowMs = Date.UTC(2026, 10, 22, 14, 7, 30)

const hub = '111122223333'
const shop = '444455556666'

export const tinyAccounts: readonly WorldAccount[] = [
  {
    id: hub,
    name: 'management',
    regions: ['us-east-1'],
    payer: true,
    deniedActions: [],
    configRecorder: true,
  },
  {
    id: shop,
    name: 'shop',
    regions: ['us-east-1', 'eu-west-1'],
    payer: false,
    deniedActions: ['rds:DescribeEvents', 'ce:*', 'cloudtrail:LookupEvents'],
    configRecorder: false,
    externalId: 'secret-of-shop',
  },
]

const createdMs = tinyNowMs - 500 * dayMs

const instances = Array.from(
  { length: 12 },
  (_, i): WorldInstance => ({
    instanceId: `i-0000000000000000${i.toString(16)}`,
    instanceType: i % 2 === 0 ? 'm7i.large' : 'm7g.xlarge',
    ...(i === 2 ? { vcpu: 1 } : {}),
    state: i === 3 ? ('stopped' as const) : ('running' as const),
    zone: 'us-east-1a',
    launchMs: createdMs,
    tags: i === 4 ? {} : { team: 'payments', Name: `web <${i}> & co` },
    ...(i >= 10 ? { groupName: 'web' } : {}),
    volumes: [{ volumeId: `vol-${i}`, gib: 100, volumeType: 'gp3', iops: 3000, throughputMibps: 125 }],
  }),
)

const groups: readonly WorldGroup[] = [
  {
    name: 'web',
    instanceType: 'm7i.large',
    minSize: 1,
    maxSize: 6,
    desired: 2,
    zones: ['us-east-1a', 'us-east-1b'],
    instanceIds: ['i-0000000000000000a', 'i-0000000000000000b'],
    createdMs,
    tags: { team: 'web' },
  },
]

const databases: readonly WorldDatabase[] = ['orders', 'orders-replica'].map((identifier) => ({
  identifier,
  databaseClass: 'db.m7g.large',
  engine: 'postgres',
  engineVersion: '16.6',
  multiAz: identifier === 'orders',
  storageGib: 200,
  ...(identifier === 'orders' ? { storageGibMax: 500 } : { replicaOf: 'orders' }),
  volumeType: 'gp3',
  iops: 3000,
  throughputMibps: 125,
  zone: 'us-east-1b',
  createdMs,
  maintenanceWindow: 'sun:03:00-sun:03:30',
  tags: { team: 'payments' },
}))

const changes: readonly WorldChange[] = [
  {
    atMs: createdMs,
    kind: 'database',
    id: 'orders',
    shape: 'db.m7g.xlarge',
    storageGib: 100,
    actor: 'terraform',
  },
  { atMs: tinyNowMs - 9 * dayMs, kind: 'database', id: 'orders', shape: 'db.m7g.large', actor: 'ana' },
  {
    atMs: tinyNowMs - 5 * dayMs,
    kind: 'database',
    id: 'orders',
    shape: 'db.m7g.large',
    storageGib: 200,
    actor: 'rds',
  },
  {
    atMs: tinyNowMs - 40 * dayMs,
    kind: 'instance',
    id: 'i-00000000000000002',
    shape: 'm7i.large',
    vcpu: 1,
    actor: 'ben',
  },
  {
    atMs: tinyNowMs - 30 * dayMs,
    kind: 'group',
    id: 'web',
    shape: 'm7i.large',
    count: 6,
    actor: 'terraform',
  },
].sort((a, b) => a.atMs - b.atMs) as WorldChange[]

/** Metrics 1 to 12: CPU of the instances (the last one ended 20 days ago). 13: a one-minute metric. 14 to 620: bulk. */
const metrics: readonly WorldMetric[] = Array.from({ length: 620 }, (_, i) => {
  const id = i + 1
  const metric: MetricId =
    i < 12
      ? {
          namespace: 'AWS/EC2',
          name: 'CPUUtilization',
          dimensions: { InstanceId: instances[i]?.instanceId ?? '' },
        }
      : { namespace: 'Bulk', name: id === 13 ? 'Fast' : 'Load', dimensions: { Shard: String(id), Kind: 'x' } }
  return {
    id,
    metric,
    unit: 'Percent',
    firstMs: createdMs,
    ...(id === 12 ? { lastMs: tinyNowMs - 20 * dayMs } : {}),
    nativePeriodMs: id === 13 ? minuteMs : 5 * minuteMs,
  }
})

/** One native sample: a saw tooth of six hours over the metric's number, with a daily gap from 03:00 to 03:30. */
export function tinySample(id: number, atMs: number): number {
  const inDayMs = atMs % dayMs
  if (inDayMs >= 3 * hourMs && inDayMs < 3.5 * hourMs) return Number.NaN
  return id + (atMs % (6 * hourMs)) / (6 * hourMs) / 3
}

function aggregate(samples: readonly number[], statistic: Statistic): number {
  const present = samples.filter((sample) => !Number.isNaN(sample))
  if (present.length === 0) return Number.NaN
  const sum = present.reduce((total, sample) => total + sample, 0)
  if (statistic === 'Average') return sum / present.length
  if (statistic === 'Sum') return sum
  if (statistic === 'SampleCount') return present.length
  return statistic === 'Minimum' ? Math.min(...present) : Math.max(...present)
}

/** Closed form: the statistic over the native samples of the period. */
export function tinyValues(metric: WorldMetric, statistic: Statistic, range: WorldRange): Float64Array {
  const count = Math.ceil((range.toMs - range.fromMs) / range.periodMs)
  return Float64Array.from({ length: count }, (_, i) => {
    const startMs = range.fromMs + i * range.periodMs
    const samples: number[] = []
    for (let atMs = startMs; atMs < startMs + range.periodMs; atMs += metric.nativePeriodMs) {
      samples.push(tinySample(metric.id, atMs))
    }
    return aggregate(samples, statistic)
  })
}

function sameId(a: MetricId, b: MetricId): boolean {
  const names = Object.keys(a.dimensions)
  if (a.namespace !== b.namespace || a.name !== b.name) return false
  if (names.length !== Object.keys(b.dimensions).length) return false
  return names.every((name) => a.dimensions[name] === b.dimensions[name])
}

/** Restated by `nowMs`: days younger than two are estimated. */
export function tinyCosts(day: string, nowMs: number): readonly CostDay[] {
  const estimated = nowMs - Date.parse(day) < 3 * dayMs
  const row = (accountId: string, grouping: 'service' | 'team', key: string, usd: number): CostDay => {
    return { day, accountId, grouping, key, usd, estimated }
  }
  return [
    row(hub, 'service', 'AWS Config', 2),
    row(hub, 'team', '', 2),
    row(shop, 'service', 'Amazon Elastic Compute Cloud - Compute', 30),
    row(shop, 'service', 'Amazon Relational Database Service', 12.5),
    row(shop, 'team', 'payments', 40),
    row(shop, 'team', '', 2.5),
  ]
}

/** Few resources of every kind, all in `shop/us-east-1`; small enough to reason about. */
export const tinyWorld: World = {
  accounts: tinyAccounts,
  instances: (place: Place) => (isHome(place) ? instances : []),
  groups: (place) => (isHome(place) ? groups : []),
  databases: (place) => (isHome(place) ? databases : []),
  metrics: (place) => (isHome(place) ? metrics : []),
  findMetric: (place, metric) => {
    return isHome(place) ? metrics.find((candidate) => sameId(candidate.metric, metric)) : undefined
  },
  values: tinyValues,
  changes: (place) => (isHome(place) ? changes : []),
  costs: tinyCosts,
  instanceTypes,
  databaseClasses,
  storagePrices,
}

/** The tiny world whose shop refuses those actions too. */
export function tinyWorldWithout(actions: readonly string[]): World {
  return {
    ...tinyWorld,
    accounts: tinyAccounts.map((account) =>
      account.id === shop ? { ...account, deniedActions: [...account.deniedActions, ...actions] } : account,
    ),
  }
}

function isHome(place: Place): boolean {
  return place.accountId === shop && place.region === 'us-east-1'
}
