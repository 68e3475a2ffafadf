import { medianIndex, quantileLevels } from '../model/forecast.ts'
import { quantile } from '../stats/quantile.ts'
import { normalQuantile } from '../stats/random.ts'
import type { Fold } from './backtest.ts'
import { type Bands, bandOf, bandShares } from './select.ts'

const levelCount = quantileLevels.length
const lowIndex = quantileLevels.indexOf(0.1)
const highIndex = quantileLevels.indexOf(0.9)

/** How far the distances from the median are stretched, per horizon band, below and above it. */
export type Calibration = readonly { readonly below: number; readonly above: number }[]

/** Hours: what a few days show is never too wide. Days: an interval that was too wide all along is made narrower. */
const factorMinHours = 1
const factorMinDays = 0.3
const factorMax = 2.5

/** Empirical extremes of short stretches understate the tails: what lies beyond the 0.1 and 0.9 quantile is stretched. */
const tailFactor = 2

/** The middle of the distribution is told by many values: so much of a stretch (all of a narrowing) is applied between 0.1 and 0.9. */
const innerShare = 0.3

/** Few folds prove little: the factor moves from 1 only as far as they carry. */
function trusted(factor: number, folds: number, factorMin: number): number {
  if (Number.isNaN(factor)) return 1
  const shrunk = 1 + ((factor - 1) * folds) / (folds + 1)
  return Math.min(factorMax, Math.max(factorMin, shrunk))
}

export type CalibrateInput = {
  readonly folds: readonly Fold[]
  /** What the chosen combination said at each fold. */
  readonly combined: readonly Float64Array[]
  readonly bands: Bands
  /** Whether intervals may become narrower: by days, where the folds reach through the whole history. */
  readonly narrows: boolean
}

type Ratios = { readonly above: number[]; readonly below: number[]; readonly folds: Set<number> }

/** Errors over the distance of the 0.9 (0.1) quantile from the median, per band. */
function ratiosOf({ folds, combined, bands }: CalibrateInput): Ratios[] {
  const ratios = bands.map(() => ({ above: [] as number[], below: [] as number[], folds: new Set<number>() }))
  folds.forEach(({ actual }, f) => {
    const packed = combined[f] as Float64Array
    for (let step = 0; step < actual.length; step++) {
      const at = step * levelCount
      const centre = packed[at + medianIndex] as number
      const error = (actual[step] as number) - centre
      if (Number.isNaN(error)) continue
      const { above, below, folds: seen } = ratios[bandOf(bands, step)] as Ratios
      const up = (packed[at + highIndex] as number) - centre
      const down = centre - (packed[at + lowIndex] as number)
      if (up > 0) above.push(error / up)
      if (down > 0) below.push(-error / down)
      seen.add(f)
    }
  })
  return ratios
}

/**
 * The factor of one side: what would have put nine of ten actuals inside. Where it narrows, the errors of both sides
 * count alike: a bias of the past is no reason to be sure of one side.
 */
function factorOf(own: number[], other: number[], narrows: boolean): number {
  const factor = quantile(own, 0.9)
  if (!narrows) return factor
  const both = quantile([...own, ...other].map(Math.abs), 0.8)
  return Math.max(factor, both)
}

/**
 * Conformal: the factor that would have put nine of ten actuals below the 0.9 quantile (above the 0.1 quantile)
 * in the backtest. Shafer and Vovk (2008), A tutorial on conformal prediction, on scaled residuals.
 */
export function calibrate(input: CalibrateInput): Calibration {
  const { bands, narrows } = input
  const factorMin = narrows ? factorMinDays : factorMinHours
  const factors: { below: number; above: number }[] = []
  for (const { above, below, folds } of ratiosOf(input)) {
    if (folds.size === 0) factors.push(factors.at(-1) ?? { below: 1, above: 1 })
    else
      factors.push({
        below: trusted(factorOf(below, above, narrows), folds.size, factorMin),
        above: trusted(factorOf(above, below, narrows), folds.size, factorMin),
      })
  }
  return bands.map((_, band) => factors[band] as { below: number; above: number })
}

export type StretchInput = {
  readonly packed: Float64Array
  readonly calibration: Calibration
  readonly bands: Bands
  /** Further factor for short histories and fresh level changes. */
  readonly widening: number
  /** Seasons (days of hours, weeks of days) that the quantiles stand on. */
  readonly seasonsSeen: number
  readonly nonNegative: boolean
}

/**
 * Per level: quantile of Student's t with so many degrees of freedom over the normal one, by the Cornish-Fisher
 * expansion (Abramowitz and Stegun 26.7.5): what few seasons show is less certain than it looks.
 */
function studentFactors(degrees: number): number[] {
  return quantileLevels.map((level) => {
    const z = normalQuantile(level)
    const first = (z ** 2 + 1) / (4 * degrees)
    const second = (5 * z ** 4 + 16 * z ** 2 + 3) / (96 * degrees ** 2)
    return 1 + first + second
  })
}

/** Stretches what lies beyond the 0.1 and 0.9 quantiles, in place. */
function stretchTails(packed: Float64Array, at: number): void {
  const low = packed[at + lowIndex] as number
  const high = packed[at + highIndex] as number
  for (let k = 0; k < lowIndex; k++) packed[at + k] = low + tailFactor * ((packed[at + k] as number) - low)
  for (let k = highIndex + 1; k < levelCount; k++) {
    packed[at + k] = high + tailFactor * ((packed[at + k] as number) - high)
  }
}

function factorsAt(calibration: Calibration, bands: Bands, step: number): { below: number; above: number } {
  let [below, above] = [0, 0]
  for (const [band, share] of bandShares(bands, step)) {
    const own = calibration[band] ?? { below: 1, above: 1 }
    below += share * own.below
    above += share * own.above
  }
  return { below, above }
}

/** Applies the calibration around each step's median, in place. */
export function stretch(input: StretchInput): Float64Array {
  const { packed, calibration, bands, widening, seasonsSeen, nonNegative } = input
  const student = studentFactors(Math.max(1, seasonsSeen))
  for (let at = 0; at < packed.length; at += levelCount) {
    const { below, above } = factorsAt(calibration, bands, at / levelCount)
    const centre = packed[at + medianIndex] as number
    stretchTails(packed, at)
    for (let k = 0; k < levelCount; k++) {
      const outer = (k < medianIndex ? below : above) * widening * (student[k] as number)
      const inner = k > lowIndex && k < highIndex
      const factor = inner && outer > 1 ? 1 + innerShare * (outer - 1) : outer
      const value = centre + factor * ((packed[at + k] as number) - centre)
      packed[at + k] = nonNegative && value < 0 ? 0 : value
    }
  }
  return packed
}
