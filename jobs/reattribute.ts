import { ownershipReader } from '#lib/collect/index.ts'
import type { OwnershipRules } from '#lib/model/ownership.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { listOwnerRows, saveOwnership } from '#lib/store/reattribute.ts'
import { listResources } from '#lib/store/resources.ts'

const batchSize = 500

/**
 * Reads the stored tags of every resource anew under the rules of today, past ones too: rules that were corrected count
 * at once and for all of history. Returns how many resources have another owner, tier or exemption than before.
 */
export async function reattribute(rules: OwnershipRules, nowMs: EpochMs): Promise<number> {
  const ownerOf = ownershipReader(rules, nowMs)
  const resources = await listResources()
  let changed = 0
  for (let i = 0; i < resources.length; i += batchSize) {
    const batch = resources.slice(i, i + batchSize)
    const byId = new Map(batch.map((resource) => [resource.id, resource]))
    const now = batch.flatMap((resource) => {
      const owner = ownerOf(resource)
      return isSame(resource, owner) ? [] : [{ id: resource.id, ...owner }]
    })
    const past = (await listOwnerRows([...byId.keys()])).flatMap(({ team: before, ...row }) => {
      const resource = byId.get(row.resourceId)
      const team = resource && ownerOf({ ...resource, tags: row.tags }).team
      return team === before ? [] : [{ ...row, ...(team === undefined ? {} : { team }) }]
    })
    if (now.length > 0 || past.length > 0) await saveOwnership(now, past)
    changed += now.length
  }
  return changed
}

type Owner = Pick<Resource, 'team' | 'serviceTier' | 'exempt'>

function isSame(a: Owner, b: Owner): boolean {
  return a.team === b.team && a.serviceTier === b.serviceTier && a.exempt === b.exempt
}
