import { dayMs, type EpochMs } from '../model/time.ts'
import { quantile } from '../stats/quantile.ts'
import { type Random, seededRandom } from '../stats/random.ts'
import { median } from '../stats/robust.ts'
import { type CostParts, costOn, monthStart, partCost } from './cost-series.ts'

/** Level changes are taken over so many days, and drawn block by block. */
const blockDays = 28
const levelDays = 7
/** Changes of a year are drawn from. */
const lookbackDays = 365
/** Growth told by few blocks is believed less: blocks / (blocks + this). */
const growthDoubt = 0.5
/** The newest level is uncertain by so many times the mean of independent days: days of a week are alike. */
const levelDoubt = 2
/** A level that was this many times lower or higher within the year moves by amounts and not by factors. */
const factorMax = 100
/** A cost that ended so long ago stays away. */
const endedDays = 14

export const costPathCount = 400

export type CostHistory = { readonly startMs: EpochMs; readonly usd: Float64Array }

/** Draws that all cells of one forecast share, so that what moved together moves together. */
export type SharedDraws = {
  readonly count: number
  readonly blocks: number
  /** Position within the year of the changes, 0 to 1, by path and block. */
  readonly at: Float64Array
  /** 1 or -1. */
  readonly sign: Int8Array
}

export function shareDraws(days: number, seed: string): SharedDraws {
  const random = seededRandom(seed)
  const blocks = Math.ceil(days / blockDays) + 1
  const size = costPathCount * blocks
  const at = Float64Array.from({ length: size }, () => random.uniform())
  const sign = Int8Array.from({ length: size }, () => (random.uniform() < 0.5 ? -1 : 1))
  return { count: costPathCount, blocks, at, sign }
}

/** How a level moves: by factors where it is always above zero, else by amounts. */
type Moves = {
  readonly multiplies: boolean
  readonly level: number
  readonly growth: number
  /** Standard error of the growth. */
  readonly growthError: number
  /** Deviations from the growth, over one block, in the order of the days. */
  readonly errors: Float64Array
  /** Standard deviation of one day around its level, in the same terms. */
  readonly noise: number
}

function levelsOf(level: Float64Array): Float64Array {
  const out = new Float64Array(level.length).fill(Number.NaN)
  for (let i = levelDays - 1; i < level.length; i++) {
    let sum = 0
    let seen = 0
    for (let j = i - levelDays + 1; j <= i; j++) {
      if (Number.isNaN(level[j])) continue
      sum += level[j] as number
      seen++
    }
    if (seen > levelDays / 2) out[i] = sum / seen
  }
  return out
}

/** Robust spread of the last quarter's days around their level. */
function noiseOf(level: Float64Array, levels: Float64Array, multiplies: boolean): number {
  const from = Math.max(0, level.length - 91)
  const distances = Array.from(level.subarray(from), (value, i) => {
    const centre = levels[from + i] as number
    return Math.abs(multiplies ? Math.log(Math.max(value, 1e-9) / centre) : value - centre)
  }).filter((distance) => Number.isFinite(distance))
  return distances.length === 0 ? 0 : quantile(distances, 0.68)
}

function movesOf({ level }: CostParts): Moves {
  const levels = levelsOf(level)
  const last = levels.findLast((value) => !Number.isNaN(value)) ?? 0
  const from = Math.max(0, levels.length - lookbackDays)
  const recent = levels.subarray(from)
  const isNear = (value: number) => value > last / factorMax && value < last * factorMax
  const multiplies = last > 0 && recent.every((value) => Number.isNaN(value) || isNear(value))
  const scaled = multiplies ? recent.map(Math.log) : recent
  const changes: number[] = []
  for (let i = blockDays; i < scaled.length; i++) {
    const change = (scaled[i] as number) - (scaled[i - blockDays] as number)
    if (!Number.isNaN(change)) changes.push(change)
  }
  if (changes.length === 0)
    return { multiplies, level: last, growth: 0, growthError: 0, errors: new Float64Array([0]), noise: 0 }
  const independent = Math.max(1, changes.length / blockDays)
  const growth = (median(changes) * independent) / (independent + growthDoubt)
  const errors = Float64Array.from(changes, (change) => change - growth)
  const spread = (quantile(errors, 0.84) - quantile(errors, 0.16)) / 2
  const growthError = (1.25 * spread) / Math.sqrt(independent)
  return { multiplies, level: last, growth, growthError, errors, noise: noiseOf(level, levels, multiplies) }
}

