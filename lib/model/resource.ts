import type { EpochMs } from './time.ts'

/** Kinds of things that we size. A new class starts with a literal here; the compiler names the rest. */
export const resourceClasses = [
  'ec2-instance',
  'asg',
  'gpu-pool',
  'rds-instance',
  'opensearch-domain',
  'msk-cluster',
  'dynamodb-table',
  'dynamodb-index',
  'elasticache-group',
  'elasticache-serverless',
  'eks-node-pool',
  'ecs-capacity-provider',
  'ecs-service',
  'sagemaker-endpoint',
  'aurora-cluster',
  'aurora-serverless',
  'documentdb-cluster',
  'redshift-cluster',
] as const
export type ResourceClass = (typeof resourceClasses)[number]

export type Tags = Readonly<Record<string, string>>

/** How much a failure hurts; decides the accepted risk. Untagged counts as tier 2. */
export const serviceTiers = ['tier-1', 'tier-2', 'tier-3', 'non-production'] as const
export type ServiceTier = (typeof serviceTiers)[number]

/** Facts of a class that are neither tags nor capacity, e.g. engine, Multi-AZ, storage type, group limits. */
export type Facts = Readonly<Record<string, string | number | boolean>>

export type Resource = {
  /** Short and stable: a hash of account, region, class and native id. Used in URLs. */
  readonly id: string
  readonly resourceClass: ResourceClass
  readonly accountId: string
  readonly region: string
  readonly arn: string
  /** What AWS calls it: `i-0abc`, the group's name, the database identifier. */
  readonly nativeId: string
  readonly name: string
  readonly tags: Tags
  /** From tags by rule; absent = untagged. */
  readonly team?: string
  readonly serviceTier: ServiceTier
  /** Not idle although it looks so: `headroom:exempt=dr|standby`. */
  readonly exempt?: 'dr' | 'standby'
  /** Id of the group that is sized instead of this member. A member has samples and cost, no recommendation. */
  readonly memberOf?: string
  readonly shape: string
  readonly count: number
  readonly zoneCount: number
  readonly facts: Facts
  readonly createdMs?: EpochMs
  /** Id of the resource of the same name whose place it took. */
  readonly succeeds?: string
}
