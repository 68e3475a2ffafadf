/** Epoch milliseconds, UTC. `Date` appears only at the rim. */
export type EpochMs = number

export const minuteMs = 60_000
export const hourMs = 3_600_000
export const dayMs = 86_400_000

/** A half-open interval `[fromMs, toMs)`. */
export type Range = { readonly fromMs: EpochMs; readonly toMs: EpochMs }

/** Rounds down to a multiple of `stepMs` since the epoch. */
export function floorTo(ms: EpochMs, stepMs: number): EpochMs {
  return Math.floor(ms / stepMs) * stepMs
}

/** Rounds up to a multiple of `stepMs` since the epoch. */
export function ceilTo(ms: EpochMs, stepMs: number): EpochMs {
  return Math.ceil(ms / stepMs) * stepMs
}

/** The UTC day as `2026-11-22`. */
export function isoDay(ms: EpochMs): string {
  return new Date(ms).toISOString().slice(0, 10)
}

/** The instant at which the UTC day `2026-11-22` begins. */
export function dayStart(day: string): EpochMs {
  const ms = Date.parse(`${day}T00:00:00Z`)
  if (Number.isNaN(ms)) throw new Error(`invalid day: ${day}, expected YYYY-MM-DD`)
  return ms
}
