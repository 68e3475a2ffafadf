import { describe, expect, test } from 'vitest'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { isoWeek, latestSlot, mondayMorning, wallTime } from '#lib/model/zone.ts'

const zones = [
  'America/New_York',
  'Europe/London',
  'America/Sao_Paulo',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'Pacific/Apia',
]

describe('Monday morning', () => {
  test.each(zones)(
    'is 08:00 on a Monday by the clocks of %s, every week of a year, and once a week',
    (zone) => {
      const slots = new Set<number>()
      for (let ms = Date.UTC(2026, 0, 7); ms < Date.UTC(2027, 0, 7); ms += 6 * hourMs) {
        const slot = latestSlot(mondayMorning(zone), ms)
        expect(slot).toBeLessThanOrEqual(ms)
        expect(ms - slot).toBeLessThanOrEqual(7 * dayMs + hourMs)
        slots.add(slot)
      }
      for (const slot of slots) expect(wallTime(slot, zone)).toMatchObject({ weekday: 1, minuteOfDay: 480 })
      expect(new Set([...slots].map((slot) => isoWeek(slot, zone))).size).toBe(slots.size)
      expect(slots.size).toBeGreaterThanOrEqual(52)
    },
  )

  test('moves in UTC with the clocks of the zone', () => {
    // Clocks in New York go back on 1 Nov 2026: 08:00 is 12:00 UTC before and 13:00 UTC after.
    const at = (ms: number) => new Date(latestSlot(mondayMorning('America/New_York'), ms)).toISOString()
    expect(at(Date.UTC(2026, 9, 31))).toBe('2026-10-26T12:00:00.000Z')
    expect(at(Date.UTC(2026, 10, 3))).toBe('2026-11-02T13:00:00.000Z')
    expect(at(Date.UTC(2026, 10, 2, 12, 59))).toBe('2026-10-26T12:00:00.000Z')
  })
})

test.each([
  ['2026-11-23T08:00:00Z', 'UTC', '2026-W48'],
  ['2027-01-03T12:00:00Z', 'UTC', '2026-W53'],
  ['2027-01-03T23:30:00Z', 'Europe/Berlin', '2027-W01'],
  ['2024-12-30T00:00:00Z', 'UTC', '2025-W01'],
])('%s in %s falls in the ISO week %s', (instant, zone, week) => {
  expect(isoWeek(Date.parse(instant), zone)).toBe(week)
})
