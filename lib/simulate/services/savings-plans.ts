import { z } from 'zod'
import { type Answer, type Call, json } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { isoTime } from '../wire/xml.ts'
import type { WorldSavingsPlan } from '../world-commitments.ts'
import { parseInput } from './json-input.ts'

const requestSchema = z.object({
  nextToken: z.string().optional(),
  maxResults: z.number().int().min(1).max(1000).optional(),
  states: z.array(z.string()).optional(),
})

/** DescribeSavingsPlans: plans that the account owns, by state. */
export function describeSavingsPlans(call: Call): Answer {
  const { states, ...request } = parseInput(requestSchema, call.input, 'ValidationException')
  const plans = (call.world.things?.(call.place, 'savings-plan') ?? []).map((plan) => planElement(call, plan))
  const page = pageOf(
    plans.filter(({ state }) => states === undefined || states.includes(state)),
    {
      kind: 'DescribeSavingsPlans',
      size: request.maxResults ?? 1000,
      token: request.nextToken,
      invalidCode: 'ValidationException',
    },
  )
  return json({ savingsPlans: page.items, nextToken: page.next })
}

/** Queued until it starts, active until it ends. */
export function planState(plan: WorldSavingsPlan, nowMs: number): 'queued' | 'active' | 'retired' {
  if (nowMs < plan.startMs) return 'queued'
  return nowMs < plan.endMs ? 'active' : 'retired'
}

function planElement({ place, nowMs }: Call, plan: WorldSavingsPlan) {
  return {
    savingsPlanId: plan.id,
    savingsPlanArn: `arn:aws:savingsplans::${place.accountId}:savingsplan/${plan.id}`,
    start: isoTime(plan.startMs),
    end: isoTime(plan.endMs),
    state: planState(plan, nowMs),
    region: plan.region,
    ec2InstanceFamily: plan.family,
    savingsPlanType: plan.savingsPlanType,
    paymentOption: plan.paymentOption,
    productTypes: ['EC2', 'Fargate', 'Lambda'],
    currency: 'USD',
    commitment: plan.hourlyUsd.toFixed(5),
    termDurationInSeconds: Math.round((plan.endMs - plan.startMs) / 1000),
  }
}
