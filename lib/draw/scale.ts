import { dayMs, type EpochMs } from '#lib/model/time.ts'

/** Maps a number of the domain to pixels. */
export type Scale = (value: number) => number

export type ScaleRange = {
  readonly domain: readonly [from: number, to: number]
  readonly range: readonly [from: number, to: number]
}

/** Straight line from domain to range; a domain of one point maps to the start of the range. */
export function linearScale({ domain: [d0, d1], range: [r0, r1] }: ScaleRange): Scale {
  if (d1 === d0) return () => r0
  return (value) => r0 + ((value - d0) / (d1 - d0)) * (r1 - r0)
}

/** `linearScale` with its values held inside the range, for marks that must not leave the frame. */
export function clampedScale(input: ScaleRange): Scale {
  const scale = linearScale(input)
  const low = Math.min(...input.range)
  const high = Math.max(...input.range)
  return (value) => Math.min(high, Math.max(low, scale(value)))
}

/**
 * Round numbers (1, 2, 2.5, 5 x 10^n apart) from the last at or below `low` to the first at or above `high`,
 * at most `most` of them. With `low` = `high` the axis is widened by one.
 */
export function niceTicks(low: number, high: number, most = 6): readonly number[] {
  const to = high > low ? high : low + 1
  const power = 10 ** Math.floor(Math.log10((to - low) / Math.max(1, most - 1)))
  for (const step of [1, 2, 2.5, 5, 10, 20, 25, 50].map((factor) => factor * power)) {
    const first = Math.floor(low / step + 1e-9)
    const last = Math.ceil(to / step - 1e-9)
    if (last - first + 1 <= most) return steps(first, last, step)
  }
  return [low, to]
}

function steps(first: number, last: number, step: number): readonly number[] {
  return Array.from({ length: last - first + 1 }, (_, i) => Number(((first + i) * step).toPrecision(12)))
}

export type MonthTick = { readonly ms: EpochMs; readonly label: string; readonly january: boolean }

/** First of each month in `(fromMs, toMs]`; the year stands on the first tick and on every January. */
export function monthTicks(fromMs: EpochMs, toMs: EpochMs): readonly MonthTick[] {
  const ticks: MonthTick[] = []
  const start = new Date(fromMs)
  for (let month = start.getUTCMonth() + 1; ; month++) {
    const ms = Date.UTC(start.getUTCFullYear(), month, 1)
    if (ms > toMs) return ticks
    const date = new Date(ms)
    const january = date.getUTCMonth() === 0
    const name = date.toLocaleDateString('en-US', { month: 'short', timeZone: 'UTC' })
    const withYear = january || ticks.length === 0
    ticks.push({ ms, label: withYear ? `${name} ${date.getUTCFullYear()}` : name, january })
  }
}

/** The labels that fit: those at least `gap` pixels after the last kept one; January is kept before others. */
export function thinTicks<T extends { readonly x: number; readonly january?: boolean }>(
  ticks: readonly T[],
  gap: number,
): readonly T[] {
  const kept = ticks.filter((tick) => tick.january)
  for (const tick of ticks) if (kept.every((other) => Math.abs(other.x - tick.x) >= gap)) kept.push(tick)
  return kept.sort((a, b) => a.x - b.x)
}

/** Days between two instants, fractional. */
export function daysBetween(fromMs: EpochMs, toMs: EpochMs): number {
  return (toMs - fromMs) / dayMs
}
