import type { Actor } from '#lib/model/actor.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { GpuUse } from '#lib/model/gpu-use.ts'
import { isGpuPool } from '#lib/present/gpu-pools.ts'
import { readFleet } from '#lib/store/fleet.ts'
import { readGpuUse } from '#lib/store/gpu-use.ts'
import { remembered } from '#lib/store/page-memory.ts'

/** Every pool with GPUs, and what each of its GPUs did. */
export async function loadGpuPools(
  actor: Actor,
): Promise<{ readonly rows: readonly FleetRow[]; readonly use: GpuUse }> {
  const rows = (await readFleet(actor)).filter(({ resource }) => isGpuPool(resource))
  const resourceIds = rows.map(({ resource }) => resource.id)
  const use = await remembered(actor, 'gpu use', () => readGpuUse(actor, { resourceIds, nowMs: Date.now() }))
  return { rows, use }
}
