import { z } from 'zod'
import type { TeamBudget } from '#lib/model/calendar.ts'
import type { CostSeries, FleetRow, ResourceDetail } from '#lib/model/fleet.ts'
import type { GpuUse } from '#lib/model/gpu-use.ts'
import type { DriverUse, TeamShare } from '#lib/model/team-share.ts'
import { toApiResource } from './api-resources.ts'
import { amount, day, gpuPoolSchema, instant, pageSchema, resourceSchema, text } from './api-schemas.ts'
import { nodeOf, stateAt, totalsOf } from './gpu-hours.ts'
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

/** One pool over the last hours: its nodes, and by the hour how many GPUs were held and how many worked. */
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
  { resource, accountName, summary }: ResourceDetail,
  use: GpuUse,
): z.infer<typeof gpuPoolDetailSchema> {
  const row: FleetRow = { resource, accountName, ...(summary && { recommendation: summary }) }
  const nodes = Map.groupBy(use.gpus, nodeOf)
  return {
    pool: toApiGpuPool(toPool(row, use)),
    startsAt: new Date(use.startMs).toISOString(),
    hourly: hourlyOf(use),
    nodes: [...nodes].map(([node, gpus]) => {
      const { gpus: count, measuredHours, heldHours, idleHours, busyHours } = totalsOf(gpus, use.hours)
      return { node, gpus: count, measuredHours, heldHours, idleHours, busyHours }
    }),
  }
}

/** An hour in which a GPU has no samples is `null`. */
function hourlyOf({ gpus, hours }: GpuUse) {
  const states = Array.from({ length: hours }, (_, hour) => gpus.map((gpu) => stateAt(gpu, hour)))
  const counted = (wanted: readonly string[]) =>
    states.map((hour) =>
      hour.length === 0 || hour.includes('missing')
        ? null
        : hour.filter((one) => wanted.includes(one)).length,
    )
  return { held: counted(['held', 'idle', 'busy']), busy: counted(['busy']) }
}
