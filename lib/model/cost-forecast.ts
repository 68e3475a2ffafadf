import { z } from 'zod'
import { quantileLevels } from './forecast.ts'

/** By what costs are forecast. `apart` is what is no usage: credits, refunds, tax. */
export const costForecastGroupings = ['total', 'account', 'service', 'team', 'apart'] as const
export type CostForecastGrouping = (typeof costForecastGroupings)[number]

export const costStepKinds = [
  'commitment-end',
  'commitment-start',
  'extended-support',
  'change',
  'scenario',
] as const

/** From `day` on, this much more (below 0: less) is paid a day. Empty account, service or team = told of none. */
export const costStepSchema = z.object({
  kind: z.enum(costStepKinds),
  day: z.string(),
  dailyUsd: z.number(),
  accountId: z.string(),
  service: z.string(),
  team: z.string(),
  text: z.string(),
})
export type CostStep = z.infer<typeof costStepSchema>

const quantiles = z.array(z.number()).length(quantileLevels.length)

/** One calendar month: what was billed of it and is settled, and quantiles of its whole at `quantileLevels`. */
export const costMonthSchema = z.object({
  /** `2026-11`. */
  month: z.string(),
  settledUsd: z.number(),
  /** With the known steps. */
  quantiles,
  /** Without them; absent where none falls into it. */
  baseQuantiles: quantiles.optional(),
  budget: z.object({ usd: z.number(), chance: z.number() }).optional(),
})
export type CostMonth = z.infer<typeof costMonthSchema>

/** Cost to come of one key: the running month and six more, with known steps, unblended dollars. */
export const costForecastSchema = z.object({
  grouping: z.enum(costForecastGroupings),
  key: z.string(),
  /** Last day that is settled: what AWS may still restate is forecast. */
  settledDay: z.string(),
  /** Whole calendar months before the running one, oldest first. */
  history: z.array(z.object({ month: z.string(), usd: z.number() })),
  months: z.array(costMonthSchema),
  steps: z.array(costStepSchema),
  explanation: z.array(z.string()),
})
export type CostForecast = z.infer<typeof costForecastSchema>
