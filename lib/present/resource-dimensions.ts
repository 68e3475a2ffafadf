import { type Dimension, dimensionUnits } from '#lib/model/capacity.ts'
import type { ResourceDetail } from '#lib/model/fleet.ts'
import type { Forecast } from '#lib/model/forecast.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { chance, dateOrAfter, dateRange, day, number, percent } from './format.ts'
import { chanceWithin, chartParts, type HorizonDays } from './resource-chart.ts'
import { isPressed } from './resource-saturation.ts'
import { forecastDays, historyDays } from './resource-series.ts'
import { dimensionWords } from './words.ts'

export type DimensionsInput = {
  readonly detail: ResourceDetail
  readonly horizonDays: HorizonDays
  readonly nowMs: EpochMs
}

const stepDays = 3

/** Every third value, shares of capacity; the drawn window is the same for all dimensions. */
function sampled<T>(values: readonly T[]): T[] {
  return values.filter((_, i) => i % stepDays === 0)
}

function saturationText(forecast: Forecast, nowMs: EpochMs): string {
  const axis = { asOfMs: forecast.asOfMs, axisDays: forecastDays, nowMs }
  const { medianDays, lowDays, highDays } = forecast.saturation
  if (lowDays === null || lowDays > forecastDays) return dateOrAfter(null, axis)
  return `${dateOrAfter(medianDays, axis)}, 80%: ${dateRange(lowDays, highDays, axis)}`
}

function presentDimension(input: DimensionsInput, item: ResourceDetail['dimensions'][number]) {
  const { detail, horizonDays, nowMs } = input
  const { forecast, dimension } = item
  if (!forecast) return undefined
  const { series, scale } = chartParts({ item, horizonDays, nowMs })
  const shares = (values: readonly number[] | undefined) =>
    sampled(values ?? []).map((value) => (value * scale) / 100)
  const { saturation, capacity, facts, asOfMs } = forecast
  const within = chanceWithin(forecast, horizonDays)
  const by = day(asOfMs + horizonDays * dayMs, nowMs)
  const title = dimensionWords[dimension]
  const binding = detail.recommendation?.bindingDimension === dimension
  return {
    dimension,
    title,
    binding,
    used: percent(facts.p95 / capacity),
    ofCapacity: `of ${number(capacity)} ${dimensionUnits[dimension]}`,
    chance: chance(within),
    tone: within >= 0.5 ? ('risk' as const) : within >= 0.05 ? ('watch' as const) : undefined,
    limit: `${binding && dimension === 'cpu' && isPressed(detail) ? 'baseline' : 'limit'} ${percent(saturation.limit / capacity)}`,
    by: `by ${by}`,
    others: ([30, 90, 180] as const)
      .filter((days) => days !== horizonDays)
      .map((days) => `${days} d ${chance(chanceWithin(forecast, days))}`),
    date: saturationText(forecast, nowMs),
    sortChance: saturation.chance.d365,
    picture: {
      label: `${title}: p95 ${percent(facts.p95 / capacity)} of capacity, ${chance(within)} chance of running out by ${by}.`,
      stepDays,
      historyDays,
      forecastDays,
      horizonDays,
      history: sampled(series.smooth).map((value) => (value === null ? null : (value * scale) / 100)),
      low: shares(series.levels?.q10),
      median: shares(series.levels?.median),
      high: shares(series.levels?.q90),
      limit: saturation.limit / capacity,
    },
    interval: {
      label: `${title} runs out: ${saturationText(forecast, nowMs)}`,
      fromDays: -historyDays,
      toDays: forecastDays,
      lowDays: saturation.lowDays,
      medianDays: saturation.medianDays,
      highDays: saturation.highDays,
    },
  }
}

export type DimensionView = NonNullable<ReturnType<typeof presentDimension>>

/**
 * Dimensions with a forecast, the likeliest to run out first; the binding one leads a tie. The maximum of a group of
 * fixed size is what it is made of and cannot run out: left out.
 */
export function presentDimensions(input: DimensionsInput): readonly DimensionView[] {
  const { minSize, maxSize } = input.detail.resource.facts
  const fixed = typeof maxSize === 'number' && minSize === maxSize
  return input.detail.dimensions
    .filter(({ dimension }) => !(fixed && dimension === 'group-maximum'))
    .map((item) => presentDimension(input, item))
    .filter((view): view is DimensionView => view !== undefined)
    .sort((a, b) => b.sortChance - a.sortChance || Number(b.binding) - Number(a.binding))
}

/** Names of the dimensions without a forecast, and why where that is known; absent when every one has one. */
export function unknownLine(detail: ResourceDetail): string | undefined {
  const known = new Set(detail.dimensions.filter((d) => d.forecast).map((d) => d.dimension))
  const missing = new Set<Dimension>([
    ...detail.dimensions.map((d) => d.dimension),
    ...(detail.recommendation?.unknownDimensions ?? []),
  ])
  const unknown = [...missing].filter((dimension) => !known.has(dimension))
  if (unknown.length === 0 || known.size === 0) return undefined
  const reasons = unknown.map((dimension) => {
    const text = detail.dimensions.find((d) => d.dimension === dimension)?.abstention?.text
    return text ? `${dimensionWords[dimension]} (${text.replace(/\.$/, '')})` : dimensionWords[dimension]
  })
  return `Not known: ${reasons.join(', ')}. The chances cover the other dimensions only.`
}
