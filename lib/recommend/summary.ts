import type { DimensionUse, OptionSummary, RecommendationSummary, Spark } from '#lib/model/fleet.ts'
import {
  type DailyHistory,
  type DimensionOutcome,
  type Forecast,
  medianIndex,
  quantileLevels,
} from '#lib/model/forecast.ts'
import type { DimensionRisk, Option, Recommendation } from '#lib/model/recommendation.ts'
import { dayMs } from '#lib/model/time.ts'
import { bandValue, saturationAt } from './saturation.ts'

const weeks = 13
const dots = 20

export type PreviousRecommendation = Pick<Recommendation, 'asOfMs' | 'finding' | 'medianDays' | 'decideByMs'>

function summaryOf(option: Option | undefined): OptionSummary | undefined {
  if (option === undefined) return undefined
  const { id, label, monthlyUsd, deltaMonthlyUsd, chance, expectedMinutes, effort, downtime, note } = option
  const { action, sameSize, chanceUnderstated, priceUnknown } = option
  return {
    id,
    label,
    monthlyUsd,
    deltaMonthlyUsd,
    chance,
    expectedMinutes,
    effort,
    downtime,
    note,
    ...(action === undefined ? {} : { action }),
    ...(sameSize === undefined ? {} : { sameSize }),
    ...(chanceUnderstated === undefined ? {} : { chanceUnderstated }),
    ...(priceUnknown === undefined ? {} : { priceUnknown }),
  }
}

/** Weekly means of the 13 weeks before `asOfMs` as shares of capacity; `null` = no day of the week observed. */
function weeklyHistory(
  history: DailyHistory | undefined,
  asOfMs: number,
  capacity: number,
): (number | null)[] {
  return Array.from({ length: weeks }, (_, week) => {
    const toDay = Math.floor((asOfMs - (history?.startMs ?? asOfMs)) / dayMs) - (weeks - 1 - week) * 7
    const days = (history?.mean ?? new Float32Array()).subarray(Math.max(toDay - 7, 0), Math.max(toDay, 0))
    const seen = days.filter((value) => !Number.isNaN(value))
    return seen.length === 0 ? null : seen.reduce((sum, value) => sum + value, 0) / seen.length / capacity
  })
}

/** Weekly means of one quantile of the daily mean, 13 weeks, as shares of capacity. */
function weeklyForecast(forecast: Forecast, level: number, capacity: number): number[] {
  return Array.from({ length: weeks }, (_, week) => {
    let sum = 0
    for (let day = 0; day < 7; day++) sum += bandValue(forecast.daily.mean, week * 7 + day, level)
    return sum / 7 / capacity
  })
}

function sparkOf(
  forecast: Forecast,
  history: DailyHistory | undefined,
  risk: DimensionRisk,
  asOfMs: number,
): Spark {
  const share = (level: number) => weeklyForecast(forecast, level, risk.capacity)
  return {
    history: weeklyHistory(history, asOfMs, risk.capacity),
    low: share(quantileLevels.indexOf(0.1)),
    median: share(medianIndex),
    high: share(quantileLevels.indexOf(0.9)),
    limit: risk.limit / risk.capacity,
  }
}

/** The dots; at the limit that the present size has, which storage autoscaling may put above the measured capacity. */
function saturationDays(
  recommendation: Recommendation,
  forecast: Forecast | undefined,
  limit: number | null,
) {
  const { chanceByHorizon, medianDays, highDays } = recommendation
  if (chanceByHorizon === 1 && medianDays === 0 && highDays === 0) return Array<number>(dots).fill(0)
  if (forecast === undefined) return []
  const moved = limit !== null && Math.abs(forecast.saturation.limit - limit) > 1e-3 * limit
  return recommendation.bindingDimension === 'storage' && moved
    ? saturationAt(forecast, limit).quantileDays
    : forecast.saturation.quantileDays
}

function dimensionUse({ dimension, capacity, limit, utilization, chance }: DimensionRisk): DimensionUse[] {
  return capacity > 0 ? [{ dimension, utilization, limit: limit / capacity, chance }] : []
}

/**
 * What lists and the overview show of one recommendation: its binding dimension as shares of the present capacity.
 * `previous` is the recommendation of the run a week before.
 */
export function summarize(
  recommendation: Recommendation,
  outcomes: readonly DimensionOutcome[],
  previous?: PreviousRecommendation,
): RecommendationSummary {
  const { options, evidence, refusedCounts, current, recommended, ...rest } = recommendation
  const found = outcomes.find((one) => one.dimension === recommendation.bindingDimension)
  const forecast = found?.outcome.kind === 'forecast' ? found.outcome : undefined
  const risk = current?.dimensions.find((one) => one.dimension === recommendation.bindingDimension)
  const spark =
    forecast !== undefined && risk !== undefined && risk.capacity > 0
      ? sparkOf(forecast, found?.history, risk, recommendation.asOfMs)
      : undefined
  return {
    ...rest,
    current: summaryOf(current),
    recommended: summaryOf(recommended),
    saturationDays: saturationDays(recommendation, forecast, risk?.limit ?? null),
    utilization: risk?.utilization ?? null,
    utilizationAtHorizon: risk?.utilizationAtHorizon ?? null,
    limit: spark?.limit ?? null,
    ...(current === undefined ? {} : { uses: current.dimensions.flatMap(dimensionUse) }),
    ...(spark === undefined ? {} : { spark }),
    ...(previous === undefined
      ? {}
      : {
          previous: {
            asOfMs: previous.asOfMs,
            finding: previous.finding,
            medianDays: previous.medianDays,
            ...(previous.decideByMs === undefined ? {} : { decideByMs: previous.decideByMs }),
          },
        }),
  }
}
