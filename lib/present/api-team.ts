import { z } from 'zod'
import type { TeamBudget } from '#lib/model/calendar.ts'
import type { CostSeries, FleetRow, ResourceDetail } from '#lib/model/fleet.ts'
import type { GpuUse } from '#lib/model/gpu-use.ts'
import type { DriverUse, TeamShare } from '#lib/model/team-share.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { toApiResource } from './api-resources.ts'
import { amount, day, gpuPoolSchema, instant, pageSchema, resourceSchema, text } from './api-schemas.ts'
import { presentGpuPool } from './gpu-pool.ts'
import { toPool } from './gpu-pools.ts'
import { toApiGpuPool } from './gpu-pools-export.ts'
import { runRate } from './overview-spend.ts'

/** Unblended cost by day; the newest may still be estimated. */
export const costDaysSchema = pageSchema(z.object({ day, usd: z.number(), estimated: z.boolean() }))

/** Unblended cost of the window by account and team; `null` = no team is tagged. */
export const teamCostsSchema = pageSchema(z.object({ accountId: z.string(), team: text, usd: z.number() }))

/** What one team owns, pays and may spend. */
export const teamSchema = z.object({
  team: z.string(),
  resources: z.array(resourceSchema),
  spendMonthlyUsd: amount,
  budgets: z.array(z.object({ month: z.string(), usd: z.number() })),
  shares: z.array(
    z.object({ parentId: z.string(), service: z.string(), splitUsd: z.number(), unusedUsd: z.number() }),
  ),
  drivers: z.array(z.object({ name: z.string(), unit: z.string(), before: amount, recent: amount })),
})

export type TeamGiven = {
  readonly team: string
  readonly rows: readonly FleetRow[]
  readonly costs: CostSeries
  readonly budgets: readonly TeamBudget[]
  readonly shares: readonly TeamShare[]
  readonly drivers: readonly DriverUse[]
}

export function presentApiTeam(given: TeamGiven): z.infer<typeof teamSchema> {
  const { team, rows, costs, budgets, shares, drivers } = given
  return {
    team,
    resources: rows.map(toApiResource),
    spendMonthlyUsd: runRate(costs)?.usdPerMonth ?? null,
    budgets: budgets.filter((one) => one.team === team).map(({ month, usd }) => ({ month, usd })),
    shares: shares.map((one) => ({ ...one })),
    drivers: drivers.map(({ name, unit, before, recent }) => ({
      ...{ name, unit, before: before ?? null, recent: recent ?? null },
    })),
  }
}

/** One pool over the last hours: its nodes, and by the hour the GPUs that were held and those at work; `null` = not measured. */
export const gpuPoolDetailSchema = z.object({
  pool: gpuPoolSchema,
  startsAt: instant,
  hourly: z.object({ held: z.array(amount).max(2000), busy: z.array(amount).max(2000) }),
  nodes: z.array(
    z.object({
      node: z.string(),
      gpus: z.int(),
      measuredHours: z.number(),
      heldHours: z.number(),
      idleHours: z.number(),
      busyHours: z.number(),
    }),
  ),
})

export function presentApiGpuPool(
  detail: ResourceDetail,
  use: GpuUse,
  nowMs: EpochMs,
): z.infer<typeof gpuPoolDetailSchema> {
  const { resource, accountName, summary } = detail
  const row: FleetRow = { resource, accountName, ...(summary && { recommendation: summary }) }
  const { hourly, nodes } = presentGpuPool(detail, use, nowMs)
  return {
    pool: toApiGpuPool(toPool(row, use)),
    startsAt: new Date(hourly.startMs).toISOString(),
    hourly: { held: [...hourly.held], busy: [...hourly.busy] },
    nodes: nodes.map(({ name, totals: { gpus, measuredHours, heldHours, idleHours, busyHours } }) => ({
      ...{ node: name, gpus, measuredHours, heldHours, idleHours, busyHours },
    })),
  }
}
