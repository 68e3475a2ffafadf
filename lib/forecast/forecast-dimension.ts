import { type Dimension, limitOf } from '../model/capacity.ts'
import type { DemandEvidence } from '../model/forecast.ts'
import { type DayStatistic, type Forecast, type QuantileBand, quantileLevels } from '../model/forecast.ts'
import type { DimensionDefinition } from '../model/measure.ts'
import type { Policy } from '../model/policy.ts'
import { dayMs, type EpochMs, floorTo, hourMs } from '../model/time.ts'
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
import { fanOf, modelWeights, planFan } from './fan.ts'
import { fillGaps, trimStart } from './gaps.ts'
import type { DailyDemand } from './history.ts'
import { forecasters } from './models/index.ts'
import { type DailyFans, dailyPaths } from './paths.ts'
import { rhythmed } from './rhythm.ts'
import { saturationOf } from './saturation.ts'
import { noiseAutocorrelation } from './shape.ts'

const _levelCount = quantileLevels.length
const horizonHours = 14 * 24
const horizonDays = 365
const pathCount = 400
const breachHorizons = [30, 90, 180]
/** Hours that the hourly models are fitted to: eight weeks. */
const hoursFitted = 56 * 24
const hourSeasons = [24, 168]
const daySeasons = [7]
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
  readonly hourly: Float64Array
}

/** Lone spikes masked, levels before a shift brought to the level after it; the same for hours. */
function clean({ demand, daily }: DimensionInput): Cleaned {
  const spikes = spikesOf(daily.peak)
  const shifts = levelShifts(maskLoneSpikes(daily.peak, spikes))
  const cleaned = (values: Float64Array) => adjustShifts(maskLoneSpikes(values, spikes), shifts, 1)
  const offset = (demand.startMs - daily.startMs) / hourMs
  const hours = demand.mean.subarray(Math.max(0, demand.mean.length - hoursFitted))
  const hoursAt = offset + Math.max(0, demand.mean.length - hoursFitted)
  const inHours = shifts.map((shift) => ({ ...shift, at: shift.at * 24 - hoursAt }))
  return {
    shifts,
    spikes,
    series: { mean: cleaned(daily.mean), peak: cleaned(daily.peak), maximum: cleaned(daily.maximum) },
    hourly: adjustShifts(hours, inHours, 1),
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

const seedOf = (resourceId: string, dimension: Dimension) => `${resourceId}/${dimension}`

/** The whole forecast of one dimension whose history suffices. */
export function forecastDimension(input: DimensionInput): Forecast {
  const { resourceId, nowMs, definition, demand, daily, evidence, capacity, policy, rhythm } = input
  const { dimension, hard } = definition
  const seed = seedOf(resourceId, dimension)
  const { shifts, spikes, series, hourly } = clean(input)
  const short = evidence.observedDays < daysSufficient
  const shifted = shifts.some(({ at }) => daily.peak.length - at <= freshShiftDays)
  const widening = short ? wideningShort : shifted ? wideningShifted : 1

  const plan = planFan({ observed: series.peak, seasons: daySeasons, horizon: 90, forecasters })
  const fan = (observed: Float64Array) => fanOf({ plan, observed, horizon: horizonDays, widening })
  const fans = { mean: fan(series.mean), peak: fan(series.peak), maximum: fan(series.maximum) }
  nest(fans)
  const hourPlan = planFan({ observed: hourly, seasons: hourSeasons, horizon: horizonHours, forecasters })
  const hourFan = fanOf({ plan: hourPlan, observed: hourly, horizon: horizonHours, widening })
  const hourlyStartMs = demand.startMs + demand.mean.length * hourMs

  const filledPeaks = fillGaps(trimStart(series.peak), 7)
  const autocorrelation = noiseAutocorrelation(filledPeaks, 7)
  const paths = dailyPaths({
    fans,
    days: horizonDays,
    fullDays: 180,
    count: pathCount,
    autocorrelation,
    seed,
  })
  const limit = limitOf(capacity, policy.headroom[dimension] ?? policy.headroomDefault)
  const hoursOfToday = (hourlyStartMs - floorTo(hourlyStartMs, dayMs)) / hourMs
  const profiles = dayProfiles(demand, hoursOfToday)
  const monthlyGrowth = monthlyGrowthOf(fans.peak, policy.horizonDays)
  const dailyStartMs = daily.startMs + daily.peak.length * dayMs
  const daysBeforeFirst = daily.peak.length - filledPeaks.length
  return {
    kind: 'forecast',
    resourceId,
    dimension,
    asOfMs: nowMs,
    hourly: band(
      hourlyStartMs,
      hourMs,
      short && rhythm !== undefined ? rhythmed(hourFan, hourlyStartMs, rhythm) : hourFan,
    ),
    daily: {
      mean: band(dailyStartMs, dayMs, fans.mean),
      peak: band(dailyStartMs, dayMs, fans.peak),
      maximum: band(dailyStartMs, dayMs, fans.maximum),
    },
    saturation: saturationOf({ paths, recentPeaks: daily.peak, limit }),
    breach: breachCurves({ paths, profiles, hard, horizons: breachHorizons, seed }),
    capacity,
    models: modelWeights(plan),
    backtest: plan.score,
    demand: evidence,
    facts: factsOf({ demand, monthlyGrowth }),
    explanation: explain({
      daily: filledPeaks,
      hourly: fillGaps(trimStart(hourly), 24),
      startMs: daily.startMs + daysBeforeFirst * dayMs,
      shifts: shifts.map((shift) => ({ ...shift, at: shift.at - daysBeforeFirst })),
      spikes: spikes.map((spike) => ({ ...spike, at: spike.at - daysBeforeFirst })),
      monthlyGrowth,
      plan,
      weights: modelWeights(plan),
      observedDays: evidence.observedDays,
      widened: widening > 1,
    }),
    widened: widening > 1,
  }
}
