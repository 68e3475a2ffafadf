import type { CommitmentDay } from '#lib/model/commitment.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import { sum } from '../fleet.ts'
import { percent, usd } from '../format.ts'

/** Classes whose instances Compute Savings Plans cover. */
const planned: readonly ResourceClass[] = [
  'ec2-instance',
  'asg',
  'eks-node-pool',
  'ecs-capacity-provider',
  'gpu-pool',
]
const recentDays = 30

export type Cash = { readonly deltaMonthlyUsd: number; readonly text?: string }

/**
 * What a change comes to in cash a month. A plan floats: what one resource gives back it covers elsewhere, so a saving
 * is cash as far as use that is paid on demand is left for it, and nothing beyond until a commitment ends. `used` is
 * what larger savings take of that use already. Anything else is list price.
 */
export function cashOf(
  change: {
    readonly resourceClass: ResourceClass
    readonly listDeltaMonthlyUsd: number
    readonly used: number
  },
  days: readonly CommitmentDay[],
): Cash {
  const { resourceClass, listDeltaMonthlyUsd, used } = change
  const recent = days.slice(-recentDays)
  const covered = sum(recent.map((day) => day.coveredUsd))
  if (listDeltaMonthlyUsd >= 0 || !planned.includes(resourceClass) || covered === 0) {
    return { deltaMonthlyUsd: listDeltaMonthlyUsd }
  }
  const onDemand = sum(recent.map((day) => day.onDemandUsd))
  const monthly = (onDemand / recent.length / 24) * hoursPerMonth
  const room = Math.max(0, monthly - used)
  const cash = Math.min(-listDeltaMonthlyUsd, room)
  const share = percent(covered / (covered + onDemand))
  return {
    deltaMonthlyUsd: -cash,
    ...(cash < -listDeltaMonthlyUsd
      ? {
          text: `Savings Plans cover ${share} of compute; ${usd(cash)}/mo of the saving is cash until a plan ends, the rest idles a plan.`,
        }
      : {}),
  }
}
