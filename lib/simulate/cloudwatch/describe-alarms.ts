import { z } from 'zod'
import { type Answer, type Call, json } from '../call.ts'
import { type PolicyAlarm, policyAlarms } from '../services/policy-alarms.ts'
import { pageOf } from '../wire/page.ts'
import { issueText, validationError } from './metric-query.ts'

const requestSchema = z.object({
  AlarmNames: z.array(z.string()).max(100).optional(),
  AlarmNamePrefix: z.string().optional(),
  MaxRecords: z.number().int().min(1).max(100).optional(),
  NextToken: z.string().optional(),
})

/** DescribeAlarms: by names, at most 100 of them, or by their beginning; pages of 1 to 100, 50 unless asked. */
export function describeAlarms(call: Call): Answer {
  const parsed = requestSchema.safeParse(call.input ?? {})
  if (!parsed.success) throw validationError(issueText(parsed.error))
  const { AlarmNames, AlarmNamePrefix, MaxRecords, NextToken } = parsed.data
  const wanted = policyAlarms(call.world, call.place).filter(
    ({ name }) => (AlarmNames?.includes(name) ?? true) && name.startsWith(AlarmNamePrefix ?? ''),
  )
  const page = pageOf(wanted, {
    kind: 'DescribeAlarms',
    size: MaxRecords ?? 50,
    token: NextToken,
    invalidCode: 'InvalidNextToken',
  })
  return json({
    MetricAlarms: page.items.map((alarm) => element(call, alarm)),
    CompositeAlarms: [],
    NextToken: page.next,
  })
}

function element({ place, nowMs }: Call, alarm: PolicyAlarm): object {
  return {
    AlarmName: alarm.name,
    AlarmArn: `arn:aws:cloudwatch:${place.region}:${place.accountId}:alarm:${alarm.name}`,
    ActionsEnabled: true,
    AlarmActions: [alarm.policyArn],
    StateValue: 'OK',
    StateUpdatedTimestamp: Math.floor(nowMs / 1000),
    Namespace: alarm.namespace,
    MetricName: alarm.metric,
    Dimensions: Object.entries(alarm.dimensions).map(([Name, Value]) => ({ Name, Value })),
    Statistic: alarm.statistic,
    Period: alarm.periodSeconds,
    EvaluationPeriods: alarm.periods,
    Threshold: alarm.threshold,
    ComparisonOperator: alarm.comparison,
    TreatMissingData: 'missing',
  }
}
