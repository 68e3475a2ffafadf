import type { EpochMs } from '../model/time.ts'

/** `28 Nov 2025`. */
export function dayText(ms: EpochMs): string {
  return new Date(ms).toUTCString().slice(5, 16).replace(/^0/, '')
}

/** `28 Nov 2025, 23:00 UTC`. */
export function momentText(ms: EpochMs): string {
  return `${dayText(ms)}, ${new Date(ms).toISOString().slice(11, 16)} UTC`
}

/** `62%`; one decimal below a tenth: `5.4%`. */
export function percentText(share: number): string {
  return `${(share * 100).toFixed(Math.abs(share) < 0.0995 ? 1 : 0)}%`
}
