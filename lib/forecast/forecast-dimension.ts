import { limitOf } from '../model/capacity.ts'
import type { DemandEvidence } from '../model/forecast.ts'
import { type DayStatistic, type Forecast, type QuantileBand, quantileLevels } from '../model/forecast.ts'
import type { DimensionDefinition } from '../model/measure.ts'
import type { Policy } from '../model/policy.ts'
import { dayMs, type EpochMs, floorTo, hourMs } from '../model/time.ts'
import { lastBend } from './bend.ts'
import { breachCurves } from './breach.ts'
import {
  adjustShifts,
  type LevelShift,
  levelShifts,
  maskLoneSpikes,
  type Spike,
  spikesOf,
} from './change-points.ts'
import { dayProfiles } from './day-profiles.ts'
import type { HourlyDemand } from './demand.ts'
import { explain } from './explain.ts'
import { factsOf, monthlyGrowthOf } from './facts.ts'
import { fanOf, modelWeights, type Plan, planFan } from './fan.ts'
import { fillGaps, trimStart } from './gaps.ts'
import type { DailyDemand } from './history.ts'
import { forecasters } from './models/index.ts'
import { type DailyFans, dailyPaths } from './paths.ts'
import { rhythmed } from './rhythm.ts'
import { saturationOf } from './saturation.ts'
import { deseasoned, noiseAutocorrelation } from './shape.ts'
import { boundReach, softenDecline, widenWithHorizon } from './widen.ts'

const _levelCount = quantileLevels.length
const horizonHours = 14 * 24
const horizonDays = 365
const pathCount = 360
const breachHorizons = [30, 90, 180]
/** Hours that the hourly models are fitted to: eight weeks. */
const hoursFitted = 56 * 24
const hourSeasons = [24, 168]
const daySeason = 7
const daySeasons = [daySeason]
/** Farthest horizon that the daily models are tested at. */
const daysPlanned = 180
/** From so many observed days the class's rhythm is not borrowed. */
const daysSufficient = 14
const wideningShort = 1.5
const wideningShifted = 1.25
const freshShiftDays = 14

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
}

type Cleaned = {
  readonly shifts: readonly LevelShift[]
  readonly spikes: readonly Spike[]
  readonly series: Readonly<Record<DayStatistic, Float64Array>>
  /** Day from which on growth is as today; 0 = all along. */
  readonly bendAt: number
  readonly hourly: Float64Array
}

/** Day of the last bend of the growth, 0 if there is none. */
function bendOf(values: Float64Array): number {
  const trimmed = trimStart(values)
  const bend = lastBend(deseasoned(fillGaps(trimmed, daySeason), daySeason))
  return bend === 0 ? 0 : values.length - trimmed.length + bend
}

