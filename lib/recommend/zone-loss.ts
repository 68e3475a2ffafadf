import type { Dimension } from '#lib/model/capacity.ts'
import type { Resource, ResourceClass } from '#lib/model/resource.ts'

/** Classes whose members stand in several zones and take over for each other. */
const grouped: readonly ResourceClass[] = ['asg', 'ecs-capacity-provider', 'msk-cluster', 'opensearch-domain']
/** What moves to the members that are left where each zone has a copy of the data: the work, and not what is kept. */
const moving: readonly Dimension[] = ['cpu', 'network']
const stateful: readonly ResourceClass[] = ['msk-cluster', 'opensearch-domain']

/** What is left of the rest when a zone is gone: a tenth is kept for the uneven moment after the loss. */
const usableShare = 0.9

/**
 * Share of the capacity of `count` members that demand may use so that the loss of one of the group's zones is survived.
 * Members are whole: the fullest of n zones holds ceil(count / n) of them, so that 0.9 x (count - ceil(count / n)) /
 * count is left. Undefined where the rule does not apply: tiers below 2, one zone, single boxes, and the group's
 * maximum, which a lost zone does not lower.
 */
export function zoneLossShare(resource: Resource, dimension: Dimension, count: number): number | undefined {
  if (!grouped.includes(resource.resourceClass) || dimension === 'group-maximum') return undefined
  if (stateful.includes(resource.resourceClass) && !moving.includes(dimension)) return undefined
  if (resource.serviceTier !== 'tier-1' && resource.serviceTier !== 'tier-2') return undefined
  if (resource.zoneCount < 2 || count < 1) return undefined
  return (usableShare * (count - Math.ceil(count / resource.zoneCount))) / count
}
