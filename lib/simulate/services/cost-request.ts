import { z } from 'zod'
import { dayMs, dayStart, isoDay } from '#lib/model/time.ts'
import { AwsError } from '../aws-error.ts'
import type { CostLine } from '../cost-line.ts'
import { costFilterSchema } from './cost-filter.ts'

const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'expected YYYY-MM-DD')

/** Metrics of Cost Explorer that the lines of the world answer. */
export const costMetrics: Readonly<Record<string, (line: CostLine) => number>> = {
  UnblendedCost: ({ usd }) => usd,
  BlendedCost: ({ usd }) => usd,
  AmortizedCost: ({ amortizedUsd }) => amortizedUsd,
  NetUnblendedCost: ({ netUsd }) => netUsd,
  UsageQuantity: ({ quantity, usd }) => quantity ?? usd,
  NetAmortizedCost: ({ netUsd, usd, amortizedUsd }) => netUsd + amortizedUsd - usd,
}

const metric = z.string().refine((name) => Object.hasOwn(costMetrics, name), 'expected a cost metric')

export const costRequestSchema = z.object({
  TimePeriod: z.object({ Start: day, End: day }),
  Granularity: z.enum(['DAILY', 'MONTHLY']),
  Metrics: z.array(metric).min(1),
  GroupBy: z
    .array(z.object({ Type: z.enum(['DIMENSION', 'TAG']), Key: z.string() }))
    .max(2)
    .optional(),
  Filter: costFilterSchema.optional(),
  NextPageToken: z.string().optional(),
})
export type CostRequest = z.infer<typeof costRequestSchema>

/** Refuses an empty period, the future, and what is older than Cost Explorer keeps (its user guide: 13 whole months). */
export function checkPeriod(request: CostRequest, nowMs: number): void {
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

export type Period = { readonly start: string; readonly end: string }

/** Days or calendar months of the request; a month at either end may be cut. */
export function periodsOf(request: CostRequest): Period[] {
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
