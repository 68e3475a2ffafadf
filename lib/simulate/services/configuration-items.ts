import type { Tags } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { Call } from '../call.ts'
import type { WorldChange, WorldDatabase, WorldGroup, WorldInstance } from '../world.ts'
import { kafkaArn, type WorldKafkaCluster } from '../world-kafka.ts'
import { groupArn } from './auto-scaling.ts'
import { cpuOptions } from './ec2-instances.ts'
import { databaseArn, databaseResourceId } from './rds-instances.ts'

/** Resource types of AWS Config by the kind of the world. */
export const configTypes = {
  'AWS::EC2::Instance': 'instance',
  'AWS::AutoScaling::AutoScalingGroup': 'group',
  'AWS::RDS::DBInstance': 'database',
  'AWS::MSK::Cluster': 'kafka',
} as const
export type ConfigType = keyof typeof configTypes

/** A resource as AWS Config knows it, with the states that it went through, oldest first. */
export type ConfigResource = {
  readonly resourceType: ConfigType
  readonly resourceId: string
  readonly resourceName: string
  readonly arn: string
  readonly createdMs: EpochMs
  readonly states: readonly ConfigState[]
}

export type ConfigState = {
  readonly atMs: EpochMs
  readonly configuration: Readonly<Record<string, unknown>>
  readonly tags?: Tags
}

/** The resource by Config's own id: instance id, ARN of a group, `DbiResourceId` of a database. */
export function findConfigResource(
  call: Call,
  resourceType: string,
  resourceId: string,
): ConfigResource | undefined {
  if (resourceType === 'AWS::EC2::Instance') {
    const found = call.world.instances(call.place).find((instance) => instance.instanceId === resourceId)
    return found && withTags(call, instanceResource(call, found), found.tags)
  }
  if (resourceType === 'AWS::AutoScaling::AutoScalingGroup') {
    const found = call.world
      .groups(call.place)
      .find((group) => groupArn(call.place, group.name) === resourceId)
    return found && withTags(call, groupResource(call, found), found.tags)
  }
  if (resourceType === 'AWS::MSK::Cluster') {
    const clusters = call.world.things?.(call.place, 'msk-cluster') ?? []
    const found = clusters.find(({ name }) => kafkaArn(call.place, name) === resourceId)
    return found?.brokers && withTags(call, kafkaResource(call, found, found.brokers), found.tags)
  }
  if (resourceType !== 'AWS::RDS::DBInstance') return undefined
  const databases = call.world.databases(call.place)
  const found = databases.find(({ identifier }) => databaseResourceId(call.place, identifier) === resourceId)
  return found && withTags(call, databaseResource(call, found), found.tags)
}

/** The states with the tags of their time, and one more for each change of tags. */
function withTags(call: Call, resource: ConfigResource, tags: Tags): ConfigResource {
  const kind = configTypes[resource.resourceType]
  const id = kind === 'instance' ? resource.resourceId : resource.resourceName
  const changes = (call.world.tagChanges?.(call.place) ?? []).filter(
    (change) => change.kind === kind && change.id === id,
  )
  const tagsAt = (atMs: EpochMs) =>
    changes.findLast((change) => change.atMs <= atMs)?.after ?? changes[0]?.before ?? tags
  const retagged = changes.flatMap(({ atMs }) => {
    const state = resource.states.findLast((one) => one.atMs <= atMs)
    return state && state.atMs < atMs ? [{ ...state, atMs }] : []
  })
  const states = [...resource.states, ...retagged].sort((a, b) => a.atMs - b.atMs)
  return { ...resource, states: states.map((state) => ({ ...state, tags: tagsAt(state.atMs) })) }
}

function changesOf(call: Call, kind: WorldChange['kind'], id: string): WorldChange[] {
  return call.world.changes(call.place).filter((change) => change.kind === kind && change.id === id)
}

/** The recorded changes; a resource that never changed was recorded once, when it was made. */
function statesOf<T>(
  changes: readonly WorldChange[],
  created: { readonly atMs: EpochMs; readonly state: T },
  apply: (state: T, change: WorldChange) => T,
): { atMs: EpochMs; state: T }[] {
  if (changes.length === 0) return [created]
  let state = created.state
  return changes.map((change) => {
    state = apply(state, change)
    return { atMs: change.atMs, state }
  })
}

function instanceResource(call: Call, instance: WorldInstance): ConfigResource {
  const { instanceId, launchMs } = instance
  const now = { instanceType: instance.instanceType, vcpu: instance.vcpu }
  const states = statesOf(
    changesOf(call, 'instance', instanceId),
    { atMs: launchMs, state: now },
    (_before, change) => {
      return { instanceType: change.shape, vcpu: change.vcpu }
    },
  )
  return {
    resourceType: 'AWS::EC2::Instance',
    resourceId: instanceId,
    resourceName: instance.tags.Name ?? '',
    arn: `arn:aws:ec2:${call.region}:${call.account.id}:instance/${instanceId}`,
    createdMs: launchMs,
    states: states.map(({ atMs, state }) => ({
      atMs,
      configuration: instanceConfiguration(call, instance, state),
    })),
  }
}

