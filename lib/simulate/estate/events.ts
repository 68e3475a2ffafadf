import { dayMs, type EpochMs } from '#lib/model/time.ts'

export const blackFridayFactor = 2.6

/** The day of US Black Friday, the day after November's fourth Thursday, in days since the epoch. */
export function blackFridayOf(year: number): number {
  const first = new Date(Date.UTC(year, 10, 1)).getUTCDay()
  const fourthThursday = 1 + ((4 - first + 7) % 7) + 21
  return Date.UTC(year, 10, fourthThursday + 1) / dayMs
}

/** The last Black Friday that only the hourly tier still remembers: more than 63 days before the anchor. */
export function lastBlackFriday(anchorMs: EpochMs): number {
  const year = new Date(anchorMs).getUTCFullYear()
  const found = [year, year - 1, year - 2]
    .map(blackFridayOf)
    .find((day) => (day + 2) * dayMs < anchorMs - 63 * dayMs)
  return found ?? blackFridayOf(year - 2)
}

/**
 * Black Friday at 2.6 times and the Saturday after at 1.5: last year's and all that come after the anchor; one in
 * the 63 days before the anchor does not happen, so that the story stays in the hourly tier.
 */
export function blackFriday(anchorMs: EpochMs): (day: number) => number {
  const last = lastBlackFriday(anchorMs)
  const anchorDay = Math.floor(anchorMs / dayMs)
  const year = new Date(anchorMs).getUTCFullYear()
  const coming = Array.from({ length: 12 }, (_, i) => blackFridayOf(year + i)).filter(
    (day) => day >= anchorDay,
  )
  const factors = new Map<number, number>()
  for (const day of [last, ...coming]) {
    factors.set(day, blackFridayFactor)
    factors.set(day + 1, 1.5)
  }
  return (day) => factors.get(day) ?? 1
}

/** The last two and the first UTC day of a month at 1.9 times. */
export function monthEnd(day: number): number {
  const dayOfMonth = (shift: number) => new Date((day + shift) * dayMs).getUTCDate()
  return dayOfMonth(2) <= 2 || dayOfMonth(0) === 1 ? 1.9 : 1
}
