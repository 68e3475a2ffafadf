import type { Dimension } from '#lib/model/capacity.ts'
import type { RecommendationSummary } from '#lib/model/fleet.ts'
import type { Recommendation } from '#lib/model/recommendation.ts'

/** Use this far below the safe limit does not explain that the limit is reached: something else does. */
const farBelow = 0.9

type Reached = Pick<Recommendation, 'bindingDimension' | 'medianDays' | 'highDays'> &
  Pick<RecommendationSummary, 'utilization' | 'limit'> & { readonly current?: { readonly label: string } }

/**
 * The dimension under pressure now although its use is far below the safe limit: a CPU that is held at the baseline
 * of a burstable size, or memory that swaps. `limit` and `utilization` are shares of capacity.
 */
export function pressedDimension(given: Reached): Dimension | undefined {
  const { bindingDimension, medianDays, highDays, utilization, limit } = given
  if (bindingDimension !== 'cpu' && bindingDimension !== 'memory') return undefined
  if (medianDays !== 0 || highDays !== 0 || utilization === null || limit === null) return undefined
  if (bindingDimension === 'cpu' && !/^t\d/.test(given.current?.label ?? '')) return undefined
  return utilization < farBelow * limit ? bindingDimension : undefined
}
