import { dayMs, dayStart, floorTo } from '#lib/model/time.ts'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import type { CostLine } from '../cost-line.ts'
import { pageOf } from '../wire/page.ts'
import { billedLines } from './billed-lines.ts'
import { type CostFilter, dimensionOf, matchesCost } from './cost-filter.ts'
import {
  type CostRequest,
  checkPeriod,
  costMetrics,
  costRequestSchema,
  type Period,
  periodsOf,
} from './cost-request.ts'
import { parseInput } from './json-input.ts'

/** Steps of time per page. */
const pageSize = 100

/** Resource level goes this far back (API reference of GetCostAndUsageWithResources). */
const resourceDays = 14
const resourceService = 'Amazon Elastic Compute Cloud - Compute'

/** GetCostAndUsage, daily or monthly, by up to two dimensions or tags. Only the payer sees all accounts. */
export function getCostAndUsage(call: Call): Answer {
  const request = parseInput(costRequestSchema, call.input, 'ValidationException')
  checkPeriod(request, call.nowMs)
  const refused = [...keysOf(request.Filter), ...(request.GroupBy ?? []).map(({ Key }) => Key)]
  if (refused.includes('RESOURCE_ID')) {
    throw new AwsError('ValidationException', 'Use GetCostAndUsageWithResources for RESOURCE_ID.')
  }
  return answered(call, request, 'GetCostAndUsage')
}

/**
 * GetCostAndUsageWithResources: 14 days, EC2 compute alone, grouped or filtered by resource, and only for a payer that
 * turned it on.
 */
export function getCostAndUsageWithResources(call: Call): Answer {
  const request = parseInput(costRequestSchema, call.input, 'ValidationException')
  checkPeriod(request, call.nowMs)
  if (!call.world.resourceCosts) {
    throw new AwsError('DataUnavailableException', 'Data is unavailable: resource level data is not enabled.')
  }
  if (dayStart(request.TimePeriod.Start) < floorTo(call.nowMs, dayMs) - resourceDays * dayMs) {
    throw new AwsError('ValidationException', 'Resource level data goes back 14 days.')
  }
  const keys = [...keysOf(request.Filter), ...(request.GroupBy ?? []).map(({ Key }) => Key)]
  if (!keys.includes('RESOURCE_ID')) {
    throw new AwsError('ValidationException', 'Group by or filter by RESOURCE_ID.')
  }
  if (!servicesOf(request.Filter).includes(resourceService)) {
    throw new AwsError('ValidationException', `Filter by SERVICE = ${resourceService}.`)
  }
  return answered(call, request, 'GetCostAndUsageWithResources')
}

function answered(call: Call, request: CostRequest, operation: string): Answer {
  const page = pageOf(periodsOf(request), {
    kind: operation,
    size: pageSize,
    token: request.NextPageToken,
    invalidCode: 'InvalidNextTokenException',
  })
  const byTag = tagged(request)
  const detail = operation === 'GetCostAndUsage' ? undefined : ('resource' as const)
  return json({
    GroupDefinitions: request.GroupBy ?? [],
    ResultsByTime: page.items.map((period) =>
      resultOf(request, period, billedLines(call, period, { byTag, detail })),
    ),
    DimensionValueAttributes: call.accounts.map(({ id, name }) => ({
      Value: id,
      Attributes: { description: name },
    })),
    NextPageToken: page.next,
  })
}

/** The dimensions that a filter speaks of. */
function keysOf(filter: CostFilter | undefined): string[] {
  if (!filter) return []
  const inner = [...(filter.And ?? []), ...(filter.Or ?? []), ...(filter.Not ? [filter.Not] : [])]
  return [...inner.flatMap(keysOf), ...(filter.Dimensions ? [filter.Dimensions.Key] : [])]
}

function servicesOf(filter: CostFilter | undefined): string[] {
  if (!filter) return []
  const own = filter.Dimensions?.Key === 'SERVICE' ? (filter.Dimensions.Values ?? []) : []
  return [...own, ...[...(filter.And ?? []), ...(filter.Or ?? [])].flatMap(servicesOf)]
}

function tagged(request: CostRequest): boolean {
  const inFilter = (filter: CostFilter | undefined): boolean =>
    filter !== undefined &&
    (filter.Tags !== undefined ||
      [...(filter.And ?? []), ...(filter.Or ?? []), ...(filter.Not ? [filter.Not] : [])].some(inFilter))
  return (request.GroupBy ?? []).some(({ Type }) => Type === 'TAG') || inFilter(request.Filter)
}

type Group = { readonly keys: readonly string[]; readonly sums: number[] }

function resultOf(request: CostRequest, period: Period, lines: readonly CostLine[]): object {
  const by = request.GroupBy ?? []
  const groups = new Map<string, Group>()
  const total = request.Metrics.map(() => 0)
  let estimated = false
  for (const line of lines) {
    if (request.Filter !== undefined && !matchesCost(request.Filter, line)) continue
    const keys = by.map((key) => keyOf(line, key))
    const id = keys.join('\n')
    const group = groups.get(id) ?? { keys, sums: request.Metrics.map(() => 0) }
    groups.set(id, group)
    request.Metrics.forEach((metric, i) => {
      const amount = costMetrics[metric]?.(line) ?? 0
      group.sums[i] = (group.sums[i] ?? 0) + amount
      total[i] = (total[i] ?? 0) + amount
    })
    estimated ||= line.estimated
  }
  const grouped = by.length > 0
  return {
    TimePeriod: { Start: period.start, End: period.end },
    Total: grouped ? {} : amounts(request, total),
    Groups: grouped
      ? [...groups.values()].map(({ keys, sums }) => ({ Keys: keys, Metrics: amounts(request, sums) }))
      : [],
    Estimated: estimated,
  }
}

function keyOf(line: CostLine, { Type, Key }: { readonly Type: string; readonly Key: string }): string {
  if (Type === 'TAG') return `${Key}$${line.tags[Key] ?? ''}`
  return dimensionOf(Key, line) ?? ''
}

function amounts(request: CostRequest, sums: readonly number[]): object {
  const unitOf = (metric: string) => (metric === 'UsageQuantity' ? 'N/A' : 'USD')
  const amount = (metric: string, sum = 0) => ({
    Amount: String(Math.round(sum * 1e10) / 1e10),
    Unit: unitOf(metric),
  })
  return Object.fromEntries(request.Metrics.map((metric, i) => [metric, amount(metric, sums[i])]))
}
