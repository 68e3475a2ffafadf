import {
  type ScheduledAction as ApplicationAction,
  DescribeScheduledActionsCommand as DescribeApplicationActionsCommand,
  type ServiceNamespace,
} from '@aws-sdk/client-application-auto-scaling'
import {
  DescribeScheduledActionsCommand as DescribeGroupActionsCommand,
  type ScheduledUpdateGroupAction,
} from '@aws-sdk/client-auto-scaling'
import type { ScheduledAction } from '#lib/model/scaling.ts'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'
import { targetKey } from './application-policies.ts'
import { timesOf } from './schedule-times.ts'

/** A scheduled action; without `action` its schedule is one that the replay cannot place in time. */
export type FoundSchedule = {
  readonly name: string
  readonly schedule: string
  readonly action?: ScheduledAction
}

/** Scheduled actions of the Auto Scaling groups of a region, by group. Throws the SDK's error. */
export async function describeGroupSchedules(aws: RegionAws): Promise<Map<string, FoundSchedule[]>> {
  const actions = await readAllPages<ScheduledUpdateGroupAction>(async (token) => {
    const page = await aws.call('autoscaling:DescribeScheduledActions', ({ autoscaling }, sending) =>
      autoscaling.send(new DescribeGroupActionsCommand({ MaxRecords: 100, NextToken: token }), sending),
    )
    return { items: page.ScheduledUpdateGroupActions ?? [], next: page.NextToken }
  })
  const found = new Map<string, FoundSchedule[]>()
  for (const action of actions) {
    const group = action.AutoScalingGroupName ?? ''
    found.set(group, [...(found.get(group) ?? []), groupSchedule(action)])
  }
  return found
}

/** An amount of -1 means that it stays as it is (PutScheduledUpdateGroupAction API reference). */
const amount = (value: number | undefined) => (value === undefined || value < 0 ? undefined : value)

function groupSchedule(action: ScheduledUpdateGroupAction): FoundSchedule {
  const { Recurrence, StartTime, EndTime, TimeZone = 'UTC' } = action
  const schedule = Recurrence ? `${Recurrence} ${TimeZone}` : (StartTime?.toISOString() ?? '')
  const at = Recurrence
    ? { cron: Recurrence.trim().split(/\s+/).join(' '), timeZone: TimeZone }
    : StartTime && { instantMs: StartTime.getTime() }
  return placed(at, {
    name: action.ScheduledActionName ?? '',
    schedule,
    ...(StartTime && Recurrence ? { fromMs: StartTime.getTime() } : {}),
    ...(EndTime ? { toMs: EndTime.getTime() } : {}),
    ...amounts({ min: action.MinSize, max: action.MaxSize, desired: action.DesiredCapacity }),
  })
}

/** Scheduled actions of Application Auto Scaling of one service, by `RESOURCE DIMENSION`. Throws the SDK's error. */
export async function describeApplicationSchedules(
  aws: RegionAws,
  namespace: ServiceNamespace,
): Promise<Map<string, FoundSchedule[]>> {
  const actions = await readAllPages<ApplicationAction>(async (token) => {
    const page = await aws.call(
      'application-autoscaling:DescribeScheduledActions',
      ({ applicationAutoScaling }, sending) =>
        applicationAutoScaling.send(
          new DescribeApplicationActionsCommand({
            ServiceNamespace: namespace,
            MaxResults: 50,
            NextToken: token,
          }),
          sending,
        ),
    )
    return { items: page.ScheduledActions ?? [], next: page.NextToken }
  })
  const found = new Map<string, FoundSchedule[]>()
  for (const action of actions) {
    const key = targetKey(action.ResourceId, action.ScalableDimension)
    found.set(key, [...(found.get(key) ?? []), applicationSchedule(action)])
  }
  return found
}

function applicationSchedule(action: ApplicationAction): FoundSchedule {
  const { Schedule = '', Timezone = 'UTC', StartTime, EndTime, ScalableTargetAction: change } = action
  return placed(timesOf(Schedule, Timezone), {
    name: action.ScheduledActionName ?? '',
    schedule: `${Schedule} ${Timezone}`,
    ...(StartTime ? { fromMs: StartTime.getTime() } : {}),
    ...(EndTime ? { toMs: EndTime.getTime() } : {}),
    ...amounts({ min: change?.MinCapacity, max: change?.MaxCapacity }),
  })
}

function amounts(
  given: Readonly<Record<'min' | 'max', number | undefined>> & { readonly desired?: number | undefined },
) {
  const [min, max, desired] = [amount(given.min), amount(given.max), amount(given.desired)]
  return {
    ...(min === undefined ? {} : { min }),
    ...(max === undefined ? {} : { max }),
    ...(desired === undefined ? {} : { desired }),
  }
}

function placed(at: ScheduledAction['at'] | undefined, rest: Omit<ScheduledAction, 'at'>): FoundSchedule {
  const { name, schedule } = rest
  return { name, schedule, ...(at === undefined ? {} : { action: { ...rest, at } }) }
}
