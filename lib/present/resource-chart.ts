import { type Dimension, dimensionUnits } from '#lib/model/capacity.ts'
import type { DimensionDetail } from '#lib/model/fleet.ts'
import type { Forecast } from '#lib/model/forecast.ts'
import type { Recommendation } from '#lib/model/recommendation.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { chance, dateOrAfter, dateRange, day, dayWithYear, percent, quantity, sizeLabel } from './format.ts'
import { forecastDays, historyDays, type Levels, type PeakSeries, peakSeries } from './resource-series.ts'
import { dimensionWords } from './words.ts'

export type HorizonDays = 30 | 90 | 180

/** What one chart is made of. `scale` turns units of demand into drawn values. */
export type ChartParts = {
  readonly item: DimensionDetail
  readonly series: PeakSeries
  readonly capacity: number | null
  readonly limit: number | null
  readonly todayMs: EpochMs
  readonly nowMs: EpochMs
  readonly horizonDays: HorizonDays
  readonly scale: number
  readonly recommendation?: Recommendation
  /** A CPU that is held at the baseline of a burstable size: the limit is that baseline. */
  readonly held?: boolean
}

export type ChartInput = {
  readonly item: DimensionDetail
  readonly recommendation?: Recommendation
  readonly held?: boolean
  readonly horizonDays: HorizonDays
  readonly nowMs: EpochMs
}

/** Probability of saturation within the horizon. */
export function chanceWithin(forecast: Forecast, horizonDays: HorizonDays): number {
  const { chance: within } = forecast.saturation
  return horizonDays === 30 ? within.d30 : horizonDays === 90 ? within.d90 : within.d180
}

function lastKnown(values: readonly (number | null)[]): number | null {
  return values.findLast((value) => value !== null) ?? null
}

/** Limit of the dimension now: of its forecast, else of the current option, else unknown. */
function limitNow(input: ChartInput): number | null {
  const { item, recommendation } = input
  if (item.forecast) return item.forecast.saturation.limit
  const risk = recommendation?.current?.dimensions.find((d) => d.dimension === item.dimension)
  return risk?.limit ?? null
}

export function chartParts(input: ChartInput): ChartParts {
  const { item, nowMs } = input
  const todayMs = item.forecast?.asOfMs ?? nowMs
  const series = peakSeries(item.history, item.forecast, todayMs)
  const capacity = item.forecast?.capacity ?? lastKnown(series.capacity)
  const scale = capacity && capacity > 0 ? 100 / capacity : 1
  return { ...input, series, capacity, limit: limitNow(input), todayMs, scale }
}

const scaled = (values: readonly (number | null)[], scale: number) =>
  values.map((value) => (value === null ? null : value * scale))

/**
 * Top of the y axis: history, limit and the median up to the horizon are inside, what lies above leaves the frame.
 * In percent at least 110, so that the capacity stays in sight; 120 where the median may pass it.
 */
function topOf(parts: ChartParts): number {
  const { series, scale, limit, capacity, horizonDays } = parts
  const measured = series.daily.map((value) => value ?? 0)
  const ahead = series.levels?.median ?? []
  const largest = Math.max(0, limit ?? 0, ...measured, ...ahead.slice(0, horizonDays)) * scale * 1.05
  if (capacity === null) return largest > 0 ? largest : 1
  const passing = Math.max(0, ...ahead) * scale > 90
  const top = Math.max(passing ? 120 : 110, largest)
  return top <= 110 ? 110 : top <= 120 ? 120 : Math.ceil(top / 50) * 50
}

/** Days without a sample as blocks; a block that reaches today is still being collected and left out. */
function gapsOf(parts: ChartParts) {
  const { series, nowMs } = parts
  const gaps: { fromMs: EpochMs; toMs: EpochMs; label: string }[] = []
  let from = -1
  series.daily.forEach((value, i) => {
    if (value === null && from < 0) from = i
    if (value === null || from < 0) return
    const [fromMs, toMs] = [series.startMs + from * dayMs, series.startMs + i * dayMs]
    const [first, last] = [day(fromMs, nowMs), day(toMs - dayMs, nowMs)]
    gaps.push({ fromMs, toMs, label: first === last ? first : `${first} \u2013 ${last}` })
    from = -1
  })
  return gaps
}

/** Capacity over the window as steps in drawn values; the last one holds over the forecast. */
function capacitySteps(parts: ChartParts): { fromMs: EpochMs; capacity: number }[] {
  const { series, capacity } = parts
  if (capacity === null) return []
  const steps: { fromMs: EpochMs; capacity: number }[] = []
  series.capacity.forEach((value, i) => {
    if (value === null || steps.at(-1)?.capacity === value) return
    steps.push({ fromMs: series.startMs + (steps.length === 0 ? 0 : i * dayMs), capacity: value })
  })
  if (steps.length === 0) return [{ fromMs: series.startMs, capacity }]
  if (steps.at(-1)?.capacity !== capacity) steps.push({ fromMs: parts.todayMs, capacity })
  return steps
}

function limitLines(parts: ChartParts) {
  const { item, limit, capacity, scale } = parts
  const steps = capacitySteps(parts)
  const share = limit !== null && capacity ? limit / capacity : null
  const size = (value: number) => quantity(value, item.dimension)
  return {
    capacity: steps.map((step) => ({
      fromMs: step.fromMs,
      value: step.capacity * scale,
      label: size(step.capacity),
    })),
    limit:
      share === null
        ? []
        : steps.map((step) => ({
            fromMs: step.fromMs,
            value: step.capacity * share * scale,
            label: parts.held ? `Sustained baseline ${percent(share)}` : `Safe limit ${percent(share)}`,
          })),
  }
}

