/**
 * What a model is fitted to: evenly spaced values without gaps, and the seasons that may be present, in steps,
 * ascending (`[24, 168]` for hours, `[7]` for days).
 */
export type TrainingSeries = { readonly values: Float64Array; readonly seasons: readonly number[] }

/** A fitted model. Predicting is repeatable and does not change it. */
export type Fitted = {
  /** Quantiles of the next `horizon` values, packed `[step * quantileLevels.length + level]`, ordered. */
  readonly predict: (horizon: number) => Float64Array
}

/** A model that can be fitted. `fit` and `predict` are two types, so that nothing predicts before it is fitted. */
export type Forecaster = {
  readonly name: string
  /** As the explanation calls it. */
  readonly label: string
  /** Makes sense for demand that stands still and steps; for such demand only these are tried. */
  readonly followsSteps?: true
  /** Whether it makes sense for these values; absent: for all. */
  readonly suits?: (series: TrainingSeries) => boolean
  /** Fewest values it can be fitted to; infinite where it makes no sense for these seasons. */
  readonly lengthMin: (seasons: readonly number[]) => number
  readonly fit: (series: TrainingSeries) => Fitted
}

/** Longest season that the series holds at least twice, else the shortest. */
export function longestSeason({ values, seasons }: TrainingSeries): number {
  let longest = seasons[0] ?? 1
  for (const season of seasons) if (season * 2 <= values.length) longest = season
  return longest
}
