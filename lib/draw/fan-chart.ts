import type { EpochMs } from '#lib/model/time.ts'

/** A value that holds from `fromMs` until the next step, the last to the end of the axis. */
export type FanStep = { readonly fromMs: EpochMs; readonly value: number; readonly label: string }

/** Bands from back to front; values per step of the forecast. */
export type FanBand = {
  readonly name: 'b95' | 'b80' | 'b50'
  readonly low: readonly number[]
  readonly high: readonly number[]
}

/** Numbers and words of one fan chart. Values share one unit; times are UTC; daily values sit at noon. */
export type FanChart = {
  /** One sentence for people who do not see the picture. */
  readonly label: string
  readonly startMs: EpochMs
  readonly todayMs: EpochMs
  readonly endMs: EpochMs
  readonly horizon: { readonly atMs: EpochMs; readonly label: string; readonly days: number }
  /** Largest value of the y axis and the unit that its top tick carries. */
  readonly top: number
  readonly unit: string
  /** One value a day from `startMs`; `null` = not observed. */
  readonly daily: readonly (number | null)[]
  readonly smooth: readonly (number | null)[]
  readonly gaps: readonly { readonly fromMs: EpochMs; readonly toMs: EpochMs; readonly label: string }[]
  readonly forecast?: {
    readonly startMs: EpochMs
    readonly bands: readonly FanBand[]
    readonly median: readonly number[]
  }
  /** Safe limit and capacity; empty when they are not known. */
  readonly limit: readonly FanStep[]
  readonly capacity: readonly FanStep[]
  /** The median after the recommended change, one value a day. */
  readonly after?: { readonly fromMs: EpochMs; readonly values: readonly number[]; readonly label: string }
  readonly crossing?: FanCrossing
}

/** When the limit is reached, as a distribution: 20 dots, each a 1-in-20 chance. */
export type FanCrossing = {
  /** Days from `todayMs`; `null` = later than the forecast reaches. */
  readonly quantileDays: readonly (number | null)[]
  readonly low: FanDate
  readonly median: FanDate
  readonly high: FanDate
  /** Where the median path meets the limit, for the drop line. */
  readonly limitValue: number
  /** Lines of text beside the dots; the first is a heading. */
  readonly lines: readonly string[]
}

/** A quantile of the date; without `days` it lies beyond the forecast. */
export type FanDate = { readonly days: number | null; readonly label: string }
