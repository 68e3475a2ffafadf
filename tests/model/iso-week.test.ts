import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isoWeekOf, mondayOf, rangeOfWeek } from '#lib/model/iso-week.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'

describe('ISO weeks', () => {
  // ISO 8601: week 1 is the one with the year's first Thursday.
  test.each([
    ['2026-11-25', '2026-W48'],
    ['2026-12-31', '2026-W53'],
    ['2027-01-03', '2026-W53'],
    ['2027-01-04', '2027-W01'],
    ['2024-12-30', '2025-W01'],
    ['2021-01-01', '2020-W53'],
  ])('%s falls in %s', (day, week) => {
    expect(isoWeekOf(Date.parse(`${day}T12:00:00Z`))).toBe(week)
  })

  test('holds every instant of its range and no other', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 50_000 }), fc.integer({ min: 0, max: 23 }), (day, hour) => {
        const ms = day * dayMs + hour * hourMs
        const range = rangeOfWeek(isoWeekOf(ms))
        expect(range).toBeDefined()
        expect(ms).toBeGreaterThanOrEqual(range?.fromMs ?? Number.POSITIVE_INFINITY)
        expect(ms).toBeLessThan(range?.toMs ?? 0)
        expect(range?.fromMs).toBe(mondayOf(ms))
      }),
    )
  })

  test.each(['2026-W54', '2026-W00', '2025-W53', '2026-48', 'W48', '2026-W48-1', ''])(
    '%s names no week',
    (text) => {
      expect(rangeOfWeek(text)).toBeUndefined()
    },
  )
})