type InstanceSize = { readonly instanceType: string; readonly vcpu: number | undefined }

function instanceConfiguration(
  call: Call,
  instance: WorldInstance,
  size: InstanceSize,
): Record<string, unknown> {
  const fact = call.world.instanceTypes.find((type) => type.name === size.instanceType)
  const options = cpuOptions({ ...instance, vcpu: size.vcpu }, fact?.vcpu ?? 2, fact?.arch === 'arm64')
  return {
    instanceId: instance.instanceId,
    instanceType: size.instanceType,
    cpuOptions: options,
    state: size.vcpu === 0 ? { code: 80, name: 'stopped' } : { code: 16, name: 'running' },
    launchTime: new Date(instance.launchMs).toISOString(),
    placement: { availabilityZone: instance.zone },
  }
}

function groupResource(call: Call, group: WorldGroup): ConfigResource {
  const now = { instanceType: group.instanceType, maxSize: group.maxSize }
  const created = { atMs: group.createdMs, state: now }
  const states = statesOf(changesOf(call, 'group', group.name), created, (before, change) => {
    return { instanceType: change.shape, maxSize: change.count ?? before.maxSize }
  })
  const arn = groupArn(call.place, group.name)
  return {
    resourceType: 'AWS::AutoScaling::AutoScalingGroup',
    resourceId: arn,
    resourceName: group.name,
    arn,
    createdMs: group.createdMs,
    states: states.map(({ atMs, state }) => ({
      atMs,
      configuration: {
        autoScalingGroupARN: arn,
        autoScalingGroupName: group.name,
        minSize: Math.min(group.minSize, state.maxSize),
        maxSize: state.maxSize,
        desiredCapacity: Math.min(group.desired, state.maxSize),
        availabilityZones: group.zones,
        mixedInstancesPolicy: { launchTemplate: { overrides: [{ instanceType: state.instanceType }] } },
      },
    })),
  }
}

function databaseResource(call: Call, database: WorldDatabase): ConfigResource {
  const { identifier, createdMs } = database
  const now = { databaseClass: database.databaseClass, storageGib: database.storageGib }
  const created = { atMs: createdMs, state: now }
  const states = statesOf(changesOf(call, 'database', identifier), created, (before, change) => {
    return { databaseClass: change.shape, storageGib: change.storageGib ?? before.storageGib }
  })
  return {
    resourceType: 'AWS::RDS::DBInstance',
    resourceId: databaseResourceId(call.place, identifier),
    resourceName: identifier,
    arn: databaseArn(call.place, identifier),
    createdMs,
    states: states.map(({ atMs, state }) => ({
      atMs,
      configuration: {
        dBInstanceIdentifier: identifier,
        dBInstanceClass: state.databaseClass,
        dBInstanceStatus: 'available',
        engine: database.engine,
        engineVersion: database.engineVersion,
        allocatedStorage: state.storageGib,
        maxAllocatedStorage: database.storageGibMax,
        multiAZ: database.multiAz,
        storageType: database.volumeType,
        iops: database.iops,
        storageThroughput: database.throughputMibps,
      },
    })),
  }
}

/** In the spelling of CloudFormation. */
function kafkaResource(
  call: Call,
  { name, createdMs, subnets }: WorldKafkaCluster,
  brokers: NonNullable<WorldKafkaCluster['brokers']>,
): ConfigResource {
  const now = { type: brokers.type, count: brokers.count, volumeGib: brokers.volumeGib }
  const created = { atMs: createdMs, state: now }
  const states = statesOf(changesOf(call, 'kafka', name), created, (before, change) => {
    return {
      type: change.shape,
      count: change.count ?? before.count,
      volumeGib: change.storageGib ?? before.volumeGib,
    }
  })
  const arn = kafkaArn(call.place, name)
  return {
    resourceType: 'AWS::MSK::Cluster',
    resourceId: arn,
    resourceName: name,
    arn,
    createdMs,
    states: states.map(({ atMs, state }) => ({
      atMs,
      configuration: {
        ClusterName: name,
        KafkaVersion: brokers.kafkaVersion,
        NumberOfBrokerNodes: state.count,
        BrokerNodeGroupInfo: {
          InstanceType: state.type,
          ClientSubnets: subnets,
          ...(state.volumeGib !== undefined && {
            StorageInfo: { EBSStorageInfo: { VolumeSize: state.volumeGib } },
          }),
        },
      },
    })),
  }
}
