import type { FoundAlarm } from './alarms.ts'
import type { FoundPolicy } from './found-policy.ts'
import type { FoundSchedule } from './schedules.ts'

/** One alarm in words: `cpu: rings above 60 for 3 data points of 1 minute.` */
export function alarmLine({ name }: FoundPolicy, alarm: FoundAlarm): string {
  const { direction, orEqual, threshold, datapoints, periods, periodSeconds } = alarm
  const at = orEqual ? `at ${round(threshold)} or ${direction}` : `${direction} ${round(threshold)}`
  const points = datapoints === periods ? `${periods}` : `${datapoints} of ${periods}`
  const length = periodSeconds % 60 === 0 ? `${periodSeconds / 60} min` : `${periodSeconds} s`
  return `${name}: its alarm rings ${at} for ${points} data points of ${length}.`
}

/** One scheduled action in words: `morning: 0 7 * * 1-5 UTC sets the minimum to 8.` */
export function scheduleLine({ name, schedule, action }: FoundSchedule): string {
  if (!action) return `${name}: ${schedule}.`
  const { min, max, desired } = action
  const changes = [
    min === undefined ? [] : [`the minimum to ${min}`],
    max === undefined ? [] : [`the maximum to ${max}`],
    desired === undefined ? [] : [`the size to ${desired}`],
  ].flat()
  return `${name}: ${schedule} sets ${changes.join(', ') || 'nothing'}.`
}

const round = (value: number) => Math.round(value * 100) / 100
