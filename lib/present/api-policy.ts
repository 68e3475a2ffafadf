import { z } from 'zod'
import { budgetScopeSchema } from '#lib/model/budget.ts'
import { policySchema } from '#lib/model/policy.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { amount, instant, text } from './api-schemas.ts'
import type { PolicyInput } from './policy.ts'

const span = {
  name: z.string(),
  from: instant,
  to: instant,
  /** Of these teams and accounts; of all where empty. */
  teams: z.array(z.string()),
  accounts: z.array(z.string()),
  reason: text,
}

/** What decisions rest on: targets, freezes, named events, budgets, series of the business. */
export const apiPolicySchema = z.object({
  policy: policySchema,
  freezes: z.array(z.object(span)),
  events: z.array(z.object({ ...span, multiplier: z.number(), low: amount, high: amount })),
  budgets: z.array(
    z.object({
      source: z.enum(['configuration', 'aws-budgets']),
      name: text,
      month: z.string(),
      usd: z.number(),
      scope: budgetScopeSchema,
      overruled: z.boolean(),
    }),
  ),
  drivers: z.array(z.object({ name: z.string(), unit: z.string() })),
})

type Span = PolicyInput['freezes'][number]

const isoOf = (ms: EpochMs) => new Date(ms).toISOString()
const toSpan = ({ name, fromMs, toMs, teams, accounts, reason }: Span) => ({
  name,
  from: isoOf(fromMs),
  to: isoOf(toMs),
  teams: [...teams],
  accounts: [...accounts],
  reason: reason ?? null,
})

export function presentApiPolicy(input: PolicyInput): z.infer<typeof apiPolicySchema> {
  const { policy, freezes, events, budgets, drivers } = input
  return {
    policy,
    freezes: freezes.map(toSpan),
    events: events.map((event) => ({
      ...toSpan(event),
      multiplier: event.multiplier,
      low: event.low ?? null,
      high: event.high ?? null,
    })),
    budgets: budgets.map(({ source, name, month, usd, scope, overruled }) => ({
      ...{ source, name: name ?? null, month, usd, scope, overruled },
    })),
    drivers: drivers.map(({ name, unit }) => ({ name, unit })),
  }
}
