import type { Inventory } from '#lib/collect/index.ts'
import { readInstanceTypes } from '#lib/collect/instance-types.ts'
import { readInventory } from '#lib/collect/inventory/index.ts'
import type { Resource, ResourceClass } from '#lib/model/resource.ts'
import type { World } from '#lib/simulate/world.ts'
import { keyValueWorld } from '#tests/support/key-value-world.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { openHastyAws, openTiny } from './open.ts'

/** The inventory of a world of tables and caches, and the calls that it took. */
export async function keyValueInventory(world: World = keyValueWorld()) {
  const opened = await openTiny({ world })
  const aws = openHastyAws()
  const found = await readInventory({
    aws,
    account: opened.account('shop'),
    nowMs: tinyNowMs,
    teamTagKeys: ['team'],
    instanceTypes: readInstanceTypes,
  })
  const calls = opened.simulator.ledger.map(({ action, region }) => `${region} ${action}`)
  aws.close()
  await opened.close()
  return { found, calls }
}

/** One resource by class and native id. */
export function resourceIn(
  { resources }: Inventory,
  resourceClass: ResourceClass,
  nativeId: string,
): Resource {
  const found = resources.find((one) => one.resourceClass === resourceClass && one.nativeId === nativeId)
  if (!found) throw new Error(`no ${resourceClass} ${nativeId}`)
  return found
}

export function changesIn({ changes }: Inventory, { id }: Resource) {
  return changes.find(({ resourceId }) => resourceId === id)?.changes ?? []
}

export function seriesIn({ series }: Inventory, { id }: Resource) {
  return series.filter(({ resourceId }) => resourceId === id)
}
