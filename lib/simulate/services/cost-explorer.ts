import { z } from 'zod'
import type { CostDay } from '#lib/model/cost.ts'
import { dayMs, dayStart, isoDay } from '#lib/model/time.ts'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { costFilterSchema, matchesCost } from './cost-filter.ts'
import { parseInput } from './json-input.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected YYYY-MM-DD')
const requestSchema = z.object({
  TimePeriod: z.object({ Start: day, End: day }),
  Granularity: z.enum(['DAILY', 'MONTHLY']),
  Metrics: z.array(z.string()).min(1),
  GroupBy: z
    .array(z.object({ Type: z.enum(['DIMENSION', 'TAG']), Key: z.string() }))
    .max(2)
    .optional(),
  Filter: costFilterSchema.optional(),
  NextPageToken: z.string().optional(),
})
type Request = z.infer<typeof requestSchema>

/** Steps of time per page. */
const pageSize = 90

/** The tag by which the world groups costs. */
const teamTag = 'team'

/**
 * GetCostAndUsage by account with service or with the team tag, daily or monthly. Only the payer sees all
 * accounts. History goes 14 months back (Cost Explorer user guide).
 */
export function getCostAndUsage(call: Call): Answer {
  const request = parseInput(requestSchema, call.input, 'ValidationException')
  checkPeriod(request, call.nowMs)
  const page = pageOf(periodsOf(request), {
    kind: 'GetCostAndUsage',
    size: pageSize,
    token: request.NextPageToken,
    invalidCode: 'InvalidNextTokenException',
  })
  const costs = { call, request, grouping: groupingOf(request) }
  return json({
    GroupDefinitions: request.GroupBy ?? [],
    ResultsByTime: page.items.map((period) => resultOf(costs, period)),
    DimensionValueAttributes: call.accounts.map(({ id, name }) => ({
      Value: id,
      Attributes: { description: name },
    })),
    NextPageToken: page.next,
  })
}

function checkPeriod(request: Request, nowMs: number): void {
  const { Start, End } = request.TimePeriod
  if (dayStart(Start) >= dayStart(End)) {
    throw new AwsError('ValidationException', 'Start date (and hour) should be before end date (and hour)')
  }
  if (dayStart(End) > nowMs + 2 * dayMs) {
    throw new AwsError('ValidationException', 'end date past the beginning of next month')
  }
  const now = new Date(nowMs)
  if (dayStart(Start) < Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 14, 1)) {
    throw new AwsError('ValidationException', "You haven't enabled historical data beyond 14 months.")
  }
}

function groupingOf(request: Request): CostDay['grouping'] {
  const keys = request.GroupBy ?? []
  const tags = keys.filter((key) => key.Type === 'TAG')
  const services = keys.filter((key) => key.Key === 'SERVICE')
  if (tags.length > 0 && services.length > 0) {
    throw new AwsError('ValidationException', 'The simulated AWS groups by service or by tag, not by both.')
  }
  const known = keys.every(
    (key) => key.Type === 'TAG' || key.Key === 'SERVICE' || key.Key === 'LINKED_ACCOUNT',
  )
  if (!known) throw new AwsError('ValidationException', 'Group by LINKED_ACCOUNT, SERVICE or a tag.')
  return tags.length > 0 ? 'team' : 'service'
}

type Period = { readonly start: string; readonly end: string }

function periodsOf(request: Request): Period[] {
  const endMs = dayStart(request.TimePeriod.End)
  const periods: Period[] = []
  let startMs = dayStart(request.TimePeriod.Start)
  while (startMs < endMs) {
    const at = new Date(startMs)
    const nextMonthMs = Date.UTC(at.getUTCFullYear(), at.getUTCMonth() + 1, 1)
    const nextMs = Math.min(endMs, request.Granularity === 'DAILY' ? startMs + dayMs : nextMonthMs)
    periods.push({ start: isoDay(startMs), end: isoDay(nextMs) })
    startMs = nextMs
  }
  return periods
}

type Group = { usd: number; readonly keys: readonly string[] }

/** One request with the grouping of the world's rows that answers it. */
type CostQuery = { readonly call: Call; readonly request: Request; readonly grouping: CostDay['grouping'] }

function resultOf(query: CostQuery, period: Period): object {
  const { request } = query
  const groups = new Map<string, Group>()
  let total = 0
  let estimated = false
  for (const cost of costsOf(query, period)) {
    const keys = (request.GroupBy ?? []).map((key) => keyOf(cost, key))
    const group = groups.get(keys.join('\n')) ?? { usd: 0, keys }
    group.usd += cost.usd
    total += cost.usd
    estimated ||= cost.estimated
    groups.set(keys.join('\n'), group)
  }
  const grouped = (request.GroupBy ?? []).length > 0
  return {
    TimePeriod: { Start: period.start, End: period.end },
    Total: grouped ? {} : amounts(request, total),
    Groups: grouped
      ? [...groups.values()].map(({ keys, usd }) => ({ Keys: keys, Metrics: amounts(request, usd) }))
      : [],
    Estimated: estimated,
  }
}

function costsOf({ call, request, grouping }: CostQuery, period: Period): readonly CostDay[] {
  const filter = request.Filter
  const costs: CostDay[] = []
  for (let ms = dayStart(period.start); ms < dayStart(period.end); ms += dayMs) {
    if (ms >= call.nowMs) break
    for (const cost of call.world.costs(isoDay(ms), call.nowMs)) {
      if (cost.grouping !== grouping) continue
      if (!call.account.payer && cost.accountId !== call.account.id) continue
      if (filter === undefined || matchesCost(filter, cost)) costs.push(cost)
    }
  }
  return costs
}

function keyOf(cost: CostDay, group: { readonly Type: string; readonly Key: string }): string {
  if (group.Key === 'LINKED_ACCOUNT') return cost.accountId
  if (group.Type === 'DIMENSION') return cost.key
  return `${group.Key}$${group.Key === teamTag ? cost.key : ''}`
}

function amounts(request: Request, usd: number): object {
  const amount = { Amount: String(Math.round(usd * 1e10) / 1e10), Unit: 'USD' }
  return Object.fromEntries(request.Metrics.map((metric) => [metric, amount]))
}
