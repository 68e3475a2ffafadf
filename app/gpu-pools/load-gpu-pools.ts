import type { Actor } from '#lib/model/actor.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { GpuUse } from '#lib/model/gpu-use.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { isGpuPool } from '#lib/present/gpu-pools.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { readGpuUse } from '#lib/store/gpu-use.ts'

/** Every pool with GPUs, and what each of its GPUs did. */
export async function loadGpuPools(
  actor: Actor,
  nowMs: EpochMs,
): Promise<{ readonly rows: readonly FleetRow[]; readonly use: GpuUse }> {
  const rows = (await listFleet(actor)).filter(({ resource }) => isGpuPool(resource))
  const resourceIds = rows.map(({ resource }) => resource.id)
  return { rows, use: await readGpuUse(actor, { resourceIds, nowMs }) }
}
