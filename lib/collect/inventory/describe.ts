import { type AutoScalingGroup, DescribeAutoScalingGroupsCommand } from '@aws-sdk/client-auto-scaling'
import { DescribeInstancesCommand, type Instance } from '@aws-sdk/client-ec2'
import { type DBInstance, DescribeDBInstancesCommand } from '@aws-sdk/client-rds'
import type { RegionAws } from '../aws.ts'
import { safeTags } from '../ownership.ts'
import { distinctBy, readAllPages } from '../pages.ts'
import type { Override } from './mixed-group.ts'
import type { FoundDatabase, FoundGroup, FoundInstance } from './region.ts'

/** Instances of the region, terminated ones left out. Throws the SDK's error. */
export async function describeInstances(aws: RegionAws): Promise<FoundInstance[]> {
  const instances = await readAllPages(async (token) => {
    const page = await aws.call('ec2:DescribeInstances', ({ ec2 }, sending) =>
      ec2.send(new DescribeInstancesCommand({ MaxResults: 1000, NextToken: token }), sending),
    )
    return {
      items: (page.Reservations ?? []).flatMap(({ Instances = [] }) => Instances),
      next: page.NextToken,
    }
  })
  return distinctBy(instances, ({ InstanceId }) => InstanceId).flatMap(foundInstance)
}

const gone = new Set(['terminated', 'shutting-down'])
/** PlatformDetails of Linux without a licence (EC2 User Guide, "AMI billing information fields"). */
const plainLinux = 'Linux/UNIX'

function foundInstance(instance: Instance): FoundInstance[] {
  const { InstanceId: id, InstanceType: type, CpuOptions: cpu, PlatformDetails: platform } = instance
  const state = instance.State?.Name ?? 'unknown'
  if (id === undefined || type === undefined || gone.has(state)) return []
  const tags = tagsOf(instance.Tags)
  const groupName = Object.hasOwn(tags, groupTag) ? tags[groupTag] : undefined
  return [
    {
      id,
      type,
      state,
      zone: instance.Placement?.AvailabilityZone ?? '',
      launchMs: createdMs(instance),
      tags,
      ...(cpu?.CoreCount ? { vcpu: cpu.CoreCount * (cpu.ThreadsPerCore ?? 1) } : {}),
      ...(instance.ImageId === undefined ? {} : { imageId: instance.ImageId }),
      ...(instance.SubnetId === undefined ? {} : { subnetId: instance.SubnetId }),
      ...(groupName === undefined ? {} : { groupName }),
      ...(platform === undefined || platform === plainLinux ? {} : { platform }),
      ...(instance.InstanceLifecycle === 'spot' ? { spot: true as const } : {}),
      ...(instance.InstanceLifecycle === 'capacity-block' ? { capacityBlock: true as const } : {}),
    },
  ]
}

/** AWS moves the launch time at every start; the first volume was attached when the instance was made. */
function createdMs({ LaunchTime, BlockDeviceMappings = [] }: Instance): number {
  const attached = BlockDeviceMappings.flatMap(({ Ebs }) => Ebs?.AttachTime?.getTime() ?? [])
  return Math.min(LaunchTime?.getTime() ?? 0, ...attached)
}

const groupTag = 'aws:autoscaling:groupName'

/** Tags as AWS lists them, hostile keys kept as data. */
export function tagsOf(
  tags: readonly { Key?: string | undefined; Value?: string | undefined }[] | undefined,
) {
  return safeTags((tags ?? []).map(({ Key, Value }) => ({ key: Key, value: Value })))
}

/** Auto Scaling groups of the region. Throws the SDK's error. */
export async function describeGroups(aws: RegionAws): Promise<FoundGroup[]> {
  const groups = await readAllPages(async (token) => {
    const page = await aws.call('autoscaling:DescribeAutoScalingGroups', ({ autoscaling }, sending) =>
      autoscaling.send(new DescribeAutoScalingGroupsCommand({ MaxRecords: 100, NextToken: token }), sending),
    )
    return { items: page.AutoScalingGroups ?? [], next: page.NextToken }
  })
  return groups.flatMap(foundGroup)
}

