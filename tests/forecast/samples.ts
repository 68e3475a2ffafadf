import type { CapacityChange } from '#lib/model/capacity.ts'
import type { Series } from '#lib/model/series.ts'
import { hourMs } from '#lib/model/time.ts'
import { seededRandom } from '#lib/stats/random.ts'

/** The instant that the tests take for now; a midnight, so that days are whole. */
export const nowMs = Date.UTC(2026, 10, 25)

/** Hourly values that end with the last full hour before `endMs`. */
export function hourly(values: ArrayLike<number>, endMs = nowMs): Series {
  return { startMs: endMs - values.length * hourMs, stepMs: hourMs, values: Float64Array.from(values) }
}

export function change(fromMs: number, capacity: CapacityChange['capacity'], count = 1): CapacityChange {
  return { fromMs, shape: 'test', count, capacity, source: 'config' }
}

/** `days` of hours: a daily wave of 30 % on `level(day)`, with normal noise of the given standard deviation. */
export function waves(
  days: number,
  level: (day: number) => number,
  noise = 0.5,
  seed = 'waves',
): Float64Array {
  const { normal } = seededRandom(seed)
  return Float64Array.from({ length: days * 24 }, (_, hour) => {
    const wave = 1 + 0.3 * Math.sin((2 * Math.PI * (hour % 24)) / 24)
    return Math.max(0, level(hour / 24) * wave + noise * normal())
  })
}
