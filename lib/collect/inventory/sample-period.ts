import { GetMetricDataCommand, type MetricDataQuery } from '@aws-sdk/client-cloudwatch'
import { type EpochMs, floorTo, hourMs, minuteMs } from '#lib/model/time.ts'
import type { RegionAws } from '../aws.ts'
import type { FoundSeries } from '../collector.ts'
import { maxQueries } from '../query.ts'

/** An hour of five-minute samples has 12 values. */
const detailedFrom = 20

/**
 * Resources whose metrics come every minute: no listing tells it, so one metric each is asked for the minutes of one
 * recent hour. Throws the SDK's error.
 */
export async function readDetailed(
  aws: RegionAws,
  { series, nowMs }: { series: readonly FoundSeries[]; nowMs: EpochMs },
): Promise<ReadonlySet<string>> {
  const firsts = [...new Map(series.toReversed().map((one) => [one.resourceId, one])).values()]
  const endMs = floorTo(nowMs - 15 * minuteMs, minuteMs)
  const detailed = new Set<string>()
  for (let from = 0; from < firsts.length; from += maxQueries) {
    const asked = firsts.slice(from, from + maxQueries)
    const answer = await aws.call('cloudwatch:GetMetricData', ({ cloudwatch }, sending) =>
      cloudwatch.send(
        new GetMetricDataCommand({
          MetricDataQueries: asked.map(minuteQuery),
          StartTime: new Date(endMs - hourMs),
          EndTime: new Date(endMs),
        }),
        sending,
      ),
    )
    for (const { Id, Values } of answer.MetricDataResults ?? []) {
      const resourceId = asked[Number(Id?.slice(1))]?.resourceId
      if (resourceId !== undefined && (Values?.length ?? 0) >= detailedFrom) detailed.add(resourceId)
    }
  }
  return detailed
}

function minuteQuery({ metric, statistics }: FoundSeries, i: number): MetricDataQuery {
  return {
    Id: `q${i}`,
    MetricStat: {
      Metric: {
        Namespace: metric.namespace,
        MetricName: metric.name,
        Dimensions: Object.entries(metric.dimensions).map(([Name, Value]) => ({ Name, Value })),
      },
      Period: 60,
      Stat: statistics[0],
    },
  }
}
