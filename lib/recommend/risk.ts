import type { Dimension } from '#lib/model/capacity.ts'
import type { DimensionRisk } from '#lib/model/recommendation.ts'
import { chanceAt, levelFor, minutesAt } from './breach-curve.ts'
import { type Candidate, levelOf } from './candidate.ts'
import { levelAfterCrossing } from './cpu.ts'
import { peakAtHorizon } from './saturation.ts'
import type { KnownDimension, Situation } from './situation.ts'
import { zoneLossShare } from './zone-loss.ts'

export type Risk = {
  readonly dimensions: readonly DimensionRisk[]
  /** Of a breach in any known dimension: 1 - product of (1 - chance). */
  readonly chance: number
  /** The most over the dimensions. */
  readonly minutes: number
  /** The dimension with the highest chance. */
  readonly worst?: Dimension
}

/** Level of demand that counts as a breach: capacity where it is hard, the safe limit where it is soft. */
function breachLevel(known: KnownDimension, candidate: Candidate, share: number | undefined): number {
  const capacity = levelOf(candidate, known.dimension) ?? 0
  const usable = Math.min(known.definition.hard ? 1 : 1 - known.headroom, share ?? 1)
  const level = capacity * usable
  if (known.dimension !== 'cpu' || !candidate.crossed) return level
  return levelAfterCrossing(level, levelFor(known.curve, 0.5) ?? level)
}

/** Pressure says of the present size what its demand cannot: there it counts as a breach for certain. */
function pressedChance(situation: Situation, candidate: Candidate, dimension: Dimension): number | undefined {
  const { pressure, capacity, shape } = situation
  const offered = levelOf(candidate, dimension) ?? 0
  if (dimension === 'memory' && pressure.swapGib !== undefined)
    return offered <= (capacity.memory ?? 0) * 1.001 ? 1 : undefined
  if (dimension !== 'cpu' || pressure.creditsLeft === undefined) return undefined
  return sustainedVcpu(candidate) <= (shape?.baselineVcpu ?? 0) * 1.001 ? 1 : undefined
}

/** vCPU that hold for hours, in units of the present demand. */
export function sustainedVcpu(candidate: Candidate): number {
  const own = candidate.shape.burstable
    ? (candidate.shape.baselineVcpu ?? 0) * candidate.count
    : (candidate.capacity.cpu ?? 0)
  return own * (candidate.factors.cpu ?? 1)
}

function utilizations(
  situation: Situation,
  known: KnownDimension,
  level: number,
): Pick<DimensionRisk, 'utilization' | 'utilizationAtHorizon'> {
  const [low, median, high] = peakAtHorizon(known.forecast, situation.input.policy.horizonDays)
  return {
    utilization: known.forecast.facts.p95 / level,
    utilizationAtHorizon: [low / level, median / level, high / level],
  }
}

function dimensionRisk(situation: Situation, candidate: Candidate, dimension: Dimension): DimensionRisk {
  const { policy } = situation.input
  const capacity = candidate.capacity[dimension] ?? 0
  const limit = capacity * (1 - (policy.headroom[dimension] ?? policy.headroomDefault))
  const pressed = pressedChance(situation, candidate, dimension)
  const byDimension = (known: KnownDimension) => known.dimension === dimension
  const known = situation.known.find(byDimension)
  const shown = known ?? situation.elastic.find(byDimension)
  const level = levelOf(candidate, dimension)
  const usage =
    shown !== undefined && level !== undefined && level > 0
      ? utilizations(situation, shown, level)
      : { utilization: null, utilizationAtHorizon: null }
  if (known === undefined)
    return { dimension, capacity, limit, chance: pressed ?? null, minutes: null, ...usage }
  const breach = breachLevel(known, candidate, undefined)
  const chance = pressed ?? chanceAt(known.curve, breach)
  return { dimension, capacity, limit, chance, minutes: minutesAt(known.curve, breach), ...usage }
}

/** Chance of a breach and expected minutes of one candidate within the policy's horizon, by dimension and joint. */
export function riskOf(situation: Situation, candidate: Candidate): Risk {
  const judged = new Set([
    ...situation.known.map((known) => known.dimension),
    ...situation.elastic.map((known) => known.dimension),
    ...situation.unknown,
  ])
  const dimensions = situation.definition.dimensions
    .filter((one) => judged.has(one.dimension))
    .map((one) => dimensionRisk(situation, candidate, one.dimension))
  const worst = dimensions.reduce<DimensionRisk | undefined>(
    (found, one) => ((one.chance ?? -1) > (found?.chance ?? -1) ? one : found),
    undefined,
  )
  return {
    dimensions,
    chance: 1 - dimensions.reduce((safe, one) => safe * (1 - (one.chance ?? 0)), 1),
    minutes: Math.max(0, ...dimensions.map((one) => one.minutes ?? 0)),
    worst: worst?.dimension,
  }
}

/** Chance of a breach while one zone is lost for the whole horizon; undefined where that is not asked for. */
export function zoneLossRisk(
  situation: Situation,
  candidate: Candidate,
): { readonly chance: number; readonly dimension: Dimension } | undefined {
  const judged = situation.known.flatMap((known) => {
    const share = zoneLossShare(situation.input.resource, known.dimension)
    if (share === undefined) return []
    return [
      { dimension: known.dimension, chance: chanceAt(known.curve, breachLevel(known, candidate, share)) },
    ]
  })
  const [first, ...rest] = judged
  if (first === undefined) return undefined
  return rest.reduce((worst, one) => (one.chance > worst.chance ? one : worst), first)
}
