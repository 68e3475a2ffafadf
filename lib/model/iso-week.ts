import { dayMs, type EpochMs, type Range } from './time.ts'

/** An ISO 8601 week such as `2026-W48`: Monday first, numbered by the year of its Thursday. */
export type IsoWeek = string

const pattern = /^(\d{4})-W(\d{2})$/

/** The ISO week in which an instant falls, in UTC. */
export function isoWeekOf(ms: EpochMs): IsoWeek {
  const thursday = new Date(mondayOf(ms) + 3 * dayMs)
  const year = thursday.getUTCFullYear()
  const week = Math.floor((thursday.getTime() - Date.UTC(year, 0, 1)) / (7 * dayMs)) + 1
  return `${year}-W${String(week).padStart(2, '0')}`
}

/** `[Monday 00:00, next Monday 00:00)` UTC of an ISO week; `undefined` where the text names none. */
export function rangeOfWeek(week: string): Range | undefined {
  const [, year, number] = pattern.exec(week) ?? []
  if (year === undefined || number === undefined) return undefined
  // The first week is that of 4 January.
  const fromMs = mondayOf(Date.UTC(Number(year), 0, 4)) + (Number(number) - 1) * 7 * dayMs
  return isoWeekOf(fromMs) === week ? { fromMs, toMs: fromMs + 7 * dayMs } : undefined
}

/** Monday 00:00 UTC of the week of an instant. */
export function mondayOf(ms: EpochMs): EpochMs {
  const sinceMonday = (new Date(ms).getUTCDay() + 6) % 7
  return Math.floor(ms / dayMs) * dayMs - sinceMonday * dayMs
}
