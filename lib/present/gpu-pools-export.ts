import type { z } from 'zod'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { GpuUse } from '#lib/model/gpu-use.ts'
import { toApiResource } from './api-resources.ts'
import type { gpuPoolSchema, gpuPoolsSchema, WholeList } from './api-schemas.ts'
import { csv } from './csv.ts'
import { type GpuPool, gpuPools } from './gpu-pools.ts'

/** The pools in numbers, in the order of the page. */
export function presentApiGpuPools(
  rows: readonly FleetRow[],
  use: GpuUse,
): WholeList<z.infer<typeof gpuPoolsSchema>> {
  return { hours: use.hours, items: gpuPools(rows, use).map(toApiGpuPool) }
}

/** The same as CSV. */
export function gpuPoolsCsv(rows: readonly FleetRow[], use: GpuUse): string {
  const { items } = presentApiGpuPools(rows, use)
  const header = [
    'id',
    'name',
    'team',
    'gpu_model',
    'gpus',
    'held_share',
    'busy_share',
    'held_gpu_hours',
    'idle_gpu_hours',
    'idle_usd_per_month',
    'usd_per_month',
    'free_gpus',
    'largest_gang',
    'gang_known_from',
    'chance_by_horizon',
    'runs_out_q50',
    'change_to',
    'change_usd_per_month',
  ]
  return csv(
    header,
    items.map((one) => [
      one.resource.id,
      one.resource.name,
      one.resource.team,
      one.gpuModel,
      one.gpus,
      one.heldShare,
      one.busyShare,
      one.heldGpuHours,
      one.idleGpuHours,
      one.idleMonthlyUsd,
      one.resource.monthlyUsd,
      one.freeGpus,
      one.largestGang,
      one.gangKnownFrom,
      one.resource.chanceByHorizon,
      one.resource.runsOut.q50,
      one.resource.changeTo,
      one.resource.changeMonthlyUsd,
    ]),
  )
}

/** One pool in numbers. */
export function toApiGpuPool(pool: GpuPool): z.infer<typeof gpuPoolSchema> {
  return {
    resource: toApiResource(pool.row),
    gpuModel: pool.model,
    gpus: pool.gpus,
    heldShare: pool.heldShare,
    busyShare: pool.busyShare,
    heldGpuHours: pool.totals.heldHours,
    idleGpuHours: pool.totals.idleHours,
    idleMonthlyUsd: pool.idleMonthlyUsd,
    freeGpus: pool.free,
    largestGang: pool.largestOnNode,
    gangKnownFrom: pool.largestOnNode === null ? null : pool.isScheduled ? 'scheduler' : 'memory',
  }
}
