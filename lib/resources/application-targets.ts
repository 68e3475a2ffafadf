import type { Resource, ResourceClass } from '#lib/model/resource.ts'
import type { ScaledPart } from '#lib/model/scaling-study.ts'

/** Services that Application Auto Scaling scales for. */
export type ServiceNamespace = 'ecs' | 'dynamodb' | 'sagemaker' | 'rds' | 'elasticache'

/** One thing of a resource that Application Auto Scaling can scale, as its API names it. */
export type ApplicationTarget = {
  readonly namespace: ServiceNamespace
  readonly resourceId: string
  readonly dimension: string
  readonly scales: ScaledPart
}

/**
 * What Application Auto Scaling can scale of each class (its API reference, RegisterScalableTarget). The first of several
 * is the one that the others stand beside.
 */
const targetsOfClass: Partial<Record<ResourceClass, (resource: Resource) => readonly ApplicationTarget[]>> = {
  'ecs-service': ({ arn }) => [
    {
      namespace: 'ecs',
      resourceId: arn.slice(arn.indexOf(':service/') + 1),
      dimension: 'ecs:service:DesiredCount',
      scales: 'members',
    },
  ],
  'dynamodb-table': ({ nativeId }) => unitsOf(`table/${nativeId}`, 'table'),
  'dynamodb-index': ({ nativeId }) => unitsOf(`table/${nativeId}`, 'index'),
  'sagemaker-endpoint': ({ facts }) => [
    {
      namespace: 'sagemaker',
      resourceId: `endpoint/${facts.endpoint}/variant/${facts.variant}`,
      dimension: 'sagemaker:variant:DesiredInstanceCount',
      scales: 'members',
    },
  ],
  'aurora-cluster': ({ nativeId }) => [
    {
      namespace: 'rds',
      resourceId: `cluster:${nativeId}`,
      dimension: 'rds:cluster:ReadReplicaCount',
      scales: 'readers',
    },
  ],
  'elasticache-group': ({ nativeId }) => [
    {
      namespace: 'elasticache',
      resourceId: `replication-group/${nativeId}`,
      dimension: 'elasticache:replication-group:NodeGroups',
      scales: 'shards',
    },
    {
      namespace: 'elasticache',
      resourceId: `replication-group/${nativeId}`,
      dimension: 'elasticache:replication-group:Replicas',
      scales: 'replicas',
    },
  ],
}

function unitsOf(resourceId: string, kind: 'table' | 'index'): readonly ApplicationTarget[] {
  const at = { namespace: 'dynamodb', resourceId } as const
  return [
    { ...at, dimension: `dynamodb:${kind}:ReadCapacityUnits`, scales: 'read-units' },
    { ...at, dimension: `dynamodb:${kind}:WriteCapacityUnits`, scales: 'write-units' },
  ]
}

/** What Application Auto Scaling can scale of a resource; nothing of classes that it does not know. */
export function applicationTargets(resource: Resource): readonly ApplicationTarget[] {
  return targetsOfClass[resource.resourceClass]?.(resource) ?? []
}
