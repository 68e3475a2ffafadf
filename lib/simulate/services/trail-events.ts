import { createHash } from 'node:crypto'
import type { Call } from '../call.ts'
import type { WorldChange } from '../world.ts'
import { kafkaArn } from '../world-kafka.ts'
import { tagApis } from './trail-tag-events.ts'

export type TrailResource = { readonly ResourceType: string; readonly ResourceName: string }

/** One management event as LookupEvents lists it. */
export type TrailEvent = {
  readonly id: string
  readonly name: string
  readonly source: string
  readonly atMs: number
  readonly actor: string
  readonly resources: readonly TrailResource[]
  /** The whole record, JSON. */
  readonly record: string
}

type Api = {
  readonly name: string
  readonly source: string
  readonly resource: TrailResource
  readonly requestParameters: Readonly<Record<string, unknown>>
}

/** The API calls behind the changes of the place, oldest first. */
export function trailEvents(call: Call): TrailEvent[] {
  return [...sizeEvents(call), ...tagEvents(call)].sort((a, b) => a.atMs - b.atMs)
}

function tagEvents(call: Call): TrailEvent[] {
  const changes = call.world.tagChanges?.(call.place) ?? []
  return changes.flatMap((change) => tagApis(call.place, change).map((api) => eventOf(call, change, api)))
}

function sizeEvents(call: Call): TrailEvent[] {
  const before = new Map<string, WorldChange>()
  const created = creationTimes(call)
  return call.world.changes(call.place).flatMap((change) => {
    const key = `${change.kind}/${change.id}`
    const isFirst = !before.has(key) && change.atMs <= (created.get(key) ?? change.atMs)
    const apis = apisOf(call, change, { before: before.get(key), created: isFirst })
    before.set(key, change)
    return apis.map((api) => eventOf(call, change, api))
  })
}

/** When each present resource was made, by kind and id. The first change of one that is gone made it. */
function creationTimes({ world, place }: Call): Map<string, number> {
  return new Map([
    ...world
      .instances(place)
      .map(({ instanceId, launchMs }) => [`instance/${instanceId}`, launchMs] as const),
    ...world.groups(place).map(({ name, createdMs }) => [`group/${name}`, createdMs] as const),
    ...world
      .databases(place)
      .map(({ identifier, createdMs }) => [`database/${identifier}`, createdMs] as const),
    ...(world.things?.(place, 'msk-cluster') ?? []).map(
      ({ name, createdMs }) => [`kafka/${name}`, createdMs] as const,
    ),
  ])
}

type History = { readonly before: WorldChange | undefined; readonly created: boolean }

function apisOf(call: Call, change: WorldChange, { before, created }: History): Api[] {
  if (created) return change.kind === 'kafka' ? [] : [creationApi(change)]
  if (change.kind === 'instance') return instanceApis(change, before)
  if (change.kind === 'kafka') return kafkaApis(call, change, before)
  return [change.kind === 'group' ? groupApi(change) : databaseApi(change)]
}

function creationApi(change: WorldChange): Api {
  if (change.kind === 'instance') {
    return {
      name: 'RunInstances',
      source: 'ec2.amazonaws.com',
      resource: { ResourceType: 'AWS::EC2::Instance', ResourceName: change.id },
      requestParameters: { instanceType: change.shape },
    }
  }
  const update = change.kind === 'group' ? groupApi(change) : databaseApi(change)
  return { ...update, name: change.kind === 'group' ? 'CreateAutoScalingGroup' : 'CreateDBInstance' }
}