function bandsOf(levels: Levels, scale: number) {
  const band = (name: 'b95' | 'b80' | 'b50', low: readonly number[], high: readonly number[]) => ({
    name,
    low: low.map((value) => value * scale),
    high: high.map((value) => value * scale),
  })
  return {
    startMs: levels.startMs,
    median: levels.median.map((value) => value * scale),
    bands: [
      band('b95', levels.q025, levels.q975),
      band('b80', levels.q10, levels.q90),
      band('b50', levels.q25, levels.q75),
    ],
  }
}

/** The median on the recommended size, in percent of its own capacity, from the day the change is due. */
function afterOf(parts: ChartParts) {
  const { recommendation, series, item, scale, todayMs, nowMs } = parts
  const before = recommendation?.current?.dimensions.find((d) => d.dimension === item.dimension)
  const after = recommendation?.recommended?.dimensions.find((d) => d.dimension === item.dimension)
  if (!recommendation?.recommended || !before || !after || !series.levels) return undefined
  const ratio =
    before.utilization && after.utilization !== null
      ? after.utilization / before.utilization
      : before.capacity / after.capacity
  if (!Number.isFinite(ratio) || Math.abs(ratio - 1) < 0.01) return undefined
  const decideMs = Math.max(todayMs, recommendation.decideByMs ?? todayMs)
  const dueMs = decideMs + (recommendation.leadDays ?? 0) * dayMs
  const offset = Math.min(forecastDays - 1, Math.round((dueMs - series.levels.startMs) / dayMs))
  const since = dueMs > todayMs ? `, from ${day(dueMs, nowMs)}` : ''
  return {
    fromMs: series.levels.startMs + offset * dayMs,
    values: series.levels.median.slice(offset).map((value) => value * scale * ratio),
    label: `median on ${sizeLabel(recommendation.recommended.label)}${since}`,
  }
}

function crossingOf(parts: ChartParts, forecast: Forecast) {
  const { horizonDays, nowMs, scale } = parts
  const { saturation, asOfMs } = forecast
  const axis = { asOfMs, axisDays: forecastDays, nowMs }
  const date = (days: number | null) => ({ days, label: dateOrAfter(days, axis) })
  const by = (days: HorizonDays) =>
    `${chance(chanceWithin(forecast, days))} by ${day(asOfMs + days * dayMs, nowMs)}`
  const { medianDays } = saturation
  const median =
    medianDays !== null && medianDays <= forecastDays
      ? dayWithYear(asOfMs + medianDays * dayMs)
      : dateOrAfter(medianDays, axis)
  return {
    quantileDays: saturation.quantileDays,
    low: date(saturation.lowDays),
    median: date(medianDays),
    high: date(saturation.highDays),
    limitValue: saturation.limit * scale,
    lines: [
      'When it crosses',
      horizonDays === 30 ? by(30) : `${by(horizonDays)}, ${by(30)}`,
      `Median ${median}`,
      `80% interval ${dateRange(saturation.lowDays, saturation.highDays, axis)}`,
      'One dot is a 1-in-20 chance',
    ],
  }
}

function sentenceOf(parts: ChartParts, name: string): string {
  const { item, horizonDays, nowMs } = parts
  const title = dimensionWords[item.dimension]
  if (!item.forecast) return `${name}, ${title}: measured demand, no forecast yet.`
  const { saturation, asOfMs } = item.forecast
  const axis = { asOfMs, axisDays: forecastDays, nowMs }
  const within = chance(chanceWithin(item.forecast, horizonDays))
  return `${name}, ${title}: ${within} chance of running out within ${horizonDays} days, median ${dateOrAfter(saturation.medianDays, axis)}, 80% interval ${dateRange(saturation.lowDays, saturation.highDays, axis)}.`
}

/** The numbers of the exhaustion chart, in percent of today's capacity where that is known. */
export function presentFan(parts: ChartParts, resourceName: string) {
  const { series, item, scale, todayMs, horizonDays, nowMs, capacity } = parts
  const horizonMs = todayMs + horizonDays * dayMs
  return {
    label: sentenceOf(parts, resourceName),
    startMs: series.startMs,
    todayMs,
    endMs: series.startMs + (historyDays + forecastDays) * dayMs,
    horizon: {
      atMs: horizonMs,
      label: `${horizonDays} days · ${day(horizonMs, nowMs)}`,
      days: horizonDays,
    },
    top: topOf(parts),
    unit: capacity === null ? ` ${dimensionUnits[item.dimension]}` : '%',
    daily: scaled(series.daily, scale),
    smooth: scaled(series.smooth, scale),
    gaps: gapsOf(parts),
    forecast: series.levels && bandsOf(series.levels, scale),
    ...limitLines(parts),
    after: afterOf(parts),
    crossing: item.forecast && crossingOf(parts, item.forecast),
  }
}

/** `CPU demand, % of 8 vCPU`. */
export function chartTitle(dimension: Dimension, capacity: number | null): string {
  const unit = capacity === null ? dimensionUnits[dimension] : `% of ${quantity(capacity, dimension)}`
  return `${dimensionWords[dimension]} demand, ${unit}`
}
