import type { DimensionOutcome } from '#lib/model/forecast.ts'
import { isFixedGroup } from '#lib/resources/judged-dimensions.ts'
import type { Refusal } from './judged.ts'
import type { Situation } from './situation.ts'
import { amountText } from './wording.ts'

const days = 30

/** Daily means of the last 30 days, newest last; gaps stay `NaN`. */
function recentMeans(outcome: DimensionOutcome | undefined): readonly number[] {
  return [...(outcome?.history?.mean ?? new Float32Array()).slice(-days)]
}

/** GiB that one member used in the busiest of the last 30 days, on the day's average; undefined where not measured. */
export function memberMemoryGib(situation: Situation): number | undefined {
  const { outcomes } = situation.input
  const memory = recentMeans(outcomes.find((one) => one.dimension === 'memory'))
  const members = recentMeans(outcomes.find((one) => one.dimension === 'group-maximum'))
  const used = memory.map((gib, i) => gib / (members[members.length - memory.length + i] ?? Number.NaN))
  const seen = used.filter((gib) => Number.isFinite(gib))
  return seen.length === 0 ? undefined : Math.max(...seen)
}

/**
 * Memory does not spread over the members of a group that scales: each needs its own. A larger member takes the work
 * of several, a smaller one is not credited with less, for what part of it is overhead is not known.
 */
export const memberMemory: Refusal = (situation, { candidate }) => {
  const { resource, policy } = situation.input
  if (resource.resourceClass !== 'asg' || isFixedGroup(resource) || candidate.shape.name === resource.shape)
    return undefined
  const used = memberMemoryGib(situation)
  const memory = candidate.shape.capacity.memory
  if (used === undefined || memory === undefined) return undefined
  const needed = used * Math.max(1, candidate.factors['group-maximum'] ?? 1)
  const limit = memory * (1 - (policy.headroom.memory ?? policy.headroomDefault))
  if (needed <= limit) return undefined
  return {
    reason: 'chance-above-policy',
    dimension: 'memory',
    text: () =>
      `A member would use ${amountText(needed, 'memory')}, above the safe limit of ${amountText(limit, 'memory')} of one ${candidate.shape.name}.`,
  }
}
