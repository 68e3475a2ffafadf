import { medianIndex, quantileLevels } from '../model/forecast.ts'
import { quantileSorted } from '../stats/quantile.ts'
import { median } from '../stats/robust.ts'

const levelCount = quantileLevels.length

/** Medians of whole seasons counted back from the end, oldest first. */
function seasonLevels(values: Float64Array, season: number): Float64Array {
  const count = Math.floor(values.length / season)
  const from = values.length - count * season
  return Float64Array.from({ length: count }, (_, i) =>
    median(values.subarray(from + i * season, from + (i + 1) * season)),
  )
}

/** Smallest change of the level that was seen; 0 if it never changed. */
function smallestJump(levels: Float64Array): number {
  let smallest = Number.POSITIVE_INFINITY
  for (let i = 1; i < levels.length; i++) {
    const size = Math.abs((levels[i] as number) - (levels[i - 1] as number))
    if (size > 0) smallest = Math.min(smallest, size)
  }
  return Number.isFinite(smallest) ? smallest : 0
}

/**
 * Quantiles of how far the level moves in `ahead` seasons: of all moves over so many seasons that were seen. In
 * `count` stretches apart nothing further was seen, so a further jump has the chance 1 / (count + 1), half of it to
 * either side (rule of succession, Laplace 1774): levels beyond that take one more jump.
 */
function movesOver(levels: Float64Array, ahead: number, jump: number): Float64Array {
  const known = Math.min(ahead, levels.length >> 1)
  const moves = Float64Array.from(
    { length: levels.length - known },
    (_, i) => (levels[i + known] as number) - (levels[i] as number),
  ).sort()
  const unseen = 0.5 / ((levels.length - 1) / ahead + 1)
  const farther = Math.sqrt(ahead / known)
  return Float64Array.from(quantileLevels, (level) => {
    const further = level > 1 - unseen ? jump : level < unseen ? -jump : 0
    return farther * quantileSorted(moves, level) + further
  })
}

/** Median of the fan's medians over the season that begins at `step`. */
function seasonMedian(packed: Float64Array, step: number, season: number): number {
  const steps = Math.min(season, packed.length / levelCount - step)
  return median(
    Float64Array.from({ length: steps }, (_, i) => packed[(step + i) * levelCount + medianIndex] as number),
  )
}

/**
 * Lets a fan of demand that stands still and jumps (counts) reach as far as its level has moved before in as many
 * seasons, and by the one jump more that was never seen; in place, never below zero.
 */
export function coverJumps(packed: Float64Array, values: Float64Array, season: number): Float64Array {
  const levels = seasonLevels(values, season)
  if (levels.length < 2) return packed
  const jump = smallestJump(levels)
  const last = levels.at(-1) as number
  for (let step = 0; step * levelCount < packed.length; step += season) {
    const moves = movesOver(levels, step / season + 1, jump)
    const level = seasonMedian(packed, step, season)
    const end = Math.min(packed.length, (step + season) * levelCount)
    for (let at = step * levelCount; at < end; at += levelCount) {
      const centre = packed[at + medianIndex] as number
      for (let k = 0; k < levelCount; k++) {
        const reached = centre + last + (moves[k] as number) - level
        const own = packed[at + k] as number
        if (k < medianIndex) packed[at + k] = Math.max(0, Math.min(own, reached))
        if (k > medianIndex) packed[at + k] = Math.max(own, reached)
      }
    }
  }
  return packed
}
