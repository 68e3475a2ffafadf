import { dayMs, type EpochMs, hourMs } from '#lib/model/time.ts'
import { seedOf } from './hash.ts'

/** Days of history before the anchor: as long as CloudWatch keeps the hourly tier. */
export const historyDays = 455

/** The estate's own seed and the instant around which its stories are laid out. */
export type Frame = { readonly seed: number; readonly anchorMs: EpochMs }

/** The hour (since the epoch) that begins `days` after the anchor's UTC day, plus `hours`. */
export function hourAt(frame: Frame, days: number, hours = 0): number {
  return (Math.floor(frame.anchorMs / dayMs) + days) * 24 + hours
}

/** The same instant in epoch milliseconds. */
export function msAt(frame: Frame, days: number, hours = 0): EpochMs {
  return hourAt(frame, days, hours) * hourMs
}

/** Days (with fraction) from the anchor to the start of a day since the epoch. */
export function daysFrom(frame: Frame, day: number): number {
  return day - frame.anchorMs / dayMs
}

/** A seed of one thing of the estate. */
export function seedFor(frame: Frame, text: string): number {
  return seedOf(frame.seed, text)
}
