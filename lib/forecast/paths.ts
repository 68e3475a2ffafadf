import { medianIndex, quantileLevels } from '../model/forecast.ts'
import { normalQuantile, type Random, seededRandom } from '../stats/random.ts'
import { median } from '../stats/robust.ts'

const levelCount = quantileLevels.length
const knots = Float64Array.from(quantileLevels, (level) => (level === 0.5 ? 0 : normalQuantile(level)))
const lowIndex = quantileLevels.indexOf(0.1)
const highIndex = quantileLevels.indexOf(0.9)

/**
 * Daily statistics of `count` possible futures, packed `[path * days + day]`. Mean and maximum are drawn for the
 * first `fullDays` only (`[path * fullDays + day]`): mean <= peak <= maximum on every day.
 */
export type DailyPaths = {
  readonly count: number
  readonly days: number
  readonly fullDays: number
  readonly mean: Float32Array
  readonly peak: Float32Array
  readonly maximum: Float32Array
}

export type DailyFans = {
  readonly mean: Float64Array
  readonly peak: Float64Array
  readonly maximum: Float64Array
}

export type PathsInput = {
  readonly fans: DailyFans
  readonly days: number
  readonly fullDays: number
  readonly count: number
  /** Lag-one autocorrelation of the daily noise. */
  readonly autocorrelation: number
  readonly seed: string
}

const zMax = 4.25
const cellsPerZ = 8
const cells = 2 * zMax * cellsPerZ
/** Share of the score that mean and maximum have in common with the daily peak. */
const common = 0.95
/** Most of a day's variance that may be noise of that day alone. */
const noiseShareMax = 0.9

/**
 * The fan's value at standard normal score `z`: linear in `z` between the levels; beyond the outer ones by the mean
 * slope from the median to there, since the last two levels are too few values to go on from.
 */
function valueAt(packed: Float64Array, at: number, z: number): number {
  const centre = packed[at + medianIndex] as number
  const end = z < 0 ? 0 : levelCount - 1
  const outer = knots[end] as number
  if (Math.abs(z) >= Math.abs(outer)) {
    return Math.max(0, centre + (z / outer) * ((packed[at + end] as number) - centre))
  }
  let k = 0
  while (z > (knots[k + 1] as number)) k++
  const low = packed[at + k] as number
  const from = knots[k] as number
  const share = (z - from) / ((knots[k + 1] as number) - from)
  return Math.max(0, low + share * ((packed[at + k + 1] as number) - low))
}

/** The fan on an even grid of scores, so that drawing needs no search. */
function gridOf(packed: Float64Array, days: number): Float32Array {
  const grid = new Float32Array(days * (cells + 1))
  for (let day = 0; day < days; day++) {
    for (let cell = 0; cell <= cells; cell++) {
      grid[day * (cells + 1) + cell] = valueAt(packed, day * levelCount, cell / cellsPerZ - zMax)
    }
  }
  return grid
}

function read(grid: Float32Array, day: number, z: number): number {
  const position = Math.min(cells - 1e-9, Math.max(0, (z + zMax) * cellsPerZ))
  const cell = Math.floor(position)
  const at = day * (cells + 1) + cell
  const low = grid[at] as number
  return low + (position - cell) * ((grid[at + 1] as number) - low)
}

/** Share of the variance of each day that is noise of that day; the rest is the level that drifts. */
function noiseShares(peak: Float64Array, days: number): Float64Array {
  const width = (day: number) =>
    (peak[day * levelCount + highIndex] as number) - (peak[day * levelCount + lowIndex] as number)
  const near = median(Float64Array.from({ length: Math.min(days, 14) }, (_, day) => width(day)))
  return Float64Array.from({ length: days }, (_, day) =>
    width(day) > 0 ? noiseShareMax * Math.min(1, (near / width(day)) ** 2) : noiseShareMax,
  )
}

type ScoreInput = Pick<PathsInput, 'days' | 'autocorrelation'> & { readonly shares: Float64Array }

/** Standard normal scores of one path: half constant, half random walk for the drift; the rest daily noise. */
function drawScores({ days, autocorrelation, shares }: ScoreInput, random: Random, out: Float64Array): void {
  const fresh = Math.sqrt(1 - autocorrelation ** 2)
  const constant = random.normal() * Math.SQRT1_2
  let walk = 0
  let noise = random.normal()
  for (let day = 0; day < days; day++) {
    walk += random.normal()
    noise = autocorrelation * noise + fresh * random.normal()
    const share = shares[day] as number
    const drift = constant + Math.sqrt(0.5 / (day + 1)) * walk
    out[day] = Math.sqrt(1 - share) * drift + Math.sqrt(share) * noise
  }
}

/**
 * Paths whose margins are the fans: a Gaussian score per path and day, the sum of a drifting level and of
 * autocorrelated daily noise, is read off the fans of mean, peak and maximum, which share most of it.
 */
export function dailyPaths(input: PathsInput): DailyPaths {
  const { fans, days, fullDays, count } = input
  const random = seededRandom(input.seed)
  const mean = new Float32Array(count * fullDays)
  const maximum = new Float32Array(count * fullDays)
  const peak = new Float32Array(count * days)
  const grids = {
    mean: gridOf(fans.mean, fullDays),
    peak: gridOf(fans.peak, days),
    maximum: gridOf(fans.maximum, fullDays),
  }
  const shares = noiseShares(fans.peak, days)
  const own = Math.sqrt(1 - common ** 2)
  const scores = new Float64Array(days)
  for (let p = 0; p < count; p++) {
    drawScores({ ...input, shares }, random, scores)
    for (let day = 0; day < days; day++) peak[p * days + day] = read(grids.peak, day, scores[day] as number)
    for (let day = 0; day < fullDays; day++) {
      const z = common * (scores[day] as number)
      const top = peak[p * days + day] as number
      const i = p * fullDays + day
      mean[i] = Math.min(top, read(grids.mean, day, z + own * random.normal()))
      maximum[i] = Math.max(top, read(grids.maximum, day, z + own * random.normal()))
    }
  }
  return { count, days, fullDays, mean, peak, maximum }
}
