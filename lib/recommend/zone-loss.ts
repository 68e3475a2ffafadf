import type { Dimension } from '#lib/model/capacity.ts'
import type { Resource } from '#lib/model/resource.ts'

/** What is left of the rest when a zone is gone: a tenth is kept for the uneven moment after the loss. */
const usableShare = 0.9

/**
 * Share of the capacity that demand may use so that the loss of one of the group's zones is survived:
 * 0.9 x (n - 1) / n. Undefined where the rule does not apply: tiers below 2, one zone, single boxes, and the group's
 * maximum, which a lost zone does not lower.
 */
export function zoneLossShare(resource: Resource, dimension: Dimension): number | undefined {
  if (resource.resourceClass !== 'asg' || dimension === 'group-maximum') return undefined
  if (resource.serviceTier !== 'tier-1' && resource.serviceTier !== 'tier-2') return undefined
  if (resource.zoneCount < 2) return undefined
  return (usableShare * (resource.zoneCount - 1)) / resource.zoneCount
}
