import { createHash } from 'node:crypto'
import { type Answer, type Call, xml } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { filterParams, listParam } from '../wire/params.ts'
import { isoTime, type XmlObject } from '../wire/xml.ts'
import type { Place, WorldGroup, WorldInstance } from '../world.ts'
import { queryPage } from './query-page.ts'

/** The group's ARN: AWS Config knows groups by it. */
export function groupArn(place: Place, name: string): string {
  const hex = createHash('sha256').update(`${place.accountId}/${place.region}/${name}`).digest('hex')
  const uuid = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-')
  const scope = `${place.region}:${place.accountId}`
  return `arn:aws:autoscaling:${scope}:autoScalingGroup:${uuid}:autoScalingGroupName/${name}`
}

/** DescribeAutoScalingGroups: all or named ones, filters by tag; pages of 1 to 100, 50 without MaxRecords. */
export function describeAutoScalingGroups(call: Call): Answer {
  const names = listParam(call.params, 'AutoScalingGroupNames.member')
  const filters = filterParams(call.params, 'Filters.member', 'Values.member')
  const wanted = call.world.groups(call.place).filter((group) => {
    if (names.length > 0 && !names.includes(group.name)) return false
    return filters.every((filter) => matches(group, filter.name, filter.values))
  })
  const options = { kind: 'DescribeAutoScalingGroups', tokenName: 'NextToken', min: 1, max: 100, size: 50 }
  const page = pageOf(wanted, queryPage(call.params, options))
  const instances = new Map(
    call.world.instances(call.place).map((instance) => [instance.instanceId, instance]),
  )
  const member = page.items.map((group) => groupElement(call.place, group, instances))
  return xml({ AutoScalingGroups: { member }, NextToken: page.next })
}

function matches(group: WorldGroup, name: string, values: readonly string[]): boolean {
  if (name === 'tag-key') return values.some((key) => Object.hasOwn(group.tags, key))
  if (name === 'tag-value') return values.some((value) => Object.values(group.tags).includes(value))
  const value = name.startsWith('tag:') ? group.tags[name.slice('tag:'.length)] : undefined
  return value !== undefined && values.includes(value)
}

function groupElement(
  place: Place,
  group: WorldGroup,
  instances: ReadonlyMap<string, WorldInstance>,
): XmlObject {
  return {
    AutoScalingGroupName: group.name,
    AutoScalingGroupARN: groupArn(place, group.name),
    MixedInstancesPolicy: instancesPolicy(group),
    MinSize: group.minSize,
    MaxSize: group.maxSize,
    DesiredCapacity: group.desired,
    DefaultCooldown: 300,
    AvailabilityZones: { member: group.zones },
    HealthCheckType: 'EC2',
    HealthCheckGracePeriod: 300,
    CreatedTime: isoTime(group.createdMs),
    NewInstancesProtectedFromScaleIn: false,
    EnabledMetrics: { member: [{ Metric: 'GroupInServiceInstances', Granularity: '1Minute' }] },
    Instances: {
      member: group.instanceIds.map((id, index) => memberElement(group, instances.get(id), { id, index })),
    },
    Tags: { member: Object.entries(group.tags).map(([Key, Value]) => tagElement(group.name, Key, Value)) },
  }
}

function tagElement(name: string, Key: string, Value: string): XmlObject {
  return { ResourceId: name, ResourceType: 'auto-scaling-group', Key, Value, PropagateAtLaunch: true }
}

/** A launch template with its overrides: at least the instance type of the group, also while it has no members. */
function instancesPolicy(group: WorldGroup): XmlObject {
  const specification = { LaunchTemplateName: group.name, Version: '$Latest' }
  const wanted: NonNullable<WorldGroup['overrides']> = group.overrides ?? [
    { instanceType: group.instanceType },
  ]
  const overrides = {
    member: wanted.map(({ instanceType, weight }) => ({
      InstanceType: instanceType,
      WeightedCapacity: weight === undefined ? undefined : String(weight),
    })),
  }
  return { LaunchTemplate: { LaunchTemplateSpecification: specification, Overrides: overrides } }
}

function memberElement(
  group: WorldGroup,
  instance: WorldInstance | undefined,
  { id, index }: { readonly id: string; readonly index: number },
): XmlObject {
  return {
    InstanceId: id,
    InstanceType: instance?.instanceType ?? group.instanceType,
    AvailabilityZone: instance?.zone ?? group.zones[index % group.zones.length],
    LifecycleState: 'InService',
    HealthStatus: 'Healthy',
    ProtectedFromScaleIn: false,
  }
}
