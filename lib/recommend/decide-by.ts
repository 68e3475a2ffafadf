import type { Dimension } from '#lib/model/capacity.ts'
import type { Policy } from '#lib/model/policy.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import type { Situation } from './situation.ts'

/** Days from the decision until the change is in force. */
export function leadDaysOf(policy: Policy, dimension: Dimension): number {
  if (dimension === 'storage') return policy.leadDays.storage
  if (dimension === 'group-maximum') return policy.leadDays.group
  if (dimension === 'gpu' || dimension === 'gpu-memory') return policy.leadDays.gpu
  return policy.leadDays.shape
}

/**
 * The earliest over the dimensions of (10 % quantile of saturation - lead time), never before now; undefined when
 * nothing saturates within a year at that quantile. Pressure asks for a decision now.
 */
export function decideByMs(situation: Situation): EpochMs | undefined {
  const { nowMs, policy } = situation.input
  const { swapGib, creditsLeft } = situation.pressure
  if (swapGib !== undefined || creditsLeft !== undefined) return nowMs
  const days = situation.known.flatMap(({ dimension, saturation }) =>
    saturation.lowDays === null ? [] : [saturation.lowDays - leadDaysOf(policy, dimension)],
  )
  if (days.length === 0) return undefined
  return nowMs + Math.max(0, Math.min(...days)) * dayMs
}
