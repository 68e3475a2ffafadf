import { z } from 'zod'
import { type MetricId, type Statistic, statistics } from '#lib/model/series.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { AwsError } from '../aws-error.ts'

export const dimensionSchema = z.object({ Name: z.string(), Value: z.string().optional() })

const querySchema = z.object({
  Id: z.string(),
  Label: z.string().optional(),
  Expression: z.string().optional(),
  ReturnData: z.boolean().optional(),
  MetricStat: z
    .object({
      Metric: z.object({
        Namespace: z.string(),
        MetricName: z.string(),
        Dimensions: z.array(dimensionSchema).max(30).optional(),
      }),
      Period: z.number(),
      Stat: z.string(),
      Unit: z.string().optional(),
    })
    .optional(),
})

const requestSchema = z.object({
  MetricDataQueries: z.array(querySchema),
  StartTime: z.number(),
  EndTime: z.number(),
  NextToken: z.string().optional(),
  ScanBy: z.enum(['TimestampDescending', 'TimestampAscending']).optional(),
  MaxDatapoints: z.number().int().optional(),
})

export type MetricQuery = {
  readonly id: string
  readonly label: string
  readonly metric: MetricId
  readonly statistic: Statistic
  readonly periodMs: number
  readonly unit?: string
}

export type MetricDataRequest = {
  readonly queries: readonly MetricQuery[]
  readonly startMs: EpochMs
  readonly endMs: EpochMs
  readonly descending: boolean
  readonly valueLimit: number
  readonly nextToken?: string
}

/** Bounds of one call (GetMetricData API reference). */
export const maxQueries = 500
export const maxValues = 100_800

/** A refusal as CloudWatch words it. */
export function validationError(text: string): AwsError {
  return new AwsError('ValidationError', text)
}

/** The request, checked as CloudWatch checks it. Throws `AwsError` ValidationError. */
export function parseMetricDataRequest(input: unknown): MetricDataRequest {
  const parsed = requestSchema.safeParse(input)
  if (!parsed.success) throw validationError(issueText(parsed.error))
  const request = parsed.data
  const queries = request.MetricDataQueries
  if (queries.length === 0) throw validationError('The parameter MetricDataQueries is required.')
  if (queries.length > maxQueries) {
    throw validationError(
      `The collection MetricDataQueries must not have a size greater than ${maxQueries}. It has ${queries.length}.`,
    )
  }
  if (request.StartTime >= request.EndTime) {
    throw validationError('The parameter StartTime must be less than the parameter EndTime.')
  }
  const valueLimit = request.MaxDatapoints ?? maxValues
  if (valueLimit < 1 || valueLimit > maxValues) {
    throw validationError(`The parameter MaxDatapoints must be between 1 and ${maxValues}.`)
  }
  checkIds(queries.map((query) => query.Id))
  return {
    queries: queries.map(queryOf),
    startMs: request.StartTime * 1000,
    endMs: request.EndTime * 1000,
    descending: request.ScanBy !== 'TimestampAscending',
    valueLimit,
    ...(request.NextToken === undefined ? {} : { nextToken: request.NextToken }),
  }
}

export function issueText(error: z.ZodError): string {
  const issue = error.issues[0]
  return `The parameter ${issue?.path.join('.') ?? ''} is not valid: ${issue?.message ?? ''}`
}

function checkIds(ids: readonly string[]): void {
  const seen = new Set<string>()
  for (const id of ids) {
    if (!/^[a-z][a-zA-Z0-9_]{0,254}$/.test(id)) {
      throw validationError(
        `The value ${id} for parameter MetricDataQueries.Id does not match ^[a-z][a-zA-Z0-9_]*$.`,
      )
    }
    if (seen.has(id))
      throw validationError(`The values for parameter id in MetricDataQueries are not unique: ${id}.`)
    seen.add(id)
  }
}

function queryOf(query: z.infer<typeof querySchema>): MetricQuery {
  if (query.Expression !== undefined) {
    throw validationError(`Error in expression '${query.Id}': the simulated AWS computes no metric math.`)
  }
  const stat = query.MetricStat
  if (stat === undefined)
    throw validationError(`Either MetricStat or Expression is required in query ${query.Id}.`)
  return {
    id: query.Id,
    label: query.Label ?? stat.Metric.MetricName,
    metric: {
      namespace: stat.Metric.Namespace,
      name: stat.Metric.MetricName,
      dimensions: dimensionsOf(stat.Metric.Dimensions ?? []),
    },
    statistic: statisticOf(stat.Stat),
    periodMs: periodOf(stat.Period),
    ...(stat.Unit === undefined ? {} : { unit: stat.Unit }),
  }
}

function dimensionsOf(list: readonly z.infer<typeof dimensionSchema>[]): Record<string, string> {
  return Object.fromEntries(list.map((dimension) => [dimension.Name, dimension.Value ?? '']))
}

function statisticOf(text: string): Statistic {
  const statistic = statistics.find((candidate) => candidate === text)
  if (statistic !== undefined) return statistic
  throw validationError(
    `The parameter MetricStat.Stat must be a value in the set [ ${statistics.join(', ')} ].`,
  )
}

function periodOf(seconds: number): number {
  const valid =
    [1, 5, 10, 20, 30].includes(seconds) || (seconds > 0 && seconds % 60 === 0 && seconds <= 86_400)
  if (!valid) {
    throw validationError('The parameter Period must be 1, 5, 10, 20, 30, or a multiple of 60, up to 86400.')
  }
  return seconds * 1000
}
