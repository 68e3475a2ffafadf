import { describe, expect, test } from 'vitest'
import { hindsightMondays, mondaysToRun } from '#jobs/hindsight-mondays.ts'
import { dayMs } from '#lib/model/time.ts'

/** A Wednesday. */
const nowMs = Date.UTC(2026, 10, 25, 3)
const mondays = hindsightMondays(nowMs)
const said = (asOfMs: number, atMs = nowMs) => ({ asOfMs, scoredDays: Math.floor((atMs - asOfMs) / dayMs) })

describe('the Mondays that are run again', () => {
  test('are 26 up to the last with a day behind it', () => {
    expect(mondays).toHaveLength(26)
    expect(mondays.at(-1)).toBe(Date.UTC(2026, 10, 23))
    expect(new Set(mondays.map((ms) => new Date(ms).getUTCDay()))).toEqual(new Set([1]))
    expect(hindsightMondays(Date.UTC(2026, 10, 23, 3)).at(-1)).toBe(Date.UTC(2026, 10, 16))
  })

  test('are all at first, and none a minute later', () => {
    expect(mondaysToRun([], nowMs)).toEqual(mondays)
    expect(
      mondaysToRun(
        mondays.map((ms) => said(ms)),
        nowMs + 60_000,
      ),
    ).toEqual([])
  })

  test('a week later: the new one, and those that a distance can be scored of since', () => {
    const later = nowMs + 7 * dayMs
    const again = mondaysToRun(
      mondays.map((ms) => said(ms)),
      later,
    )
    const daysAgo = again.map((ms) => Math.floor((later - ms) / dayMs))
    // new: 2 days; 7, 14, 28, 56 and 90 days have passed since of those that are 9, 16, 30, 58 and 93 days old
    expect(daysAgo).toEqual([93, 58, 30, 16, 9, 2])
  })
})
