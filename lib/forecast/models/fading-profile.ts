import { quantileLevels } from '../../model/forecast.ts'
import { weightedQuantiles } from '../../stats/weighted-quantile.ts'
import type { Fitted, Forecaster, TrainingSeries } from '../forecaster.ts'
import { tidy } from '../spread.ts'

const levelCount = quantileLevels.length

type Fading = {
  /** Short seasons after which a value counts half. */
  readonly halfLife: number
  /** Places of the short season beside its own that count too, less with their distance; infinite: all alike. */
  readonly reach: number
  /** How many times more the same place of the long season (hour of week) counts. */
  readonly sameWeek: number
}

/** What is older than so many half-lives is left out. */
const halfLivesKept = 3

/** Steps between two places of a season, the shorter way round. */
function distance(apart: number, season: number): number {
  const phase = apart % season
  return Math.min(phase, season - phase)
}

type Sample = { readonly values: Float64Array; readonly weights: Float64Array }

type PlaceInput = {
  readonly series: TrainingSeries
  readonly fading: Fading
  readonly place: number
  readonly kept: number
}

/** Ages (1 = the newest value) of the kept values within reach of the step `place` after the end. */
function agesNear({ series, fading, place, kept }: PlaceInput): Uint32Array {
  if (fading.reach === Number.POSITIVE_INFINITY) return Uint32Array.from({ length: kept }, (_, i) => i + 1)
  const [short = 1] = series.seasons
  const reach = Math.min(fading.reach, (short - 1) >> 1)
  const ages: number[] = []
  for (let own = -(place % short); own - reach <= kept; own += short) {
    for (let age = Math.max(1, own - reach); age <= Math.min(kept, own + reach); age++) ages.push(age)
  }
  return Uint32Array.from(ages)
}

/** The values that tell of the step `place` after the end, with their weights. */
function sampleOf(input: PlaceInput): Sample {
  const { series, fading, place } = input
  const { halfLife, reach, sameWeek } = fading
  const [short = 1, long = short] = series.seasons
  const n = series.values.length
  const ages = agesNear(input)
  const values = new Float64Array(ages.length)
  const weights = new Float64Array(ages.length)
  for (let i = 0; i < ages.length; i++) {
    const age = ages[i] as number
    const away = reach === Number.POSITIVE_INFINITY ? 0 : distance(age + place, short)
    const week = sameWeek > 1 && distance(age + place, long) <= reach ? sameWeek : 1
    values[i] = series.values[n - age] as number
    weights[i] = week * 0.5 ** (age / short / halfLife) * (1 - away / (reach + 1))
  }
  return { values, weights }
}

/** Weighted quantiles per place of the season; one for all places where the reach is infinite. */
function fitFading(series: TrainingSeries, fading: Fading): Fitted {
  const { values, seasons } = series
  const [short = 1, long = short] = seasons
  const cycle = fading.sameWeek > 1 ? long : short
  const places = fading.reach === Number.POSITIVE_INFINITY ? 1 : cycle
  const kept = Math.min(values.length, Math.ceil(fading.halfLife * halfLivesKept * short))
  return {
    predict(horizon) {
      const out = new Float64Array(horizon * levelCount)
      for (let place = 0; place < Math.min(places, horizon); place++) {
        const sample = sampleOf({ series, fading, place, kept })
        const own = weightedQuantiles(sample.values, sample.weights, quantileLevels)
        for (let i = place; i < horizon; i += places) out.set(own, i * levelCount)
      }
      return tidy(out, values)
    },
  }
}

/** Enough to tell a range; below two seasons it is all there is to tell. */
const rangeLengthMin = 5

function fadingRange(name: string, label: string, halfLife: number): Forecaster {
  return {
    name,
    label,
    lengthMin: (seasons) => Math.min(rangeLengthMin, 2 * (seasons[0] ?? 1)),
    fit: (series) => fitFading(series, { halfLife, reach: Number.POSITIVE_INFINITY, sameWeek: 1 }),
  }
}

function fadingProfile(name: string, label: string, fading: Fading): Forecaster {
  return {
    name,
    label,
    lengthMin: (seasons) => 4 * (seasons[0] ?? 1),
    fit: (series) => fitFading(series, fading),
  }
}

/** Anywhere in the range of the last hours: for demand that stands still and steps. */
export const newestRange: Forecaster = {
  ...fadingRange('newest-range', 'the range of the last hours', 0.2),
  followsSteps: true,
}

/** Anywhere in the range of the last day or two, whatever the hour: for demand that has just settled. */
export const recentRange: Forecaster = {
  ...fadingRange('recent-range', 'the range of the last days', 0.5),
  followsSteps: true,
}

/** Anywhere in the range of the last week: for demand that wanders without a rhythm. */
export const weekRange = fadingRange('week-range', 'the range of the last week', 2)

/** Hour of day, the last days counting most, neighbouring hours too: for a rhythm that changes. */
export const newestHours = fadingProfile('newest-hours', 'the last days at about this hour', {
  halfLife: 2,
  reach: 2,
  sameWeek: 1,
})

/** The same with a longer memory. */
export const recentHours = fadingProfile('recent-hours', 'the last weeks at about this hour', {
  halfLife: 5,
  reach: 1,
  sameWeek: 1,
})

/** Hour of day over weeks, the same hour of the week counting most. */
export const weekHours = fadingProfile('week-hours', 'the last weeks at about this hour of the week', {
  halfLife: 10,
  reach: 0,
  sameWeek: 6,
})
