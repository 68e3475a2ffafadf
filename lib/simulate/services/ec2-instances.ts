import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, xml } from '../call.ts'
import { type PageRequest, pageOf } from '../wire/page.ts'
import { type Bounds, type Filter, filterParams, intParam, listParam, type Params } from '../wire/params.ts'
import { isoTime, tagElements, type XmlObject } from '../wire/xml.ts'
import type { World, WorldInstance } from '../world.ts'

const stateCodes = { running: 16, stopped: 80, terminated: 48 } as const

/** DescribeInstances: one reservation per instance; pages of 5 to 1,000. */
export function describeInstances(call: Call): Answer {
  const ids = listParam(call.params, 'InstanceId')
  const filters = filterParams(call.params)
  const all = call.world.instances(call.place)
  for (const id of ids) {
    if (all.some((instance) => instance.instanceId === id)) continue
    throw new AwsError('InvalidInstanceID.NotFound', `The instance ID '${id}' does not exist`)
  }
  const wanted = all.filter((instance) => {
    return (ids.length === 0 || ids.includes(instance.instanceId)) && matchesAll(instance, filters)
  })
  const page = pageOf(wanted, ec2Page(call.params, 'DescribeInstances', { min: 5, max: 1000 }))
  const item = page.items.map((instance) => reservation(call, instance))
  return xml({ reservationSet: { item }, nextToken: page.next })
}

/** Page of an EC2 list: `MaxResults` within bounds, `NextToken`. Without MaxResults everything up to the maximum. */
export function ec2Page(params: Params, kind: string, { min, max }: Bounds): PageRequest {
  const size = intParam(params, 'MaxResults', { min, max }) ?? max
  if (Number.isNaN(size)) {
    throw new AwsError(
      'InvalidParameterValue',
      `Value for parameter MaxResults is invalid. Expecting ${min} to ${max}.`,
    )
  }
  return { kind, size, token: params.get('NextToken'), invalidCode: 'InvalidNextToken' }
}

export function unknownFilter(name: string): AwsError {
  return new AwsError('InvalidParameterValue', `The filter '${name}' is invalid`)
}

function matchesAll(instance: WorldInstance, filters: readonly Filter[]): boolean {
  return filters.every((filter) => {
    return filterValues(instance, filter.name).some((value) => filter.values.includes(value))
  })
}

function filterValues(instance: WorldInstance, name: string): readonly string[] {
  if (name === 'instance-state-name') return [instance.state]
  if (name === 'instance-type') return [instance.instanceType]
  if (name === 'instance-id') return [instance.instanceId]
  if (name === 'availability-zone') return [instance.zone]
  const tags = instanceTags(instance)
  if (name === 'tag-key') return Object.keys(tags)
  if (!name.startsWith('tag:')) throw unknownFilter(name)
  const value = tags[name.slice('tag:'.length)]
  return value === undefined ? [] : [value]
}

/** Tags as AWS shows them: a member of a group carries the group's name. */
export function instanceTags(instance: WorldInstance): Readonly<Record<string, string>> {
  if (instance.groupName === undefined) return instance.tags
  return { ...instance.tags, 'aws:autoscaling:groupName': instance.groupName }
}

function reservation(call: Call, instance: WorldInstance): XmlObject {
  return {
    reservationId: `r-${instance.instanceId.slice(2)}`,
    ownerId: call.account.id,
    instancesSet: { item: [instanceElement(call.world, instance)] },
  }
}

function instanceElement(world: World, instance: WorldInstance): XmlObject {
  const fact = world.instanceTypes.find((type) => type.name === instance.instanceType)
  return {
    instanceId: instance.instanceId,
    imageId: imageId(instance),
    instanceState: { code: stateCodes[instance.state], name: instance.state },
    instanceType: instance.instanceType,
    launchTime: isoTime(instance.launchMs),
    placement: { availabilityZone: instance.zone, tenancy: 'default' },
    monitoring: { state: 'disabled' },
    subnetId: instance.subnetId,
    architecture: fact?.arch ?? 'x86_64',
    rootDeviceType: 'ebs',
    platformDetails: instance.platform ?? 'Linux/UNIX',
    instanceLifecycle: instance.spot ? 'spot' : undefined,
    ebsOptimized: true,
    cpuOptions: cpuOptions(instance, fact?.vcpu ?? 2, fact?.arch === 'arm64'),
    blockDeviceMapping: { item: instance.volumes.map(blockDevice) },
    tagSet: { item: tagElements(instanceTags(instance), 'key', 'value') },
  }
}

/** An image id that stays with the instance; CWAgent metrics carry it as a dimension. */
export function imageId(instance: WorldInstance): string {
  return `ami-${instance.instanceId.slice(2).padEnd(17, '0').slice(0, 17)}`
}

/** Cores and threads whose product is the vCPU: two threads a core on x86, where the number is even. */
export function cpuOptions(instance: WorldInstance, typeVcpu: number, arm: boolean): XmlObject {
  const vcpu = instance.vcpu === undefined || instance.vcpu === 0 ? typeVcpu : instance.vcpu
  const threadsPerCore = arm || vcpu % 2 === 1 ? 1 : 2
  return { coreCount: vcpu / threadsPerCore, threadsPerCore }
}

function blockDevice(volume: WorldInstance['volumes'][number], index: number): XmlObject {
  return {
    deviceName: deviceName(index),
    ebs: { volumeId: volume.volumeId, status: 'attached', deleteOnTermination: index === 0 },
  }
}

function deviceName(index: number): string {
  return index === 0 ? '/dev/xvda' : `/dev/sd${String.fromCharCode('f'.charCodeAt(0) + index - 1)}`
}

/** DescribeVolumes of the instances here; pages of 5 to 1,000. */
export function describeVolumes(call: Call): Answer {
  const ids = listParam(call.params, 'VolumeId')
  const filters = filterParams(call.params)
  const attached = call.world.instances(call.place).flatMap((instance) => {
    return instance.volumes.map((volume, index) => ({ instance, volume, index }))
  })
  const wanted = attached.filter(({ instance, volume }) => {
    if (ids.length > 0 && !ids.includes(volume.volumeId)) return false
    return filters.every((filter) => filter.values.includes(volumeValue(filter.name, instance, volume)))
  })
  const page = pageOf(wanted, ec2Page(call.params, 'DescribeVolumes', { min: 5, max: 1000 }))
  return xml({ volumeSet: { item: page.items.map(volumeElement) }, nextToken: page.next })
}

function volumeValue(
  name: string,
  instance: WorldInstance,
  volume: WorldInstance['volumes'][number],
): string {
  if (name === 'attachment.instance-id') return instance.instanceId
  if (name === 'volume-type') return volume.volumeType
  if (name === 'volume-id') return volume.volumeId
  throw unknownFilter(name)
}

type AttachedVolume = {
  readonly instance: WorldInstance
  readonly volume: WorldInstance['volumes'][number]
  readonly index: number
}

function volumeElement({ instance, volume, index }: AttachedVolume): XmlObject {
  return {
    volumeId: volume.volumeId,
    size: volume.gib,
    availabilityZone: instance.zone,
    status: 'in-use',
    volumeType: volume.volumeType,
    iops: volume.iops,
    throughput: volume.volumeType === 'gp3' ? volume.throughputMibps : undefined,
    createTime: isoTime(instance.launchMs),
    attachmentSet: {
      item: [
        {
          volumeId: volume.volumeId,
          instanceId: instance.instanceId,
          device: deviceName(index),
          status: 'attached',
        },
      ],
    },
  }
}