/** A change of type, of CPU options, or a stop and start; several at once are several calls. */
function instanceApis(change: WorldChange, before: WorldChange | undefined): Api[] {
  const source = 'ec2.amazonaws.com'
  const resource = { ResourceType: 'AWS::EC2::Instance', ResourceName: change.id }
  const set = { instancesSet: { items: [{ instanceId: change.id }] } }
  if (change.vcpu === 0) return [{ name: 'StopInstances', source, resource, requestParameters: set }]
  const apis: Api[] = []
  if (before?.shape !== change.shape) {
    const requestParameters = { instanceId: change.id, instanceType: { value: change.shape } }
    apis.push({ name: 'ModifyInstanceAttribute', source, resource, requestParameters })
  }
  if (change.vcpu !== undefined && before?.vcpu !== change.vcpu) {
    const threadsPerCore = change.vcpu % 2 === 1 ? 1 : 2
    const cpuOptions = { coreCount: change.vcpu / threadsPerCore, threadsPerCore }
    const requestParameters = {
      ModifyInstanceCpuOptionsRequest: {
        InstanceId: change.id,
        CoreCount: cpuOptions.coreCount,
        ThreadsPerCore: threadsPerCore,
      },
    }
    apis.push({ name: 'ModifyInstanceCpuOptions', source, resource, requestParameters })
  }
  if (before?.vcpu === 0) apis.push({ name: 'StartInstances', source, resource, requestParameters: set })
  return apis
}

/** One call for each part that changed; the ARN stands as in the path of the request. */
function kafkaApis(call: Call, change: WorldChange, before: WorldChange | undefined): Api[] {
  const arn = kafkaArn(call.place, change.id)
  const api = (name: string, target: Readonly<Record<string, unknown>>): Api => ({
    name,
    source: 'kafka.amazonaws.com',
    resource: { ResourceType: 'AWS::MSK::Cluster', ResourceName: arn },
    requestParameters: { clusterArn: encodeURIComponent(arn), ...target },
  })
  const volumes = [{ kafkaBrokerNodeId: 'All', volumeSizeGB: change.storageGib }]
  return [
    ...(before?.shape === change.shape
      ? []
      : [api('UpdateBrokerType', { targetInstanceType: change.shape })]),
    ...(change.count === undefined || before?.count === change.count
      ? []
      : [api('UpdateBrokerCount', { targetNumberOfBrokerNodes: change.count })]),
    ...(change.storageGib === undefined || before?.storageGib === change.storageGib
      ? []
      : [api('UpdateBrokerStorage', { targetBrokerEBSVolumeInfo: volumes })]),
  ]
}

function groupApi(change: WorldChange): Api {
  return {
    name: 'UpdateAutoScalingGroup',
    source: 'autoscaling.amazonaws.com',
    resource: { ResourceType: 'AWS::AutoScaling::AutoScalingGroup', ResourceName: change.id },
    requestParameters: {
      autoScalingGroupName: change.id,
      ...(change.count === undefined ? {} : { maxSize: change.count }),
      mixedInstancesPolicy: { launchTemplate: { overrides: [{ instanceType: change.shape }] } },
    },
  }
}

function databaseApi(change: WorldChange): Api {
  return {
    name: 'ModifyDBInstance',
    source: 'rds.amazonaws.com',
    resource: { ResourceType: 'AWS::RDS::DBInstance', ResourceName: change.id },
    requestParameters: {
      dBInstanceIdentifier: change.id,
      dBInstanceClass: change.shape,
      ...(change.storageGib === undefined ? {} : { allocatedStorage: change.storageGib }),
      applyImmediately: true,
    },
  }
}

function eventOf(call: Call, change: Pick<WorldChange, 'id' | 'atMs' | 'actor'>, api: Api): TrailEvent {
  const { id: accountId } = call.account
  const hex = createHash('sha256')
    .update(`${accountId}/${call.region}/${change.id}/${change.atMs}/${api.name}`)
    .digest('hex')
  const id = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-')
  const arn = `arn:aws:sts::${accountId}:assumed-role/${change.actor}/session`
  const record = {
    eventVersion: '1.11',
    userIdentity: { type: 'AssumedRole', accountId, arn, principalId: `AROASIMULATED:${change.actor}` },
    eventTime: new Date(change.atMs).toISOString().replace('.000Z', 'Z'),
    eventSource: api.source,
    eventName: api.name,
    awsRegion: call.region,
    requestParameters: api.requestParameters,
    responseElements: null,
    eventID: id,
    readOnly: false,
    eventType: 'AwsApiCall',
    managementEvent: true,
    recipientAccountId: accountId,
    eventCategory: 'Management',
  }
  return {
    id,
    name: api.name,
    source: api.source,
    atMs: change.atMs,
    actor: change.actor,
    resources: [api.resource],
    record: JSON.stringify(record),
  }
}
