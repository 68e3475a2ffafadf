import type { Capacity, CapacityChange } from '#lib/model/capacity.ts'
import type { KubernetesSnapshot } from '#lib/model/kubernetes-snapshot.ts'
import type { Resource, Tags } from '#lib/model/resource.ts'
import type { MetricId } from '#lib/model/series.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { Action } from '../access-policy.ts'
import type { RegionAws } from '../aws.ts'
import type { FoundSeries } from '../collector.ts'
import type { Sizing } from '../history-change.ts'
import type { Subject } from '../history-subject.ts'
import type { InstanceTypes } from '../instance-types.ts'
import type { OwnershipReader } from '../ownership-rules.ts'
import type { EcsFacts } from './ecs.ts'
import type { EksFacts } from './eks-clusters.ts'
import type { Override } from './mixed-group.ts'
import type { NodePoolName } from './node-pools.ts'
import type { SupportCalendar } from './support-dates.ts'

export type FoundInstance = {
  readonly id: string
  readonly type: string
  /** By CpuOptions: cores x threads. */
  readonly vcpu?: number
  readonly state: string
  readonly zone: string
  readonly launchMs: EpochMs
  readonly subnetId?: string
  /** As EC2 names it, where it is not Linux without a licence: `Windows`, `Red Hat Enterprise Linux`. */
  readonly platform?: string
  /** Bought on the Spot market. */
  readonly spot?: true
  /** It runs in a Capacity Block, which was paid for in advance. */
  readonly capacityBlock?: true
  readonly imageId?: string
  readonly groupName?: string
  readonly tags: Tags
}

export type FoundGroup = {
  readonly name: string
  readonly arn: string
  readonly minSize: number
  readonly maxSize: number
  readonly desired: number
  readonly zones: readonly string[]
  readonly memberIds: readonly string[]
  /** Of its members, else of its launch template's overrides. */
  readonly instanceType?: string
  /** Type of each member. */
  readonly memberTypes: readonly string[]
  /** Of a mixed instances policy; empty without one. */
  readonly overrides: readonly Override[]
  /** The policy names no types: AWS chooses by vCPU, memory and so on. */
  readonly byRequirements: boolean
  readonly createdMs?: EpochMs
  readonly tags: Tags
}

export type FoundDatabase = {
  readonly id: string
  /** DbiResourceId: what AWS Config calls it. */
  readonly resourceId: string
  readonly arn: string
  readonly databaseClass: string
  readonly engine: string
  readonly engineVersion: string
  readonly multiAz: boolean
  readonly storageGib: number
  readonly storageGibMax?: number
  readonly volumeType: string
  readonly iops?: number
  readonly throughputMibps?: number
  readonly replicaOf?: string
  /** Cluster that it is a member of. */
  readonly clusterId?: string
  readonly licenseModel?: string
  /** It is upgraded at the end of standard support instead of paying Extended Support. */
  readonly supportOptedOut: boolean
  readonly zone: string
  readonly maintenanceWindow: string
  readonly state: string
  readonly createdMs?: EpochMs
  readonly tags: Tags
}

/** Everything that AWS said of one account and region, in our own words. */
export type RegionFacts = {
  readonly accountId: string
  readonly region: string
  readonly ownerOf: OwnershipReader
  readonly types: InstanceTypes
  readonly instances: readonly FoundInstance[]
  readonly groups: readonly FoundGroup[]
  /** Group of each member, by instance id. */
  readonly groupOf: ReadonlyMap<string, string>
  /** Pool of each EKS node, by instance id: sized with it and not by itself. */
  readonly nodePoolOf: ReadonlyMap<string, NodePoolName>
  /** The same of Auto Scaling groups, by name. */
  readonly nodePoolOfGroup: ReadonlyMap<string, NodePoolName>
  /** What clusters said of their pods, where snapshots are kept. */
  readonly kubernetesSnapshots?: readonly KubernetesSnapshot[] | undefined
  readonly databases: readonly FoundDatabase[]
  readonly ecs: EcsFacts
  readonly eks: EksFacts
  readonly support: SupportCalendar
  /** Capacity provider of each Auto Scaling group that has one: the group is sized with it. */
  readonly providerOfGroup: ReadonlyMap<string, string>
  /** Metrics of the CloudWatch agent with samples in the last two weeks, the active ones first. */
  readonly agentMetrics: readonly MetricId[]
}

/** A resource with what its capacity timeline and its samples need. */
export type SizedResource = {
  readonly resource: Resource
  readonly subject?: Subject
  readonly today: Sizing
  /** Today's sizing is in force since then, whatever the sources tell (a pool's newest member). */
  readonly todaySinceMs?: EpochMs
  readonly capacityOf: (sizing: Sizing) => Capacity
  /** The whole timeline, oldest first, where the class itself tells it. */
  readonly changes?: readonly CapacityChange[]
  readonly series: readonly FoundSeries[]
}

/** Runs one action; what it throws becomes a problem of the region and the result is undefined. */
export type Attempt = <T>(action: Action, read: () => Promise<T> | undefined) => Promise<T | undefined>

/** What a class asks of AWS beyond the facts that classes share. */
export type Asking = { readonly aws: RegionAws; readonly attempt: Attempt; readonly nowMs: EpochMs }

/**
 * Finds the resources of one class. What only this class needs it asks itself, through `attempt`: a refusal leaves
 * the others whole, and absent resources of this class are not called deleted.
 */
export type ClassReader = (
  facts: RegionFacts,
  asking: Asking,
) => readonly SizedResource[] | Promise<readonly SizedResource[]>
