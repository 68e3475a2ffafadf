import { medianIndex, quantileLevels } from '../model/forecast.ts'
import { quantileSorted, sortedObserved } from '../stats/quantile.ts'
import { normalQuantile } from '../stats/random.ts'

const levelCount = quantileLevels.length
const zScores = quantileLevels.map((level) => (level === 0.5 ? 0 : normalQuantile(level)))
/** However straight the past, growth to come is not known better than to this share (standard deviation). */
const growthErrorShare = 0.08
/** However quiet the past, the level wanders by this share in a season, with the square root of time. */
const wanderShare = 0.01
/** The wandering adds at most so many times the own width. */
const wanderMax = 3

export type WidenInput = {
  readonly packed: Float64Array
  readonly season: number
  /** Data kept (storage) only grows: no wandering. */
  readonly levelWanders: boolean
}

/**
 * Lets a daily fan widen with the horizon, in place: no interval is narrower than a season before, none narrower
 * than the growth expected by then is uncertain, and a level that is not known to be bound wanders.
 */
export function widenWithHorizon({ packed, season, levelWanders }: WidenInput): Float64Array {
  const stride = season * levelCount
  const own = packed.slice()
  for (let at = 0; at < packed.length; at += levelCount) {
    const centre = own[at + medianIndex] as number
    const growth = growthErrorShare * Math.abs(centre - (own[(at % stride) + medianIndex] as number))
    const wander = levelWanders ? wanderShare * centre * Math.sqrt(at / stride) : 0
    for (let k = 0; k < levelCount; k++) {
      if (k === medianIndex) continue
      const side = k < medianIndex ? -1 : 1
      const z = Math.abs(zScores[k] as number)
      const width = Math.max(side * ((own[at + k] as number) - centre), z * growth)
      packed[at + k] = centre + side * Math.hypot(width, Math.min(z * wander, wanderMax * width))
    }
  }
  return neverNarrower(packed, season)
}

/** No interval is narrower than a season before, in place; nothing lies below zero. */
export function neverNarrower(packed: Float64Array, season: number): Float64Array {
  const stride = season * levelCount
  for (let at = 0; at < packed.length; at += levelCount) {
    const centre = packed[at + medianIndex] as number
    for (let k = 0; k < levelCount; k++) {
      const side = k < medianIndex ? -1 : 1
      const own = side * ((packed[at + k] as number) - centre)
      const earlier =
        at < stride
          ? 0
          : Math.abs((packed[at - stride + k] as number) - (packed[at - stride + medianIndex] as number))
      packed[at + k] = Math.max(0, centre + side * Math.max(own, earlier))
    }
  }
  return packed
}

/** How far above the median, in units of the largest distance observed, a quantile may lie ... */
const reachMax = 1.4
/** ... and how much further when so few days were observed: this over their number. */
const reachDays = 14

/**
 * No quantile lies much further above its median than the largest observed value above the usual one (1.4 times,
 * more after few days), in place: extrapolated errors of bursty demand would else reach levels far from any seen.
 */
export function boundReach(packed: Float64Array, observed: ArrayLike<number>): Float64Array {
  const values = sortedObserved(observed)
  const distance = quantileSorted(values, 1) - quantileSorted(values, 0.5)
  const reach = (reachMax + reachDays / values.length) * distance
  for (let at = 0; at < packed.length; at += levelCount) {
    const centre = packed[at + medianIndex] as number
    for (let k = medianIndex + 1; k < levelCount; k++) {
      packed[at + k] = Math.min(packed[at + k] as number, centre + reach)
    }
  }
  return packed
}

/**
 * A falling median approaches zero and does not run through it, in place: a fall by the share `f` of the first
 * season's median becomes one by `1 - exp(-f)`; the other quantiles move with it.
 */
export function softenDecline(packed: Float64Array, season: number): Float64Array {
  const stride = season * levelCount
  const starts = Float64Array.from(
    { length: season },
    (_, i) => packed[i * levelCount + medianIndex] as number,
  )
  for (let at = 0; at < packed.length; at += levelCount) {
    const centre = packed[at + medianIndex] as number
    const start = starts[(at % stride) / levelCount] as number
    if (centre >= start) continue
    const moved = start * Math.exp(centre / start - 1) - centre
    for (let k = 0; k < levelCount; k++) packed[at + k] = (packed[at + k] as number) + moved
  }
  return packed
}
