import type { Account } from '#lib/model/account.ts'
import type { CostDay } from '#lib/model/cost.ts'
import type { Tags } from '#lib/model/resource.ts'
import type { MetricId, Statistic } from '#lib/model/series.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { CostLine, WorldObject } from './cost-line.ts'
import type { WorldKind, WorldThings } from './world-things.ts'

/**
 * What the simulated AWS is about, apart from how it speaks. Two of them exist: the seeded estate (`estate/`) and
 * recorded traces (`replay/`). All answers are of one account and region, as of `nowMs`.
 */
export type World = {
  readonly accounts: readonly WorldAccount[]
  instances(place: Place): readonly WorldInstance[]
  groups(place: Place): readonly WorldGroup[]
  databases(place: Place): readonly WorldDatabase[]
  /** Everything else that can be described, by kind. A world of recorded traces has none. */
  things?<Kind extends WorldKind>(place: Place, kind: Kind): readonly WorldThings[Kind][]
  /** Every metric that ever existed there, with its life; ListMetrics shows those with samples in two weeks. */
  metrics(place: Place): readonly WorldMetric[]
  /** Exact match of namespace, name and dimension set; else undefined (CloudWatch answers with no values). */
  findMetric(place: Place, metric: MetricId): WorldMetric | undefined
  /** One value per period from `fromMs` (a multiple of the period); `NaN` = no datapoint. Pure in its arguments. */
  values(metric: WorldMetric, statistic: Statistic, range: WorldRange): Float64Array
  /** Changes of size and membership, for AWS Config, CloudTrail and RDS events, in time order. */
  changes(place: Place): readonly WorldChange[]
  /** Changes of tags, in time order; absent = none. */
  tagChanges?(place: Place): readonly WorldTagChange[]
  /** Every sample is served, however old: recorded traces outlive the retention of their period. */
  readonly keepsAllSamples?: boolean
  /** Cost of every account of the organization on one UTC day, in both groupings, as billed by `nowMs`. */
  costs(day: string, nowMs: EpochMs): readonly CostDay[]
  /**
   * The same day line by line, with what is no usage; resource ids only where `detail` asks for them. A world without
   * lines is billed by `costs`.
   */
  costLines?(day: string, nowMs: EpochMs, detail?: 'resource'): readonly CostLine[]
  /** The payer turned on resource level in Cost Explorer. */
  readonly resourceCosts?: boolean
  /** Objects of a bucket of the account, or `undefined` where it has no such bucket. */
  objects?(accountId: string, bucket: string, nowMs: EpochMs): readonly WorldObject[] | undefined
  readonly instanceTypes: readonly InstanceTypeFact[]
  readonly databaseClasses: readonly DatabaseClassFact[]
  /** Price per GiB-month by volume type, e.g. `gp3`, for RDS (single-AZ) and EBS. */
  readonly storagePrices: readonly {
    service: 'ec2' | 'rds'
    volumeType: string
    gibMonthUsd: number
    asOf: string
  }[]
}

export type Place = { readonly accountId: string; readonly region: string; readonly nowMs: EpochMs }
export type WorldRange = { readonly fromMs: EpochMs; readonly toMs: EpochMs; readonly periodMs: number }

export type WorldAccount = Account & {
  /** IAM actions that this account refuses to our role (`rds:DescribeDBInstances`, `*`). */
  readonly deniedActions: readonly string[]
  /** A recorder runs: AWS Config answers with history, else only CloudTrail's 90 days. */
  readonly configRecorder: boolean
  /** Regions in which everything is refused, as a policy of the organization does. */
  readonly deniedRegions?: readonly string[]
  /** The trust policy of its role does not ask for the external id. */
  readonly openTrust?: boolean
  /** Ids of its organizational units, from the one below the root down. */
  readonly organizationalUnits?: readonly string[]
  /** Tags of the account itself. */
  readonly tags?: Tags
  readonly suspended?: boolean
}

