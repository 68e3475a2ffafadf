import { z } from 'zod'

const instant = z.number()
const scope = {
  /** Of these teams and accounts; of all where empty. */
  teams: z.array(z.string()),
  accounts: z.array(z.string()),
}
const span = { name: z.string(), fromMs: instant, toMs: instant, ...scope, reason: z.string().optional() }

/** Nothing is changed in `[fromMs, toMs)`. */
export const freezeSchema = z.object(span)
export type Freeze = z.infer<typeof freezeSchema>

/** A named event: demand over that of an ordinary day, with its likely interval (80 %). */
export const plannedEventSchema = z.object({
  ...span,
  multiplier: z.number(),
  low: z.number().optional(),
  high: z.number().optional(),
})
export type PlannedEvent = z.infer<typeof plannedEventSchema>

/** What a team may spend in a month such as `2026-11`. */
export const teamBudgetSchema = z.object({ team: z.string(), month: z.string(), usd: z.number() })
export type TeamBudget = z.infer<typeof teamBudgetSchema>

/** A series of the business that demand follows. */
export const driverSchema = z.object({
  name: z.string(),
  unit: z.string(),
  file: z.string().optional(),
  metric: z
    .object({
      accountId: z.string(),
      region: z.string(),
      namespace: z.string(),
      name: z.string(),
      dimensions: z.record(z.string(), z.string()),
      statistic: z.enum(['Sum', 'Average', 'Maximum']),
    })
    .optional(),
})
export type Driver = z.infer<typeof driverSchema>

export type DriverSample = { readonly atMs: number; readonly value: number }

/** Everything that people plan by. */
export type Calendar = {
  readonly freezes: readonly Freeze[]
  readonly events: readonly PlannedEvent[]
  readonly budgets: readonly TeamBudget[]
  readonly drivers: readonly Driver[]
}

export const entryKinds = ['freeze', 'event', 'budget', 'driver', 'aws-budget'] as const
export type EntryKind = (typeof entryKinds)[number]