/** Levels of the days of one path: growth evenly, deviations as a random walk does, with the root of time. */
function pathOf({ moves, shared, path, random, days }: PathInput): Float64Array {
  const { multiplies, level, growth, growthError, errors, noise } = moves
  const out = new Float64Array(days)
  let node =
    (multiplies ? Math.log(level) : level) + ((levelDoubt * noise) / Math.sqrt(levelDays)) * random.normal()
  const drift = growth + growthError * random.normal()
  for (let block = 0; block * blockDays < days; block++) {
    const draw = path * shared.blocks + block
    const picked = errors[Math.floor((shared.at[draw] as number) * errors.length)] as number
    const error = (shared.sign[draw] as number) * picked
    for (let day = block * blockDays; day < Math.min(days, (block + 1) * blockDays); day++) {
      const share = (day + 1) / blockDays - block
      const at = node + drift * share + error * Math.sqrt(share) + noise * random.normal()
      out[day] = multiplies ? Math.exp(at) : at
    }
    node += drift + error
  }
  return out
}

type PathInput = {
  readonly moves: Moves
  readonly shared: SharedDraws
  readonly path: number
  readonly random: Random
  readonly days: number
}

export type CostPathsInput = {
  readonly cost: CostHistory
  readonly shared: SharedDraws
  /** Months to come after the running one. */
  readonly months: number
  readonly seed: string
}

export type CostPaths = {
  /** Settled dollars of the running month. */
  readonly settledUsd: number
  /** Whole months by path: `sums[path * (months + 1) + month]`, the running month first. */
  readonly sums: Float64Array
  readonly parts: CostParts
  readonly growth: number
}

/** Sample paths of the months of one daily cost, settled days of the running month included. */
export function costPaths({ cost, shared, months, seed }: CostPathsInput): CostPaths {
  const { startMs, usd } = cost
  const parts = partCost(cost)
  const moves = movesOf(parts)
  const nextMs = startMs + usd.length * dayMs
  const begins = Array.from({ length: months + 2 }, (_, i) => monthStart(nextMs, i))
  const settled = usd.subarray(Math.max(0, ((begins[0] as number) - startMs) / dayMs))
  const settledUsd = settled.reduce((sum, value) => sum + (Number.isNaN(value) ? 0 : value), 0)
  const sums = new Float64Array(shared.count * (months + 1))
  for (let path = 0; path < shared.count; path++) sums[path * (months + 1)] = settledUsd
  const ended = usd.length > endedDays && usd.subarray(-endedDays).every((value) => !(value !== 0))
  if (ended && parts.fees.size === 0) return { settledUsd, sums, parts, growth: 0 }
  const random = seededRandom(seed)
  const days = ((begins[months + 1] as number) - nextMs) / dayMs
  for (let path = 0; path < shared.count; path++) {
    const levels = pathOf({ moves, shared, path, random, days })
    let month = 0
    for (let day = 0; day < days; day++) {
      const ms = nextMs + day * dayMs
      if (ms >= (begins[month + 1] as number)) month++
      const at = path * (months + 1) + month
      sums[at] = (sums[at] as number) + costOn(parts, ms, levels[day] as number)
    }
  }
  return { settledUsd, sums, parts, growth: moves.multiplies ? Math.expm1(moves.growth) : Number.NaN }
}