export type WorldInstance = {
  readonly instanceId: string
  readonly instanceType: string
  /** vCPU by CpuOptions where it differs from the type's. */
  readonly vcpu?: number
  readonly state: 'running' | 'stopped' | 'terminated'
  /** PlatformDetails; absent = Linux/UNIX. */
  readonly platform?: string
  readonly spot?: true
  readonly zone: string
  readonly launchMs: EpochMs
  readonly tags: Tags
  readonly groupName?: string
  readonly subnetId?: string
  readonly volumes: readonly {
    readonly volumeId: string
    readonly gib: number
    readonly volumeType: string
    readonly iops: number
    readonly throughputMibps: number
  }[]
}

export type WorldGroup = {
  readonly name: string
  readonly instanceType: string
  /** Of a mixed instances policy; absent = `instanceType` alone. */
  readonly overrides?: readonly { readonly instanceType: string; readonly weight?: number }[]
  readonly minSize: number
  readonly maxSize: number
  readonly desired: number
  readonly zones: readonly string[]
  readonly instanceIds: readonly string[]
  readonly createdMs: EpochMs
  readonly tags: Tags
}

export type WorldDatabase = {
  readonly identifier: string
  readonly databaseClass: string
  readonly engine: string
  readonly engineVersion: string
  readonly multiAz: boolean
  readonly storageGib: number
  /** MaxAllocatedStorage; absent = storage autoscaling is off. */
  readonly storageGibMax?: number
  readonly volumeType: string
  readonly iops: number
  readonly throughputMibps: number
  readonly replicaOf?: string
  /** Cluster that it is a member of. */
  readonly clusterId?: string
  /** Where it is not the engine's only one: `bring-your-own-license`. */
  readonly licenseModel?: string
  readonly zone: string
  readonly createdMs: EpochMs
  readonly maintenanceWindow: string
  readonly tags: Tags
}

export type WorldMetric = {
  readonly id: number
  readonly metric: MetricId
  readonly unit: string
  readonly firstMs: EpochMs
  /** Absent = still alive. */
  readonly lastMs?: EpochMs
  /** Shortest period that is published: 60,000 or 300,000. */
  readonly nativePeriodMs: number
}

export type WorldChange = {
  readonly atMs: EpochMs
  readonly kind: 'instance' | 'group' | 'database' | 'kafka'
  readonly id: string
  /** Shape in force from then on, e.g. instance type or class; with CpuOptions vCPU, group limits, storage if changed. */
  readonly shape: string
  readonly vcpu?: number
  readonly count?: number
  readonly storageGib?: number
  /** IAM principal that did it, for CloudTrail. */
  readonly actor: string
}

/** All tags of a resource before and after a change of them. */
export type WorldTagChange = {
  readonly atMs: EpochMs
  readonly kind: WorldChange['kind']
  readonly id: string
  readonly before: Tags
  readonly after: Tags
  readonly actor: string
}

/** Facts of one EC2 type with their sources and date; `derived` prices come from the nearest shape. */
export type InstanceTypeFact = {
  readonly name: string
  readonly family: string
  readonly size: string
  readonly vcpu: number
  readonly memoryGib: number
  readonly arch: 'x86_64' | 'arm64'
  readonly currentGeneration: boolean
  readonly burstable: boolean
  readonly baselineShare?: number
  readonly gpuCount: number
  readonly gpuModel?: string
  readonly gpuMemoryGb?: number
  readonly networkBaselineGbps: number
  readonly networkPeakGbps: number
  readonly ebsBaselineMbps: number
  readonly ebsMaxMbps: number
  readonly ebsBaselineIops: number
  readonly hourlyUsd: number
  readonly priceDerived: boolean
  readonly priceDate: string
  readonly coremark?: number
  readonly coremarkDate?: string
}

export type DatabaseClassFact = {
  readonly name: string
  readonly vcpu: number
  readonly memoryGib: number
  readonly arch: 'x86_64' | 'arm64'
  readonly currentGeneration: boolean
  readonly burstable: boolean
  readonly networkGbps: number
  readonly ebsBaselineIops: number
  readonly ebsBaselineMbps: number
  /** Hourly dollars by engine (`mysql`, `postgres`, `mariadb`), single-AZ; Multi-AZ costs twice. */
  readonly hourlyUsd: Readonly<Record<string, number>>
  readonly priceDerived: boolean
  readonly priceDate: string
}