/** Lone spikes masked, levels before a shift brought to the level after it; the same for hours. */
function clean({ demand, daily }: DimensionInput): Cleaned {
  const spikes = spikesOf(daily.peak)
  const shifts = levelShifts(maskLoneSpikes(daily.peak, spikes))
  const adjusted = (values: Float64Array) => adjustShifts(maskLoneSpikes(values, spikes), shifts)
  const bendAt = bendOf(adjusted(daily.peak))
  const cleaned = (values: Float64Array) => adjusted(values).fill(Number.NaN, 0, bendAt)
  const offset = (demand.startMs - daily.startMs) / hourMs
  const hours = demand.mean.subarray(Math.max(0, demand.mean.length - hoursFitted))
  const hoursAt = offset + Math.max(0, demand.mean.length - hoursFitted)
  const inHours = shifts.map((shift) => ({ ...shift, at: shift.at * 24 - hoursAt }))
  return {
    shifts,
    spikes,
    bendAt,
    series: { mean: cleaned(daily.mean), peak: cleaned(daily.peak), maximum: cleaned(daily.maximum) },
    hourly: adjustShifts(hours, inHours),
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
  readonly hourFan: Float64Array
}

/** Shortness and a level that has just changed widen every interval. */
function wideningOf({ evidence, daily }: DimensionInput, { shifts, bendAt }: Cleaned): number {
  if (evidence.observedDays < daysSufficient) return wideningShort
  const shifted = shifts.some(({ at }) => daily.peak.length - at <= freshShiftDays)
  return shifted || bendAt > 0 ? wideningShifted : 1
}

/** Plans and fans of days and hours. */
function fitAll(input: DimensionInput): Fitted {
  const cleaned = clean(input)
  const { series, hourly } = cleaned
  const widening = wideningOf(input, cleaned)
  const plan = planFan({ observed: series.peak, seasons: daySeasons, horizon: daysPlanned, forecasters })
  const fan = (observed: Float64Array) =>
    widenWithHorizon({
      packed: softenDecline(
        boundReach(fanOf({ plan, observed, horizon: horizonDays, widening }), observed),
        daySeason,
      ),
      season: daySeason,
      levelWanders: input.definition.monotone !== true,
    })
  const fans = { mean: fan(series.mean), peak: fan(series.peak), maximum: fan(series.maximum) }
  nest(fans)
  const hourPlan = planFan({ observed: hourly, seasons: hourSeasons, horizon: horizonHours, forecasters })
  const hourFan = fanOf({ plan: hourPlan, observed: hourly, horizon: horizonHours, widening })
  return { cleaned, widening, plan, fans, hourFan }
}

/** Saturation and breach curves from paths through the fans. */
function risksOf(input: DimensionInput, fans: DailyFans, peaks: Float64Array) {
  const { resourceId, definition, demand, daily, capacity, policy } = input
  const { dimension, hard } = definition
  const seed = `${resourceId}/${dimension}`
  const paths = dailyPaths({
    fans,
    days: horizonDays,
    fullDays: Math.max(...breachHorizons),
    count: pathCount,
    autocorrelation: noiseAutocorrelation(peaks, daySeason),
    seed,
  })
  const limit = limitOf(capacity, policy.headroom[dimension] ?? policy.headroomDefault)
  const endMs = demand.startMs + demand.mean.length * hourMs
  const profiles = dayProfiles(demand, (endMs - floorTo(endMs, dayMs)) / hourMs)
  return {
    saturation: saturationOf({ paths, recentPeaks: daily.peak, limit }),
    breach: breachCurves({ paths, profiles, hard, horizons: breachHorizons, seed }),
  }
}

type WordsInput = Pick<Fitted, 'cleaned' | 'plan' | 'widening'> & { readonly monthlyGrowth: number }

function wordsOf(input: DimensionInput, { cleaned, plan, widening, monthlyGrowth }: WordsInput): string[] {
  const { daily, evidence } = input
  const peaks = trimStart(cleaned.series.peak)
  const skipped = daily.peak.length - peaks.length
  return explain({
    daily: fillGaps(peaks, daySeason),
    hourly: fillGaps(trimStart(cleaned.hourly), 24),
    startMs: daily.startMs + skipped * dayMs,
    bendAt: cleaned.bendAt > 0 ? 0 : undefined,
    shifts: cleaned.shifts.map((shift) => ({ ...shift, at: shift.at - skipped })),
    spikes: cleaned.spikes.map((spike) => ({ ...spike, at: spike.at - skipped })),
    monthlyGrowth,
    plan,
    weights: modelWeights(plan),
    observedDays: evidence.observedDays,
    widened: widening > 1,
  })
}

/** The whole forecast of one dimension whose history suffices. */
export function forecastDimension(input: DimensionInput): Forecast {
  const { resourceId, nowMs, definition, demand, daily, evidence, capacity, policy, rhythm } = input
  const fitted = fitAll(input)
  const { cleaned, widening, plan, fans, hourFan } = fitted
  const monthlyGrowth = monthlyGrowthOf(fans.peak, policy.horizonDays)
  const hourlyStartMs = demand.startMs + demand.mean.length * hourMs
  const dailyStartMs = daily.startMs + daily.peak.length * dayMs
  const borrowed = evidence.observedDays < daysSufficient ? rhythm : undefined
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
    explanation: wordsOf(input, { ...fitted, monthlyGrowth }),
    widened: widening > 1,
  }
}
