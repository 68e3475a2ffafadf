import { limitOf } from '../model/capacity.ts'
import type { DayStatistic, DemandEvidence, Forecast, HeldWidening, QuantileBand } from '../model/forecast.ts'
import type { DimensionDefinition } from '../model/measure.ts'
import type { Policy } from '../model/policy.ts'
import { dayMs, type EpochMs, floorTo, hourMs } from '../model/time.ts'
import { breachCurves } from './breach.ts'
import { burstCurve, growthUntil } from './burst-breach.ts'
import { cleanDays, type Disturbances, disturbancesOf } from './clean.ts'
import { dayProfiles } from './day-profiles.ts'
import type { HourlyDemand } from './demand.ts'
import { explain } from './explain.ts'
import { factsOf, monthlyGrowthOf } from './facts.ts'
import { modelWeights, type Plan, planFan } from './fan.ts'
import { fillGaps, trimStart } from './gaps.ts'
import { applyHeldWidening, heldWideningTexts } from './held-widening.ts'
import type { DailyDemand } from './history.ts'
import { forecasters } from './models/index.ts'
import { pastDemand } from './past-breaches.ts'
import { type DailyFans, dailyPaths } from './paths.ts'
import { rhythmed } from './rhythm.ts'
import { saturationOf } from './saturation.ts'
import { daySeason, daysByPlan, daysSufficient, planHours, wideningOf } from './series-fan.ts'
import { noiseAutocorrelation } from './shape.ts'

const horizonHours = 14 * 24
const horizonDays = 365
const pathCount = 360
const breachHorizons = [30, 90, 180]
const daySeasons = [daySeason]
/** Farthest horizon that the daily models are tested at. */
const daysPlanned = 180

export type DimensionInput = {
  readonly resourceId: string
  readonly nowMs: EpochMs
  readonly definition: DimensionDefinition
  readonly demand: HourlyDemand
  readonly daily: DailyDemand
  readonly evidence: DemandEvidence
  readonly capacity: number
  readonly policy: Policy
  readonly rhythm?: readonly number[]
  readonly brief?: true
  readonly heldWidening?: readonly HeldWidening[]
}

type Cleaned = Disturbances & { readonly series: Readonly<Record<DayStatistic, Float64Array>> }

function clean({ daily }: DimensionInput): Cleaned {
  const found = disturbancesOf(daily.peak, daySeason)
  const { mean, peak, maximum } = daily
  return {
    ...found,
    series: {
      mean: cleanDays(mean, found),
      peak: cleanDays(peak, found),
      maximum: cleanDays(maximum, found),
    },
  }
}

/** Keeps mean <= peak <= maximum at every level of every day; in place. */
function nest({ mean, peak, maximum }: DailyFans): void {
  for (let i = 0; i < peak.length; i++) {
    if ((mean[i] as number) > (peak[i] as number)) peak[i] = mean[i] as number
    if ((peak[i] as number) > (maximum[i] as number)) maximum[i] = peak[i] as number
  }
}

const band = (startMs: EpochMs, stepMs: number, packed: Float64Array): QuantileBand => ({
  startMs,
  stepMs,
  values: Float32Array.from(packed),
})

type Fitted = {
  readonly cleaned: Cleaned
  readonly widening: number
  readonly plan: Plan
  readonly fans: DailyFans
  /** Cleaned hours that the hourly fan stands on. */
  readonly hourly: Float64Array
  readonly hourFan: Float64Array
}

/** Plans and fans of days and, unless it is brief, of hours. */
function fitAll(input: DimensionInput, cleaned: Cleaned): Fitted {
  const { demand, daily, evidence, definition, brief, heldWidening } = input
  const { series } = cleaned
  const { observedDays } = evidence
  const held = heldWidening ?? []
  const widening = wideningOf({ observedDays, disturbances: cleaned, days: daily.peak.length })
  const plan = planFan({ observed: series.peak, seasons: daySeasons, horizon: daysPlanned, forecasters })
  const levelWanders = definition.monotone !== true
  const fan = (observed: Float64Array) =>
    applyHeldWidening(
      daysByPlan({ plan, observed, season: daySeason, horizon: horizonDays, widening, levelWanders }),
      held,
    )
  const fans = { mean: fan(series.mean), peak: fan(series.peak), maximum: fan(series.maximum) }
  nest(fans)
  const none = new Float64Array(0)
  if (brief === true) return { cleaned, widening, plan, fans, hourly: none, hourFan: none }
  const firstHour = (demand.startMs - daily.startMs) / hourMs
  const { hourly, packed } = planHours({
    hours: demand.mean,
    firstHour,
    disturbances: cleaned,
    horizon: horizonHours,
    widening,
  })
  return { cleaned, widening, plan, fans, hourly, hourFan: packed }
}

