import type {
  WorldContainerInstance,
  WorldEcsCluster,
  WorldEcsProvider,
  WorldEcsService,
  WorldGroupPolicy,
  WorldGroupSchedule,
} from './estate/ecs-things.ts'
import type { WorldEksCluster, WorldNodeGroup } from './estate/eks-things.ts'
import type { WorldEndpoint } from './estate/endpoint-things.ts'
import type { WorldScalableTarget } from './estate/scalable-target.ts'
import type { WorldBudget } from './world-budget.ts'
import type { WorldDbCluster, WorldRedshiftCluster } from './world-clusters.ts'
import type { WorldReservation, WorldSavingsPlan } from './world-commitments.ts'
import type { WorldDomain } from './world-domain.ts'
import type { WorldTable } from './world-dynamodb.ts'
import type { WorldCache, WorldServerlessCache } from './world-elasticache.ts'
import type { WorldKafkaCluster } from './world-kafka.ts'
import type { WorldCapacityReservation, WorldQuota, WorldSubnet } from './world-limits.ts'

/**
 * What the simulated AWS can describe besides instances, groups and databases, by kind. A new kind starts with a line
 * here; its type stands beside its table in `estate/`.
 */
export type WorldThings = {
  readonly 'opensearch-domain': WorldDomain
  readonly 'msk-cluster': WorldKafkaCluster
  readonly 'dynamodb-table': WorldTable
  readonly cache: WorldCache
  readonly 'serverless-cache': WorldServerlessCache
  readonly subnet: WorldSubnet
  readonly 'capacity-reservation': WorldCapacityReservation
  readonly 'service-quota': WorldQuota
  readonly 'scalable-target': WorldScalableTarget
  readonly 'group-policy': WorldGroupPolicy
  readonly 'group-schedule': WorldGroupSchedule
  readonly 'ecs-cluster': WorldEcsCluster
  readonly 'ecs-provider': WorldEcsProvider
  readonly 'ecs-service': WorldEcsService
  readonly 'ecs-container-instance': WorldContainerInstance
  readonly 'eks-cluster': WorldEksCluster
  readonly 'eks-nodegroup': WorldNodeGroup
  readonly 'sagemaker-endpoint': WorldEndpoint
  readonly 'savings-plan': WorldSavingsPlan
  readonly reservation: WorldReservation
  readonly 'db-cluster': WorldDbCluster
  readonly 'redshift-cluster': WorldRedshiftCluster
  readonly budget: WorldBudget
}

export type WorldKind = keyof WorldThings

/** What one resource consists of, by kind. */
export type HeldThings = { readonly [Kind in WorldKind]?: readonly WorldThings[Kind][] }
