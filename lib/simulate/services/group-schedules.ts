import { type Answer, type Call, xml } from '../call.ts'
import type { WorldGroupSchedule } from '../estate/ecs-things.ts'
import { pageOf } from '../wire/page.ts'
import { listParam } from '../wire/params.ts'
import { isoTime, type XmlObject } from '../wire/xml.ts'
import { queryPage } from './query-page.ts'

/** DescribeScheduledActions of Auto Scaling groups: of one group, or all; pages of 1 to 100, 50 without MaxRecords. */
export function describeGroupSchedules(call: Call): Answer {
  const group = call.params.get('AutoScalingGroupName')
  const names = listParam(call.params, 'ScheduledActionNames.member')
  const wanted = (call.world.things?.(call.place, 'group-schedule') ?? []).filter(
    ({ groupName, name }) =>
      (group === undefined || groupName === group) && (names.length === 0 || names.includes(name)),
  )
  const options = { kind: 'DescribeScheduledActions', tokenName: 'NextToken', min: 1, max: 100, size: 50 }
  const page = pageOf(wanted, queryPage(call.params, options))
  return xml({
    ScheduledUpdateGroupActions: { member: page.items.map((one) => element(call, one)) },
    NextToken: page.next,
  })
}

function element({ place }: Call, action: WorldGroupSchedule): XmlObject {
  const { groupName, name, recurrence, startMs, min, max, desired, timeZone } = action
  const start = startMs === undefined ? undefined : isoTime(startMs)
  return {
    AutoScalingGroupName: groupName,
    ScheduledActionName: name,
    ScheduledActionARN: `arn:aws:autoscaling:${place.region}:${place.accountId}:scheduledUpdateGroupAction:1:autoScalingGroupName/${groupName}:scheduledActionName/${name}`,
    Time: start,
    StartTime: start,
    Recurrence: recurrence,
    TimeZone: timeZone,
    MinSize: min,
    MaxSize: max,
    DesiredCapacity: desired,
  }
}
