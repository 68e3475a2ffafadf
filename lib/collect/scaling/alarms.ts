import { DescribeAlarmsCommand, type MetricAlarm } from '@aws-sdk/client-cloudwatch'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'

/** The alarm that starts a scaling policy, with what it compares. */
export type FoundAlarm = {
  readonly name: string
  readonly metric: string
  readonly threshold: number
  readonly direction: 'above' | 'below'
  /** The threshold itself counts. */
  readonly orEqual: boolean
  readonly periodSeconds: number
  /** Data points looked at, and of those beyond the threshold. */
  readonly periods: number
  readonly datapoints: number
}

/** Names that one call takes (DescribeAlarms API reference). */
const namesPerCall = 100

/** Alarms by name; one that cannot be read as a comparison of one metric is left out. Throws the SDK's error. */
export async function describeAlarms(
  aws: RegionAws,
  names: readonly string[],
): Promise<Map<string, FoundAlarm>> {
  const found = new Map<string, FoundAlarm>()
  for (let from = 0; from < names.length; from += namesPerCall) {
    const AlarmNames = names.slice(from, from + namesPerCall)
    const alarms = await readAllPages<MetricAlarm>(async (token) => {
      const page = await aws.call('cloudwatch:DescribeAlarms', ({ cloudwatch }, sending) =>
        cloudwatch.send(
          new DescribeAlarmsCommand({ AlarmNames, MaxRecords: namesPerCall, NextToken: token }),
          sending,
        ),
      )
      return { items: page.MetricAlarms ?? [], next: page.NextToken }
    })
    for (const alarm of alarms) {
      const read = foundOf(alarm)
      if (read) found.set(read.name, read)
    }
  }
  return found
}

const comparisons = {
  GreaterThanThreshold: { direction: 'above', orEqual: false },
  GreaterThanOrEqualToThreshold: { direction: 'above', orEqual: true },
  LessThanThreshold: { direction: 'below', orEqual: false },
  LessThanOrEqualToThreshold: { direction: 'below', orEqual: true },
} as const

function foundOf(alarm: MetricAlarm): FoundAlarm | undefined {
  const { AlarmName, MetricName, Threshold, Period, EvaluationPeriods, ComparisonOperator } = alarm
  const comparison = Object.entries(comparisons).find(([name]) => name === ComparisonOperator)?.[1]
  if (AlarmName === undefined || Threshold === undefined || comparison === undefined) return undefined
  const query = alarm.Metrics?.find(({ ReturnData, MetricStat }) => MetricStat && ReturnData !== false)
  const periodSeconds = Period ?? query?.MetricStat?.Period
  if (periodSeconds === undefined || EvaluationPeriods === undefined) return undefined
  return {
    name: AlarmName,
    metric: MetricName ?? query?.MetricStat?.Metric?.MetricName ?? '',
    threshold: Threshold,
    ...comparison,
    periodSeconds,
    periods: EvaluationPeriods,
    datapoints: alarm.DatapointsToAlarm ?? EvaluationPeriods,
  }
}
