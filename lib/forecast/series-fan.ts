import { cleanDays, cleanHours, type Disturbances, disturbancesOf } from './clean.ts'
import { fanOf, type Plan, planFan } from './fan.ts'
import { fillGaps, trimStart } from './gaps.ts'
import { dailyDemand } from './history.ts'
import { coverJumps } from './jumps.ts'
import { forecasters } from './models/index.ts'
import { coverMoves, isStepping } from './steps.ts'
import { boundReach, neverNarrower, softenDecline, widenWithHorizon } from './widen.ts'

/** Hours that the hourly models are fitted to: eight weeks. */
const hoursFitted = 56 * 24
const hourSeasons = [24, 168] as const
export const daySeason = 7
/** From so many observed days the class's rhythm is not borrowed. */
export const daysSufficient = 14
const wideningShort = 1.5
const wideningShifted = 1.25
const freshShiftDays = 14

export type WideningInput = {
  readonly observedDays: number
  readonly disturbances: Disturbances
  /** Length of the daily series. */
  readonly days: number
}

/** Shortness and a level that has just changed widen every interval. */
export function wideningOf({ observedDays, disturbances, days }: WideningInput): number {
  if (observedDays < daysSufficient) return wideningShort
  const { shifts, bendAt } = disturbances
  return shifts.some(({ at }) => days - at <= freshShiftDays) || bendAt > 0 ? wideningShifted : 1
}

export type PlannedHours = {
  readonly plan: Plan
  readonly hourly: Float64Array
  readonly packed: Float64Array
}

export type HoursInput = {
  readonly hours: Float64Array
  /** Hour of the days at which `hours` begins. */
  readonly firstHour: number
  readonly disturbances: Disturbances
  readonly horizon: number
  readonly widening: number
}

/** The quantiles of the hours to come, from the last eight weeks. */
export function planHours(input: HoursInput): PlannedHours {
  const { hours, horizon, widening } = input
  const skipped = Math.max(0, hours.length - hoursFitted)
  const hourly = cleanHours(hours.subarray(skipped), input.disturbances, input.firstHour + skipped)
  const plan = planFan({ observed: hourly, seasons: hourSeasons, horizon, forecasters })
  const packed = fanOf({ plan, observed: hourly, horizon, widening })
  const values = fillGaps(trimStart(hourly), hourSeasons[0])
  return { plan, hourly, packed: coverMoves(packed, { values, seasons: hourSeasons }) }
}

export type DaysInput = {
  readonly plan: Plan
  /** Cleaned. */
  readonly observed: Float64Array
  readonly season: number
  readonly horizon: number
  readonly widening: number
}

export type PlanDaysInput = {
  /** Cleaned. */
  readonly observed: Float64Array
  readonly season: number
  readonly horizon: number
  readonly levelWanders: boolean
}

/** Chooses, weighs and calibrates for days. */
export function planDays({ observed, season, horizon, levelWanders }: PlanDaysInput): Plan {
  const settle = (packed: Float64Array) =>
    widenWithHorizon({ packed: softenDecline(packed, season), season, levelWanders })
  return planFan({ observed, seasons: [season], horizon, forecasters, settle })
}

/** The quantiles of the days to come by a plan, kept to what a level can do. */
export function daysByPlan({ plan, observed, season, horizon, widening }: DaysInput): Float64Array {
  const packed = boundReach(fanOf({ plan, observed, horizon, widening }), observed)
  const values = fillGaps(trimStart(observed), season)
  return neverNarrower(isStepping(values) ? coverJumps(packed, values, season) : packed, season)
}

/**
 * Quantiles of the next `horizon` hours of a series known by itself (`NaN` = gap), packed: what `forecastDimension`
 * does with the hours of a resource.
 */
export function hourFan(hours: Float64Array, horizon: number): Float64Array {
  const capacity = new Float64Array(hours.length).fill(Number.NaN)
  const peaks = dailyDemand({ startMs: 0, mean: hours, peak: hours, capacity, notes: [] }).peak
  const disturbances = disturbancesOf(peaks, daySeason)
  const observedDays = Math.round(hours.filter((value) => !Number.isNaN(value)).length / 24)
  const widening = wideningOf({ observedDays, disturbances, days: peaks.length })
  return planHours({ hours, firstHour: 0, disturbances, horizon, widening }).packed
}

/** The same for days (or weeks, `season` 1). */
export function dayFan(
  values: Float64Array,
  { season, horizon }: { readonly season: number; readonly horizon: number },
): Float64Array {
  const disturbances = disturbancesOf(values, season)
  const observed = cleanDays(values, disturbances)
  const observedDays = values.filter((value) => !Number.isNaN(value)).length
  const widening = wideningOf({ observedDays, disturbances, days: values.length })
  const plan = planDays({ observed, season, horizon, levelWanders: true })
  return daysByPlan({ plan, observed, season, horizon, widening })
}
