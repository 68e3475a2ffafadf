import type { Dimension } from '#lib/model/capacity.ts'
import type { Finding } from '#lib/model/recommendation.ts'
import { sizingOf } from '#lib/resources/sizing-of.ts'
import { type Binding, runsOutChance, watchChance } from './binding.ts'
import type { Choice } from './choose.ts'
import type { KnownDimension, Situation } from './situation.ts'

/**
 * Below these shares of capacity at the busiest hours nothing is being done. CPU after AWS's own rule for idle
 * instances (peak below 5 %); zero for what exists only in use (connections, GPUs).
 */
const idleShares: Readonly<Partial<Record<Dimension, number>>> = {
  cpu: 0.05,
  network: 0.001,
  throughput: 0.01,
  iops: 0.01,
  connections: 0,
  gpu: 0,
}

function isQuiet(known: KnownDimension): boolean {
  const share = idleShares[known.dimension]
  if (share === undefined) return true
  return known.forecast.facts.p99 <= share * known.capacity
}

/** What tells work from none: without them nothing is called idle. */
const tellingDimensions: readonly Dimension[] = ['cpu', 'network', 'connections', 'gpu']

/** Nothing of it is at work. Needs everything that would tell, and enough days. */
export function isIdle(situation: Situation): boolean {
  const { known, unknown, input, observedDays } = situation
  if (input.resource.exempt !== undefined || observedDays < input.policy.daysToUpsize) return false
  if (unknown.some((dimension) => tellingDimensions.includes(dimension))) return false
  return known.every(isQuiet)
}

/** The verdict: what runs out comes before what could be saved, and needs no price. */
export function findingOf(situation: Situation, binding: Binding, choice: Choice): Finding {
  if (situation.known.length === 0) return 'abstained'
  const chance = binding.chance ?? 0
  if (chance >= runsOutChance) return 'runs-out'
  if (chance >= watchChance || choice.needed) return 'watch'
  if (sizingOf(situation.definition, situation.input.resource) === 'none') return 'not-sized'
  const { recommended, current } = choice
  if (current === undefined) return 'abstained'
  if (isIdle(situation)) return 'idle'
  if (recommended === undefined) return 'right-sized'
  return recommended.candidate.monthlyUsd < current.candidate.monthlyUsd ? 'oversized' : 'right-sized'
}
