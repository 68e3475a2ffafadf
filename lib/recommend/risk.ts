import type { Dimension } from '#lib/model/capacity.ts'
import type { DimensionRisk } from '#lib/model/recommendation.ts'
import { chanceAt, minutesAt } from './breach-curve.ts'
import { type Candidate, levelOf } from './candidate.ts'
import { levelAfterCrossing } from './cpu.ts'
import type { KnownDimension, Situation } from './situation.ts'
import { zoneLossShare } from './zone-loss.ts'

export type Risk = {
  /** Of a breach in any known dimension: 1 - product of (1 - chance). */
  readonly chance: number
  /** Expected minutes above the limit, the most over the dimensions. */
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
  return levelAfterCrossing(level, known.median ?? level)
}

/** Level of demand that counts as a breach at the present size. */
export function presentLevel({ capacity, definition, headroom }: KnownDimension): number {
  return capacity * (definition.hard ? 1 : 1 - headroom)
}

/** Chance of a breach by the horizon at the present size, apart from pressure, and the dimension it is likeliest in. */
export function presentRisk({ known }: Situation): Pick<Risk, 'chance' | 'worst'> {
  const chances = known.map((one) => chanceAt(one.curve, presentLevel(one)))
  const highest = Math.max(0, ...chances)
  return {
    chance: 1 - chances.reduce((safe, chance) => safe * (1 - chance), 1),
    worst: highest > 0 ? known[chances.indexOf(highest)]?.dimension : undefined,
  }
}

/** vCPU that hold for hours, in units of the present demand: of burstable members in service their baseline. */
export function sustainedVcpu(candidate: Candidate): number {
  const own = candidate.shape.burstable
    ? (candidate.shape.baselineVcpu ?? 0) * candidate.members
    : (candidate.capacity.cpu ?? 0)
  return own * (candidate.factors.cpu ?? 1)
}

/** Pressure says of the present size what its demand cannot: up to there a breach is certain. */
function pressedChance(situation: Situation, candidate: Candidate, dimension: Dimension): number | undefined {
  const { pressure, capacity, shape } = situation
  if (dimension === 'memory' && pressure.swapGib !== undefined)
    return (levelOf(candidate, dimension) ?? 0) <= (capacity.memory ?? 0) * 1.001 ? 1 : undefined
  if (dimension !== 'cpu' || pressure.creditsLeft === undefined) return undefined
  return sustainedVcpu(candidate) <= (shape?.baselineVcpu ?? 0) * 1.001 ? 1 : undefined
}

/** A hard dimension breaches with its first minute: without a chance there are none. */
function minutesAbove({ definition, curve }: KnownDimension, level: number): number {
  return definition.hard && chanceAt(curve, level) === 0 ? 0 : minutesAt(curve, level)
}

/** Chance of a breach and expected minutes of one candidate within the policy's horizon, over all dimensions. */
export function riskOf(situation: Situation, candidate: Candidate): Risk {
  let safe = 1
  let minutes = 0
  let highest = 0
  let worst: Dimension | undefined
  const add = (dimension: Dimension, chance: number): void => {
    safe *= 1 - chance
    if (chance <= highest) return
    highest = chance
    worst = dimension
  }
  for (const known of situation.known) {
    const level = breachLevel(known, candidate, undefined)
    add(known.dimension, pressedChance(situation, candidate, known.dimension) ?? chanceAt(known.curve, level))
    minutes = Math.max(minutes, minutesAbove(known, level))
  }
  for (const { dimension } of situation.elastic) {
    const pressed = pressedChance(situation, candidate, dimension)
    if (pressed !== undefined) add(dimension, pressed)
  }
  return { chance: 1 - safe, minutes, worst }
}

function usageOf(
  known: KnownDimension,
  level: number,
): Pick<DimensionRisk, 'utilization' | 'utilizationAtHorizon'> {
  const [low, median, high] = known.peakAtHorizon
  const { p95 } = known.forecast.facts
  return {
    utilization: Number.isNaN(p95) ? null : p95 / level,
    utilizationAtHorizon: [low / level, median / level, high / level],
  }
}

/** One dimension of one candidate with its numbers; demand that is elastic or not known has no chance. */
export function dimensionRisk(
  situation: Situation,
  candidate: Candidate,
  dimension: Dimension,
): DimensionRisk {
  const { policy } = situation.input
  const capacity = candidate.capacity[dimension] ?? 0
  const limit = capacity * (1 - (policy.headroom[dimension] ?? policy.headroomDefault))
  const pressed = pressedChance(situation, candidate, dimension)
  const known = situation.known.find((one) => one.dimension === dimension)
  const shown = known ?? situation.elastic.find((one) => one.dimension === dimension)
  const level = levelOf(candidate, dimension)
  const usage =
    shown !== undefined && level !== undefined && level > 0
      ? usageOf(shown, level)
      : { utilization: null, utilizationAtHorizon: null }
  if (known === undefined)
    return { dimension, capacity, limit, chance: pressed ?? null, minutes: null, ...usage }
  const breach = breachLevel(known, candidate, undefined)
  const chance = pressed ?? chanceAt(known.curve, breach)
  return { dimension, capacity, limit, chance, minutes: minutesAbove(known, breach), ...usage }
}

/** Every dimension of the class that is judged here, in the order of its definition. */
export function dimensionRisks(situation: Situation, candidate: Candidate): readonly DimensionRisk[] {
  const judged = [...situation.known, ...situation.elastic].map((known) => known.dimension)
  return situation.definition.dimensions
    .filter(({ dimension }) => judged.includes(dimension) || situation.unknown.includes(dimension))
    .map(({ dimension }) => dimensionRisk(situation, candidate, dimension))
}

/** Chance of a breach while one zone is lost for the whole horizon; undefined where that is not asked for. */
export function zoneLossRisk(
  situation: Situation,
  candidate: Candidate,
): { readonly chance: number; readonly dimension: Dimension } | undefined {
  let worst: { readonly chance: number; readonly dimension: Dimension } | undefined
  for (const known of situation.known) {
    const share = zoneLossShare(situation.input.resource, known.dimension, candidate.count)
    if (share === undefined) continue
    const chance = chanceAt(known.curve, breachLevel(known, candidate, share))
    if (worst === undefined || chance > worst.chance) worst = { chance, dimension: known.dimension }
  }
  return worst
}
