import type { Dimension } from '../model/capacity.ts'
import type { HourlyDemand } from './demand.ts'

/** Windows of the past, in days, newest first; the longest is how far back CloudWatch keeps samples of five minutes. */
const windowDays = [7, 28, 63] as const
const samplesPerHour = 12
/** A share above the level that so many days cannot tell from none: two samples of five minutes in 28 days. */
const shareFloor = 3e-4
/** The past is weighed for four weeks to come. */
const fittedDays = 28
/** Odds of a rate that wanders grow with the square root of time. */
const horizonPower = 0.5
/** Beyond so many times its largest value (logarithm) nothing seen so far says anything. */
const reach = 1.3

/**
 * How the past tells of the coming four weeks: log odds that more than 1 % of their 5-minute samples are above a
 * level = intercept + for each window weight x ln(1 + share above / floor) - fall x ln(level / largest value of
 * 63 days) where the level is above it.
 */
type Weights = {
  readonly intercept: number
  readonly shares: readonly [days7: number, days28: number, days63: number]
  readonly fall: number
}

/**
 * Ridge logistic regression with weights not below zero on 413 decisions over 69 virtual machines of a hosting
 * provider (91 days, five minutes, CPU and active memory), 51 levels each from 1/12 to 12 times the p99. Then log odds
 * x 1.2 and intercepts moved (CPU -0.4, memory +0.65) by the sizes that follow on the same decisions.
 */
const cpuWeights: Weights = { intercept: -2.837, shares: [0.704, 0.158, 0.228], fall: 6.53 }
const memoryWeights: Weights = { intercept: -4.01, shares: [0.539, 0.527, 0.61], fall: 4.16 }

type Window = { readonly highest: Float64Array; readonly rest: Float64Array }

/** What was seen of a bursty demand. */
export type PastDemand = {
  readonly windows: readonly Window[]
  readonly largest: number
  readonly weights: Weights
  /** 0 = every week like the one before, the paths know all; 1 = bursts decide, only their record tells. */
  readonly burstiness: number
}

/** Each hour stands for its highest sample and eleven equal ones that keep its mean; ascending. */
function windowOf({ mean, peak }: HourlyDemand, hours: number): Window {
  const from = Math.max(0, mean.length - hours)
  const seen = mean
    .subarray(from)
    .map((value, i) => (Number.isNaN(value) ? value : (peak[from + i] as number)))
  const highest = seen.filter((value) => !Number.isNaN(value)).sort()
  const rest = mean
    .subarray(from)
    .map((value, i) =>
      Math.max(0, (samplesPerHour * value - (peak[from + i] as number)) / (samplesPerHour - 1)),
    )
    .filter((value) => !Number.isNaN(value))
    .sort()
  return { highest, rest }
}

function countAbove(ascending: Float64Array, level: number): number {
  let low = 0
  let high = ascending.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((ascending[middle] as number) > level) high = middle
    else low = middle + 1
  }
  return ascending.length - low
}

function shareAbove({ highest, rest }: Window, level: number): number {
  if (highest.length === 0) return 0
  const above = countAbove(highest, level) + (samplesPerHour - 1) * countAbove(rest, level)
  return above / (samplesPerHour * highest.length)
}

/** Largest sample of each of the newest 28 days and of the week before, newest last; `NaN` = none. */
function dailyMaxima({ peak }: HourlyDemand, days: number): Float64Array {
  const count = Math.min(days, Math.floor(peak.length / 24))
  const start = peak.length - count * 24
  return Float64Array.from({ length: count }, (_, day) => {
    const hours = peak
      .subarray(start + day * 24, start + day * 24 + 24)
      .filter((value) => !Number.isNaN(value))
    return hours.length === 0 ? Number.NaN : Math.max(...hours)
  })
}

const [regular, bursty] = [0.05, 0.1]
const comparedMin = 7

/** Less than this share of the largest value is idle: bursts out of nothing are bursts, not infinite ones. */
const idleShare = 1e-3

/** Spread of the daily maximum against that of a week before, in logarithms; `NaN` below 14 days. */
function weeklySpread(demand: HourlyDemand, largest: number): number {
  const maxima = dailyMaxima(demand, 35).map((value) => Math.max(value, largest * idleShare))
  const steps: number[] = []
  for (let day = 7; day < maxima.length; day++) {
    const step = Math.log((maxima[day] as number) / (maxima[day - 7] as number))
    if (Number.isFinite(step)) steps.push(step)
  }
  if (steps.length < comparedMin) return Number.NaN
  return Math.sqrt(steps.reduce((sum, step) => sum + step * step, 0) / steps.length / 2)
}

/** The record of a bursty demand of CPU or memory; undefined where it is regular, or too short to tell. */
export function pastDemand(demand: HourlyDemand, dimension: Dimension): PastDemand | undefined {
  const weights = dimension === 'cpu' ? cpuWeights : dimension === 'memory' ? memoryWeights : undefined
  if (weights === undefined) return undefined
  const windows = windowDays.map((days) => windowOf(demand, days * 24))
  const largest = (windows.at(-1) as Window).highest.at(-1) ?? 0
  if (!(largest > 0)) return undefined
  const burstiness = Math.min(1, (weeklySpread(demand, largest) - regular) / (bursty - regular))
  if (!(burstiness > 0)) return undefined
  return { windows, largest, burstiness, weights }
}

/** Chance that the record gives a limit at `level` for a horizon. Not increasing in the level. */
export function pastChance(
  { windows, largest, weights }: PastDemand,
  level: number,
  horizonDays: number,
): number {
  const over = Math.log(level / largest)
  if (over >= reach) return 0
  const shares = windows.reduce(
    (sum, window, i) =>
      sum + (weights.shares[i] as number) * Math.log1p(shareAbove(window, level) / shareFloor),
    0,
  )
  const logOdds = weights.intercept + shares - weights.fall * Math.max(0, over)
  const longer = (horizonDays / fittedDays) ** horizonPower
  return 1 - (1 + Math.exp(logOdds)) ** -longer
}

/** From a level that is almost always exceeded to one beyond reach. */
export function pastRange({ windows, largest }: PastDemand): readonly [low: number, high: number] {
  const { highest } = windows.at(-1) as Window
  const low = highest[Math.floor(0.25 * highest.length)] as number
  return [Math.max(0.9 * low, largest / 1000), largest * Math.exp(reach)]
}
