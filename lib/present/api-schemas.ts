import { z } from 'zod'
import { capacitySources, dimensions } from '#lib/model/capacity.ts'
import { findings } from '#lib/model/recommendation.ts'
import { resourceClasses } from '#lib/model/resource.ts'
import { opinionSources } from '#lib/model/second-opinion.ts'

export const text = z.string().nullable()
export const amount = z.number().nullable()
export const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/)

/** An error as RFC 9457 words it; `instance` carries the id of the request. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  instance: z.string(),
})
export type ApiProblem = z.infer<typeof problemSchema>

/** All items of a list, before a page of it is cut. */
export type WholeList<Page> = Omit<Page, 'total' | 'next'>

/** One line of the table of resources. `null` = not known, never zero; a day is `null` too when later than forecast. */
export const resourceSchema = z.object({
  id: z.string(),
  name: z.string(),
  arn: z.string(),
  resourceClass: z.enum(resourceClasses),
  account: z.string(),
  accountId: z.string(),
  region: z.string(),
  team: text,
  serviceTier: text,
  shape: z.string(),
  count: z.number(),
  finding: z.enum(findings),
  abstention: text,
  limitedBy: z.enum(dimensions).nullable(),
  unit: text,
  utilization: amount,
  limit: amount,
  horizonDays: amount,
  chanceByHorizon: amount,
  runsOut: z.object({ q10: day.nullable(), q50: day.nullable(), q90: day.nullable() }),
  decideBy: day.nullable(),
  monthlyUsd: amount,
  changeTo: text,
  changeMonthlyUsd: amount,
  chanceAfter: amount,
  expectedMinutesAfter: amount,
  effort: text,
  asOf: z.iso.datetime().nullable(),
})
export type ApiResource = z.infer<typeof resourceSchema>

export const instant = z.iso.datetime()

/** A page of a list: all there are, those of this page, and the address of the next; `null` on the last. */
export function pageSchema<Item extends z.ZodType>(item: Item) {
  return z.object({ total: z.int(), items: z.array(item), next: text })
}

export const resourcesSchema = pageSchema(resourceSchema)

const terraformValue = z.union([z.string(), z.number(), z.array(z.string()).readonly()])
const terraformSchema = z.object({
  address: z.string(),
  attribute: z.string(),
  from: terraformValue.nullable(),
  to: terraformValue,
})

const optionSchema = z.object({
  id: z.string(),
  label: z.string(),
  monthlyUsd: amount,
  deltaMonthlyUsd: amount,
  chance: amount,
  expectedMinutes: amount,
  effort: z.string(),
  downtime: z.string(),
  note: z.string(),
  /** Attributes that the option changes in Terraform; empty of the present size and where they cannot be written. */
  terraform: z.array(terraformSchema).max(20),
  /** Why there are none, in a sentence. */
  terraformMissing: z.string().nullable(),
})

/** Daily quantiles of the daily peak, one array a level, in `unit`. */
const bandSchema = z.object({
  dimension: z.enum(dimensions),
  unit: z.string(),
  abstention: text,
  explanation: z.array(z.string()),
  changed: z.object({ since: day, texts: z.array(z.string()) }).nullable(),
  from: day.nullable(),
  quantiles: z.array(z.object({ level: z.number(), values: z.array(amount).max(2000) })),
})

/** From then on it had this shape; capacity in the unit of each dimension. */
const changeSchema = z.object({
  from: instant,
  shape: z.string(),
  count: z.number(),
  capacity: z.partialRecord(z.enum(dimensions), z.number()),
  source: z.enum(capacitySources),
  actor: text,
})

const opinionSchema = z.object({
  source: z.enum(opinionSources),
  asOf: instant,
  finding: z.string(),
  reasons: z.array(z.string()),
  currentShape: text,
  recommendedShape: text,
  savingMonthlyUsd: amount,
  lookbackDays: amount,
  performanceRisk: amount,
})

export const resourceDetailSchema = z.object({
  resource: resourceSchema,
  options: z.array(optionSchema),
  forecasts: z.array(bandSchema),
  changes: z.array(changeSchema),
  secondOpinions: z.array(opinionSchema),
})

export const seriesSchema = z.object({
  dimension: z.enum(dimensions),
  unit: z.string(),
  points: z.array(z.object({ day, mean: amount, peak: amount, maximum: amount, capacity: amount })).max(2000),
})

export const overviewSchema = z.object({
  resources: z.int(),
  findings: z.array(z.object({ finding: z.enum(findings), count: z.int() })),
  runsOut: z.array(resourceSchema),
  savingsMonthlyUsd: z.number(),
  upsizesMonthlyUsd: z.object({ safety: z.number(), other: z.number() }),
  spendMonthlyUsd: amount,
})

export const usageSchema = z.object({
  sinceDay: day,
  calls: z.int(),
  billedMetrics: z.int(),
  usd: z.number(),
})

export const teamsSchema = pageSchema(z.object({ team: text, resources: z.int(), usdLast30: amount }))

/** The ranked changes. `null` = not known; cash is until `cashUntil`, at list price after. */
export const recommendationsSchema = pageSchema(
  z.object({
    rank: z.int(),
    id: z.string(),
    name: z.string(),
    resourceClass: z.enum(resourceClasses),
    account: z.string(),
    accountId: z.string(),
    region: z.string(),
    team: text,
    finding: z.enum(findings),
    from: text,
    to: text,
    listMonthlyUsd: z.number(),
    cashMonthlyUsd: amount,
    chanceAfter: amount,
    expectedMinutesAfter: amount,
    effort: text,
    decideBy: day.nullable(),
  }),
).extend({ cashUntil: day.nullable() })

/** Pools of GPUs over the last `hours` hours; `null` = not measured. */
export const gpuPoolSchema = z.object({
  resource: resourceSchema,
  gpuModel: z.string(),
  gpus: z.int(),
  heldShare: amount,
  busyShare: amount,
  heldGpuHours: z.number(),
  idleGpuHours: z.number(),
  idleMonthlyUsd: amount,
  freeGpus: amount,
  largestGang: amount,
  gangKnownFrom: z.enum(['scheduler', 'memory']).nullable(),
})
export const gpuPoolsSchema = pageSchema(gpuPoolSchema).extend({ hours: z.int() })

/** Databases with their use as shares of capacity; `null` = not known, a surcharge of 0 = none. */
export const databasesSchema = pageSchema(
  z.object({
    resource: resourceSchema,
    memoryUsed: amount,
    storageUsed: amount,
    connectionsUsed: amount,
    engine: text,
    engineVersion: text,
    supportEndsOn: day.nullable(),
    surchargeMonthlyUsd: amount,
  }),
)
