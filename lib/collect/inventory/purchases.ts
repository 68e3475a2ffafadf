import type { Facts } from '#lib/model/resource.ts'
import { knownFacts } from './known-facts.ts'
import type { FoundInstance } from './region.ts'

/** How instances are bought, as far as their list price on demand for Linux is not what they cost. */
export function purchaseFacts(instances: readonly FoundInstance[]): Facts {
  return knownFacts({
    platform: instances.find(({ platform }) => platform !== undefined)?.platform,
    spotMembers: instances.filter(({ spot }) => spot).length || undefined,
    capacityBlockMembers: instances.filter(({ capacityBlock }) => capacityBlock).length || undefined,
  })
}
