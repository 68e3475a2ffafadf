import type { Dimension } from './capacity.ts'
import type { Resource } from './resource.ts'
import type { EpochMs } from './time.ts'

/** Distances at which forecasts are scored: each is of the days after the one before, up to and with it. */
export const trackHorizons = [1, 7, 14, 28, 56, 90] as const
export type TrackHorizon = (typeof trackHorizons)[number]

/** `published`: said then, and shown. `hindsight`: computed later from what was known then. */
export const trackOrigins = ['published', 'hindsight'] as const
export type TrackOrigin = (typeof trackOrigins)[number]

/** How the daily peaks of one stretch of days came out against the forecast. */
export type HorizonScore = {
  readonly horizonDays: TrackHorizon
  /** Days that were observed. */
  readonly days: number
  /** Mean absolute error of the median over that of the weekly naive before the forecast; `null` = it never erred. */
  readonly mase: number | null
  /** Days inside the 80 % and the 90 % interval. */
  readonly inside80: number
  readonly inside90: number
  /** Mean of (median - actual) over the mean actual: above 0 = forecast too high. */
  readonly bias: number
  /** By how much its interval was widened because earlier ones did not hold; absent = not at all. */
  readonly widening?: number
}

export type TrackScore = HorizonScore & {
  readonly resourceId: string
  readonly dimension: Dimension
  readonly asOfMs: EpochMs
  readonly origin: TrackOrigin
}

/** A score with whose it is, for lists. */
export type TrackRow = TrackScore & Pick<Resource, 'name' | 'resourceClass' | 'team'>
