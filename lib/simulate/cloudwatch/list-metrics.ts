import { z } from 'zod'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { type Answer, type Call, json } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import type { WorldMetric } from '../world.ts'
import { dimensionSchema, issueText, validationError } from './metric-query.ts'

const requestSchema = z.object({
  Namespace: z.string().optional(),
  MetricName: z.string().optional(),
  Dimensions: z.array(dimensionSchema).max(10).optional(),
  NextToken: z.string().optional(),
  RecentlyActive: z.literal('PT3H').optional(),
})

/** Metrics per page (ListMetrics API reference). */
const pageSize = 500

/**
 * ListMetrics: metrics with a sample in the past two weeks, or in the past three hours with RecentlyActive.
 * Dimension filters match metrics that carry them among others.
 */
export function listMetrics(call: Call): Answer {
  const parsed = requestSchema.safeParse(call.input ?? {})
  if (!parsed.success) throw validationError(issueText(parsed.error))
  const request = parsed.data
  const sinceMs = call.nowMs - (request.RecentlyActive === undefined ? 14 * dayMs : 3 * hourMs)
  const wanted = call.world.metrics(call.place).filter((metric) => {
    return activeSince(metric, sinceMs, call.nowMs) && matches(metric, request)
  })
  const page = pageOf(wanted, {
    kind: 'ListMetrics',
    size: pageSize,
    token: request.NextToken,
    invalidCode: 'InvalidParameterValue',
  })
  return json({ Metrics: page.items.map(element), NextToken: page.next })
}

function activeSince(metric: WorldMetric, sinceMs: number, nowMs: number): boolean {
  const beganMs = metric.firstMs + metric.nativePeriodMs
  return beganMs <= nowMs && (metric.lastMs === undefined || metric.lastMs >= sinceMs)
}

function matches({ metric }: WorldMetric, request: z.infer<typeof requestSchema>): boolean {
  if (request.Namespace !== undefined && request.Namespace !== metric.namespace) return false
  if (request.MetricName !== undefined && request.MetricName !== metric.name) return false
  return (request.Dimensions ?? []).every((filter) => {
    const value = metric.dimensions[filter.Name]
    return value !== undefined && (filter.Value === undefined || filter.Value === value)
  })
}

function element({ metric }: WorldMetric): object {
  return {
    Namespace: metric.namespace,
    MetricName: metric.name,
    Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
  }
}
