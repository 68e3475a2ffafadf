import { describe, expect, test } from 'vitest'
import { scheduledMoments } from '#lib/autoscale/index.ts'
import type { ScheduledAction } from '#lib/model/scaling.ts'
import { dayMs } from '#lib/model/time.ts'

// Monday 23 November 2026.
const monday = Date.UTC(2026, 10, 23)
const action = (cron: string, timeZone = 'UTC', rest: Partial<ScheduledAction> = {}): ScheduledAction => ({
  name: 'a',
  at: { cron, timeZone },
  schedule: cron,
  min: 3,
  ...rest,
})
const week = { fromMs: monday, toMs: monday + 7 * dayMs }
const minutesOf = (one: ScheduledAction, range = week) =>
  scheduledMoments([one], range).flatMap(({ minute }) => (minute === 0 ? [] : [minute]))

describe('when scheduled actions run', () => {
  test.each([
    ['on weekdays, by numbers', '30 7 * * 1-5', [0, 1, 2, 3, 4].map((day) => day * 1440 + 450)],
    ['on weekdays, by names', '30 7 * * MON-FRI', [0, 1, 2, 3, 4].map((day) => day * 1440 + 450)],
    ['on Sunday, which is 0 and 7', '0 1 * * 7', [6 * 1440 + 60]],
    ['by steps and lists', '0 6-18/6,20 * * 3', [6, 12, 18, 20].map((hour) => 2 * 1440 + hour * 60)],
    ['on a day of the month or a weekday where both are given', '0 1 25 * 5', [2 * 1440 + 60, 4 * 1440 + 60]],
    ['in its month alone', '0 1 * 12 *', []],
    ['never where it cannot be read', '0 25 * * *', []],
  ])('%s', (_says, cron, minutes) => {
    expect(minutesOf(action(cron))).toEqual(minutes)
  })

  test('in its own time zone, across the change to summer time', () => {
    // Sunday 28 March 2027, 01:00 UTC: Berlin goes from UTC+1 to UTC+2.
    const fromMs = Date.UTC(2027, 2, 27)
    const minutes = minutesOf(action('0 8 * * *', 'Europe/Berlin'), { fromMs, toMs: fromMs + 3 * dayMs })
    expect(minutes).toEqual([7 * 60, 1440 + 6 * 60, 2 * 1440 + 6 * 60])
  })

  test('between its start and end alone', () => {
    const bounded = action('0 1 * * *', 'UTC', { fromMs: monday + dayMs, toMs: monday + 3 * dayMs })
    expect(minutesOf(bounded)).toEqual([1440 + 60, 2880 + 60])
  })

  test('once at an instant, with what it sets', () => {
    const once: ScheduledAction = {
      name: 'once',
      schedule: '',
      at: { instantMs: monday + dayMs },
      desired: 9,
      max: 20,
    }
    expect(scheduledMoments([once], week)).toEqual([{ minute: 1440, max: 20, desired: 9 }])
  })

  test('what the last run before the range set is in force at its start, its size apart', () => {
    expect(scheduledMoments([action('0 23 * * 0', 'UTC', { desired: 5 })], week).at(-2)).toEqual({
      minute: 0,
      min: 3,
    })
  })

  test('never in a time zone that does not exist', () => {
    expect(scheduledMoments([action('0 1 * * *', 'Mars/Olympus')], week)).toEqual([])
  })
})