/** Saturation and breach curves from paths through the fans. */
function risksOf(input: DimensionInput, fans: DailyFans, peaks: Float64Array) {
  const { resourceId, definition, demand, daily, capacity, policy } = input
  const { dimension, hard } = definition
  const horizons = input.brief === true ? [policy.horizonDays] : breachHorizons
  const seed = `${resourceId}/${dimension}`
  const paths = dailyPaths({
    fans,
    days: horizonDays,
    fullDays: Math.max(...horizons),
    count: pathCount,
    autocorrelation: noiseAutocorrelation(peaks, daySeason),
    seed,
  })
  const limit = limitOf(capacity, policy.headroom[dimension] ?? policy.headroomDefault)
  const endMs = demand.startMs + demand.mean.length * hourMs
  const profiles = dayProfiles(demand, (endMs - floorTo(endMs, dayMs)) / hourMs)
  const past = hard ? undefined : pastDemand(demand, dimension)
  const curves = breachCurves({ paths, profiles, hard, horizons, seed })
  return {
    saturation: saturationOf({ paths, recentPeaks: daily.peak, limit }),
    breach: past
      ? curves.map((curve) => burstCurve({ curve, past, growth: growthUntil(fans.peak, curve.horizonDays) }))
      : curves,
  }
}

type WordsInput = Pick<Fitted, 'cleaned' | 'hourly'> & { readonly monthlyGrowth: number }

function wordsOf({ daily }: DimensionInput, { cleaned, hourly, monthlyGrowth }: WordsInput): string[] {
  const peaks = trimStart(cleaned.series.peak)
  const skipped = daily.peak.length - peaks.length
  return explain({
    daily: fillGaps(peaks, daySeason),
    hourly: fillGaps(trimStart(hourly), 24),
    startMs: daily.startMs + skipped * dayMs,
    bendAt: cleaned.bendAt > 0 ? 0 : undefined,
    shifts: cleaned.shifts.map((shift) => ({ ...shift, at: shift.at - skipped })),
    spikes: cleaned.spikes.map((spike) => ({ ...spike, at: spike.at - skipped })),
    monthlyGrowth,
  })
}

/** The whole forecast of one dimension whose history suffices. */
export function forecastDimension(input: DimensionInput): Forecast {
  const { resourceId, nowMs, definition, demand, daily, evidence, capacity, policy, rhythm } = input
  const fitted = fitAll(input, clean(input))
  const { cleaned, widening, plan, fans, hourFan } = fitted
  const monthlyGrowth = monthlyGrowthOf(fans.peak, policy.horizonDays)
  const hourlyStartMs = demand.startMs + demand.mean.length * hourMs
  const dailyStartMs = daily.startMs + daily.peak.length * dayMs
  const borrowed = evidence.observedDays < daysSufficient && input.brief !== true ? rhythm : undefined
  const hours = borrowed === undefined ? hourFan : rhythmed(hourFan, hourlyStartMs, borrowed)
  return {
    kind: 'forecast',
    resourceId,
    dimension: definition.dimension,
    asOfMs: nowMs,
    hourly: band(hourlyStartMs, hourMs, hours),
    daily: {
      mean: band(dailyStartMs, dayMs, fans.mean),
      peak: band(dailyStartMs, dayMs, fans.peak),
      maximum: band(dailyStartMs, dayMs, fans.maximum),
    },
    ...risksOf(input, fans, fillGaps(trimStart(cleaned.series.peak), daySeason)),
    capacity,
    models: modelWeights(plan),
    backtest: plan.score,
    demand: evidence,
    facts: factsOf({ demand, monthlyGrowth }),
    explanation:
      input.brief === true
        ? []
        : [...wordsOf(input, { ...fitted, monthlyGrowth }), ...heldWideningTexts(input.heldWidening ?? [])],
    widened: widening > 1 || input.heldWidening !== undefined,
    ...(input.heldWidening === undefined ? {} : { heldWidening: input.heldWidening }),
  }
}
