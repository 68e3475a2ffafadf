import {
  fullestOf,
  type MeasuredShare,
  meanOfMembers,
  memberRateOf,
  type StudyInput,
  shareOfUnits,
} from '#lib/autoscale/index.ts'
import type { Dimension } from '#lib/model/capacity.ts'
import type { Resource, ResourceClass } from '#lib/model/resource.ts'
import type { ScaledPart } from '#lib/model/scaling-study.ts'
import { billingModeOf } from '#lib/resources/dynamodb-modes.ts'
import { shardSkew } from '#lib/resources/elasticache-skew.ts'
import type { ScaledSamples } from './scaled-samples.ts'

export type ScaledLoad = MeasuredShare &
  Pick<StudyInput, 'otherShares' | 'memberRate' | 'loadMetric'> & {
    /** Load of the fullest member over the mean, where they differ by what they hold; 1 where absent. */
    readonly skew?: number
    /** Whose forecast the load follows. */
    readonly dimension: Dimension
  }

type Asked = { readonly resource: Resource; readonly scales: ScaledPart; readonly samples: ScaledSamples }
type LoadReader = (asked: Asked) => Promise<ScaledLoad>

/** Minutes of a five-minute sample: ECS and SageMaker count one CPU sample a member and minute. */
const minutesOfSample = 5
const share = (values: Float32Array) => values.map((value) => value / 100)

const ofGroup: LoadReader = async ({ samples }) => ({
  coarseMembers: await samples.of('members', '5m', 'Average'),
  coarseShare: share(await samples.of('cpu-utilization', '5m', 'Average')),
  fineShare: share(await samples.of('cpu-utilization', '1m', 'Average')),
  otherShares: { memory: share(await samples.of('memory-used', '5m', 'Average')) },
  dimension: 'cpu',
})

const ofProvider: LoadReader = async ({ samples }) => ({
  coarseMembers: await samples.of('members', '5m', 'Average'),
  coarseShare: fullestOf([
    share(await samples.of('cpu-reservation', '5m', 'Average')),
    share(await samples.of('memory-reservation', '5m', 'Average')),
  ]),
  loadMetric: 'reservation',
  dimension: 'cpu',
})

const ofService: LoadReader = async ({ samples }) => ({
  coarseMembers: (await samples.of('running-tasks', '5m', 'SampleCount')).map((n) => n / minutesOfSample),
  coarseShare: share(await samples.of('cpu-utilization', '5m', 'Average')),
  fineShare: share(await samples.of('cpu-utilization', '1m', 'Average')),
  otherShares: { memory: share(await samples.of('memory-utilization', '5m', 'Average')) },
  dimension: 'cpu',
})

/** A member is a unit; both directions have metrics of the same name. */
const ofTable: LoadReader = async ({ resource, scales, samples }) => {
  const provisioned = billingModeOf(resource) === 'provisioned'
  return {
    ...shareOfUnits({
      consumed: await samples.of(`consumed-${scales}`, '5m', 'Sum'),
      consumedFine: await samples.of(`consumed-${scales}`, '1m', 'Sum'),
      provisioned: provisioned ? await samples.of(`provisioned-${scales}`, '5m', 'Average') : undefined,
    }),
    loadMetric: scales === 'write-units' ? 'write-units' : 'read-units',
    dimension: scales === 'write-units' ? 'write-units' : 'read-units',
  }
}

/** CPU and GPU percentages of an endpoint are sums over cores and GPUs. */
const ofEndpoint: LoadReader = async ({ resource, samples }) => {
  const { vcpuPerMember, gpuPerMember } = resource.facts
  const each = (await samples.of('invocations-per-instance', '5m', 'Sum')).map((n) => n / minutesOfSample)
  const summed = async (key: string, count: unknown) =>
    typeof count === 'number' ? [share(await samples.of(key, '5m', 'Average')).map((v) => v / count)] : []
  const cpu = await summed('cpu-utilization', vcpuPerMember)
  const gpu = await summed('gpu-utilization', gpuPerMember)
  const memberRate = memberRateOf(each, [...cpu, ...gpu])
  const running = await samples.of('running-instances', '5m', 'SampleCount')
  return {
    coarseMembers: running.map((n) => n / minutesOfSample),
    coarseShare: each,
    fineShare: await samples.of('invocations-per-instance', '1m', 'Sum'),
    ...(memberRate === undefined ? {} : { memberRate }),
    loadMetric: 'requests',
    dimension: gpu.length > 0 ? 'gpu' : 'cpu',
  }
}

/** Readers alone: the policy neither measures nor adds writers. */
const ofReaders: LoadReader = async ({ resource, samples }) => {
  const members = await samples.ofMembers('cpu-utilization', 'Average')
  const readers = members.filter(([member]) => member !== resource.facts.writer)
  return {
    ...meanOfMembers(
      readers.map(([, values]) => share(values)),
      samples.periods,
    ),
    dimension: 'cpu',
  }
}

/** A node of a group is `GROUP-0001-001`; the busiest of a shard stands for its primary. */
const shardOf = (member: string) => /-(\d{4})-\d{3}\b/.exec(member)?.[1] ?? ''

const ofShards: LoadReader = async ({ samples }) => {
  const perShard = async (key: string) => {
    const nodes = await samples.ofMembers(key, 'Average')
    const shards = Map.groupBy(nodes, ([member]) => shardOf(member))
    return [...shards.values()].map((one) => fullestOf(one.map(([, values]) => share(values))))
  }
  const each = await perShard('cpu-utilization')
  const cpu = meanOfMembers(each, samples.periods)
  const memory = meanOfMembers(await perShard('memory-used'), samples.periods)
  const skew = shardSkew(each.map(recentMean)) ?? 1
  return { ...cpu, otherShares: { memory: memory.coarseShare }, skew, dimension: 'cpu' }
}

/** Five-minute periods of 14 days. */
export const recentPeriods = 14 * 288

/** Mean of the last 14 days; `NaN` without samples. */
function recentMean(values: Float32Array): number {
  const seen = values.slice(-recentPeriods).filter((value) => !Number.isNaN(value))
  return seen.reduce((sum, value) => sum + value, 0) / seen.length
}

/** GPUs of the pool; its members are instances. */
const ofPool: LoadReader = async ({ samples }) => {
  const gpus = await samples.ofMembers('gpu-utilization', 'Average')
  const instances = Map.groupBy(gpus, ([member]) => member.slice(0, member.lastIndexOf('/')))
  const means = [...instances.values()].map(
    (one) =>
      meanOfMembers(
        one.map(([, values]) => share(values)),
        samples.periods,
      ).coarseShare,
  )
  return { ...meanOfMembers(means, samples.periods), loadMetric: 'gpu', dimension: 'gpu' }
}

const readers: Partial<Record<ResourceClass, LoadReader>> = {
  asg: ofGroup,
  'gpu-pool': ofPool,
  'ecs-capacity-provider': ofProvider,
  'ecs-service': ofService,
  'dynamodb-table': ofTable,
  'dynamodb-index': ofTable,
  'sagemaker-endpoint': ofEndpoint,
  'aurora-cluster': ofReaders,
  'elasticache-group': ofShards,
}

/** The load that a resource's policy follows, read from the store. Throws for a class that no policy scales. */
export function readScaledLoad(asked: Asked): Promise<ScaledLoad> {
  const read = readers[asked.resource.resourceClass]
  if (!read)
    throw new Error(
      `Read the load of ${asked.resource.name}: no policy scales a ${asked.resource.resourceClass}.`,
    )
  return read(asked)
}
