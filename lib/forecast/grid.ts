import { type CapacityChange, capacityAt, type Dimension } from '../model/capacity.ts'
import type { Series } from '../model/series.ts'
import { type EpochMs, floorTo, hourMs } from '../model/time.ts'

/** Hours from `startMs`, `hours` of them; every array of demand has this length. */
export type HourGrid = { readonly startMs: EpochMs; readonly hours: number }

/** CloudWatch keeps hourly samples 455 days. */
const hoursKept = 455 * 24

/** From the first sample (455 days back at most) to the last full hour before `nowMs`. */
export function gridOf(series: readonly Series[], nowMs: EpochMs): HourGrid {
  const endMs = floorTo(nowMs, hourMs)
  let firstMs = endMs
  for (const { startMs, values } of series) if (values.length > 0) firstMs = Math.min(firstMs, startMs)
  const startMs = Math.max(floorTo(firstMs, hourMs), endMs - hoursKept * hourMs)
  return { startMs, hours: Math.max(0, (endMs - startMs) / hourMs) }
}

/** The series' values on the grid; hours without a sample, infinite and negative values are gaps. */
export function onGrid(series: Series, grid: HourGrid): Float64Array {
  const out = new Float64Array(grid.hours).fill(Number.NaN)
  for (let i = 0; i < series.values.length; i++) {
    const hour = Math.floor((series.startMs + i * series.stepMs - grid.startMs) / hourMs)
    const value = series.values[i] as number
    if (hour >= 0 && hour < grid.hours && value >= 0 && value < Number.POSITIVE_INFINITY) out[hour] = value
  }
  return out
}

export type CapacityInput = {
  readonly changes: readonly CapacityChange[]
  readonly dimension: Dimension
  readonly grid: HourGrid
}

/** Capacity under which each hour was measured; the change within an hour counts from the next; unknown = `NaN`. */
export function capacityOnGrid({ changes, dimension, grid }: CapacityInput): Float64Array {
  return timelineOnGrid({ changes, grid, read: ({ capacity }) => capacity[dimension] ?? Number.NaN })
}

/** Members of the resource at each hour. */
export function membersOnGrid(changes: readonly CapacityChange[], grid: HourGrid): Float64Array {
  return timelineOnGrid({ changes, grid, read: ({ count }) => count })
}

function timelineOnGrid(options: {
  readonly changes: readonly CapacityChange[]
  readonly grid: HourGrid
  readonly read: (change: CapacityChange) => number
}): Float64Array {
  const { changes, grid, read } = options
  const out = new Float64Array(grid.hours)
  const first = capacityAt(changes, grid.startMs)
  let next = 0
  let current = first ? read(first) : Number.NaN
  while (next < changes.length && (changes[next] as CapacityChange).fromMs <= grid.startMs) next++
  for (let i = 0; i < grid.hours; i++) {
    const atMs = grid.startMs + i * hourMs
    while (next < changes.length && (changes[next] as CapacityChange).fromMs <= atMs) {
      current = read(changes[next] as CapacityChange)
      next++
    }
    out[i] = current
  }
  return out
}
