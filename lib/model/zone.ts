import { dayMs, type EpochMs, hourMs, minuteMs } from './time.ts'

/** A wall clock reading in a zone; `weekday` is 1 on Monday and 7 on Sunday. */
export type WallTime = {
  readonly year: number
  readonly month: number
  readonly day: number
  readonly minuteOfDay: number
  readonly weekday: number
}

const formats = new Map<string, Intl.DateTimeFormat>()

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone)
  if (known) return known
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'iso8601',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  })
  formats.set(zone, made)
  return made
}

/** What the clocks of an IANA zone show. Throws `RangeError` for an unknown zone. */
export function wallTime(ms: EpochMs, zone: string): WallTime {
  const parts = new Map(
    formatOf(zone)
      .formatToParts(new Date(ms))
      .map(({ type, value }) => [type, Number(value)]),
  )
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0
  const [year, month, day] = [of('year'), of('month'), of('day')]
  const weekday = new Date(Date.UTC(year, month - 1, day)).getUTCDay() || 7
  return { year, month, day, minuteOfDay: 60 * of('hour') + of('minute'), weekday }
}

/** Wall time as if it were UTC, so that two readings can be subtracted. */
function asUtc({ year, month, day, minuteOfDay }: WallTime): number {
  return Date.UTC(year, month - 1, day) + minuteOfDay * minuteMs
}

/** The first instant at which the clocks of the zone show the day and minute, or the first after a gap over it. */
function instantOf(utcLike: number, zone: string): EpochMs {
  let ms = utcLike
  for (let i = 0; i < 3; i++) ms += utcLike - asUtc(wallTime(ms, zone))
  return ms
}

export type WeeklySlot = { readonly weekday: number; readonly minuteOfDay: number; readonly zone: string }

/** Monday 08:00 by the clocks of a zone. */
export function mondayMorning(zone: string): WeeklySlot {
  return { weekday: 1, minuteOfDay: 8 * 60, zone }
}

/** The newest instant, not after `ms`, at which the clocks of the zone show the weekday and minute of the slot. */
export function latestSlot(slot: WeeklySlot, ms: EpochMs): EpochMs {
  const now = wallTime(ms, slot.zone)
  const today = Date.UTC(now.year, now.month - 1, now.day)
  const daysBack = (now.weekday - slot.weekday + 7) % 7
  const wanted = today - daysBack * dayMs + slot.minuteOfDay * minuteMs
  const found = instantOf(wanted, slot.zone)
  return found <= ms ? found : instantOf(wanted - 7 * dayMs, slot.zone)
}

/** The ISO week in which an instant falls by the clocks of the zone: `2026-W48`. */
export function isoWeek(ms: EpochMs, zone: string): string {
  const { year, month, day, weekday } = wallTime(ms, zone)
  const thursday = Date.UTC(year, month - 1, day) + (4 - weekday) * dayMs
  const weekYear = new Date(thursday).getUTCFullYear()
  const week = 1 + Math.floor((thursday - Date.UTC(weekYear, 0, 1)) / (7 * dayMs))
  return `${weekYear}-W${String(week).padStart(2, '0')}`
}

/** What is sent this long after its slot is late, and says so. */
export const lateAfterMs = 2 * hourMs
