import { GetMetricDataCommand, type MetricDataQuery, type MetricDataResult } from '@aws-sdk/client-cloudwatch'
import type { MetricId, Statistic } from '#lib/model/series.ts'
import { dayMs, type EpochMs, type Range } from '#lib/model/time.ts'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'
import { maxQueries, maxValues } from '../query.ts'

/** One metric to read. */
export type DailyQuery = { readonly metric: MetricId; readonly statistic: Statistic }

/** Values by UTC day (its first instant); a day without samples is absent. */
export type DailyValues = ReadonlyMap<EpochMs, number>

/** Mean of the days that have samples; undefined where there are none. */
export function meanOf(values: DailyValues | undefined): number | undefined {
  if (values === undefined || values.size === 0) return undefined
  return [...values.values()].reduce((sum, value) => sum + value, 0) / values.size
}

type Reading = {
  readonly queries: readonly DailyQuery[]
  readonly range: Range
  /** A day unless given. */
  readonly periodMs?: number
}

/**
 * Values of metrics that inventory itself needs, in the order of the queries: of whole UTC days of `range`, or of another
 * period. As many metrics to a call as it takes. A metric that CloudWatch could not answer whole is undefined: it is not
 * known to be silent. Throws the SDK's error.
 */
export async function readDailyValues(
  aws: RegionAws,
  { queries, range, periodMs = dayMs }: Reading,
): Promise<readonly (DailyValues | undefined)[]> {
  const periods = Math.max(1, Math.round((range.toMs - range.fromMs) / periodMs))
  const perCall = Math.max(1, Math.min(maxQueries, Math.floor(maxValues / periods)))
  const values: (DailyValues | undefined)[] = []
  for (let from = 0; from < queries.length; from += perCall) {
    const asked = queries.slice(from, from + perCall)
    values.push(...valuesOf(asked.length, await readCall(aws, { queries: asked, range, periodMs })))
  }
  return values
}

function valuesOf(count: number, results: readonly MetricDataResult[]): readonly (DailyValues | undefined)[] {
  const values = Array.from({ length: count }, () => new Map<EpochMs, number>())
  const last = new Map<number, string>()
  for (const { Id, Timestamps = [], Values = [], StatusCode } of results) {
    const index = Number(Id?.slice(1))
    last.set(index, StatusCode ?? 'Complete')
    Timestamps.forEach((at, i) => {
      const value = Values[i]
      if (value !== undefined) values[index]?.set(at.getTime(), value)
    })
  }
  return values.map((one, index) => (last.get(index) === 'Complete' ? one : undefined))
}

function readCall(aws: RegionAws, { queries, range, periodMs }: Required<Reading>) {
  return readAllPages(async (token) => {
    const answer = await aws.call('cloudwatch:GetMetricData', ({ cloudwatch }, sending) =>
      cloudwatch.send(
        new GetMetricDataCommand({
          MetricDataQueries: queries.map((query, i) => metricQuery(query, { id: `q${i}`, periodMs })),
          StartTime: new Date(range.fromMs),
          EndTime: new Date(range.toMs),
          NextToken: token,
        }),
        sending,
      ),
    )
    return { items: answer.MetricDataResults ?? [], next: answer.NextToken }
  })
}

type Asked = { readonly id: string; readonly periodMs: number }

function metricQuery({ metric, statistic }: DailyQuery, { id, periodMs }: Asked): MetricDataQuery {
  return {
    Id: id,
    MetricStat: {
      Metric: {
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: periodMs / 1000,
      Stat: statistic,
    },
  }
}