function foundGroup(group: AutoScalingGroup): FoundGroup[] {
  const { AutoScalingGroupName: name, AutoScalingGroupARN: arn } = group
  if (name === undefined || arn === undefined) return []
  const memberTypes = (group.Instances ?? []).flatMap(({ InstanceType }) => InstanceType ?? [])
  const overrides = overridesOf(group)
  const instanceType = mostCommon(memberTypes) ?? overrides[0]?.type
  return [
    {
      name,
      arn,
      minSize: group.MinSize ?? 0,
      maxSize: group.MaxSize ?? 0,
      desired: group.DesiredCapacity ?? 0,
      zones: group.AvailabilityZones ?? [],
      memberIds: (group.Instances ?? []).flatMap(({ InstanceId }) => InstanceId ?? []),
      memberTypes,
      overrides,
      byRequirements: (group.MixedInstancesPolicy?.LaunchTemplate?.Overrides ?? []).some(
        ({ InstanceRequirements }) => InstanceRequirements !== undefined,
      ),
      tags: tagsOf(group.Tags),
      ...(instanceType === undefined ? {} : { instanceType }),
      ...(group.CreatedTime === undefined ? {} : { createdMs: group.CreatedTime.getTime() }),
    },
  ]
}

function overridesOf({ MixedInstancesPolicy: policy }: AutoScalingGroup): Override[] {
  return (policy?.LaunchTemplate?.Overrides ?? []).flatMap(({ InstanceType: type, WeightedCapacity }) => {
    const weight = Number(WeightedCapacity ?? 1)
    return type === undefined ? [] : [{ type, weight: weight > 0 ? weight : 1 }]
  })
}

function mostCommon(names: readonly string[]): string | undefined {
  const counts = new Map<string, number>()
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1)
  return [...counts].sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0]))[0]?.[0]
}

/** Database instances of the region. Throws the SDK's error. */
export async function describeDatabases(aws: RegionAws): Promise<FoundDatabase[]> {
  const databases = await readAllPages(async (token) => {
    const page = await aws.call('rds:DescribeDBInstances', ({ rds }, sending) =>
      rds.send(new DescribeDBInstancesCommand({ MaxRecords: 100, Marker: token }), sending),
    )
    return { items: page.DBInstances ?? [], next: page.Marker }
  })
  return databases.flatMap(foundDatabase)
}

/** EngineLifecycleSupport of whoever opted out of Extended Support. */
export const supportOptOut = 'open-source-rds-extended-support-disabled'

function foundDatabase(database: DBInstance): FoundDatabase[] {
  const { DBInstanceIdentifier: id, DBInstanceClass: databaseClass, DBInstanceArn: arn } = database
  if (id === undefined || databaseClass === undefined || arn === undefined) return []
  const {
    MaxAllocatedStorage: max,
    Iops: iops,
    StorageThroughput: throughput,
    InstanceCreateTime: created,
  } = database
  const { DBClusterIdentifier: clusterId, LicenseModel: licenseModel } = database
  const replicaOf = database.ReadReplicaSourceDBInstanceIdentifier
  return [
    {
      id,
      arn,
      databaseClass,
      resourceId: database.DbiResourceId ?? id,
      engine: database.Engine ?? 'unknown',
      engineVersion: database.EngineVersion ?? '',
      multiAz: database.MultiAZ === true,
      storageGib: database.AllocatedStorage ?? 0,
      volumeType: database.StorageType ?? '',
      zone: database.AvailabilityZone ?? '',
      maintenanceWindow: database.PreferredMaintenanceWindow ?? '',
      state: database.DBInstanceStatus ?? 'unknown',
      supportOptedOut: database.EngineLifecycleSupport === supportOptOut,
      tags: tagsOf(database.TagList),
      ...(max === undefined ? {} : { storageGibMax: max }),
      ...(iops ? { iops } : {}),
      ...(throughput ? { throughputMibps: throughput } : {}),
      ...(replicaOf ? { replicaOf } : {}),
      ...(clusterId ? { clusterId } : {}),
      ...(licenseModel ? { licenseModel } : {}),
      ...(created === undefined ? {} : { createdMs: created.getTime() }),
    },
  ]
}
