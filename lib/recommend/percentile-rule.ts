import type { Dimension } from '#lib/model/capacity.ts'
import { quantile } from '#lib/stats/quantile.ts'
import { type Candidate, levelOf, smallerDimensions } from './candidate.ts'
import type { Situation } from './situation.ts'

const percentile = 0.995
const headroom: Partial<Record<Dimension, number>> = { cpu: 0.2, memory: 0.2 }

/** Days that the rule looks back. */
export const ruleLookbackDays = 14

/** Hourly demand of the lookback by dimension; a dimension that is missing is not known to the rule. */
export type RuleDemand = ReadonlyMap<Dimension, Float64Array>

/** Classes whose sizes the rule knows: one machine of a shape. */
function isRuled({ definition }: Situation): boolean {
  return definition.sizing === 'box'
}

function needOf(demand: RuleDemand, dimension: Dimension): number | undefined {
  const values = demand.get(dimension)
  if (values === undefined || values.length === 0) return undefined
  return quantile(values, percentile) / (1 - (headroom[dimension] ?? 0))
}

/**
 * The cheapest present-generation size of the same architecture whose capacity holds the 99.5th percentile of the last
 * 14 days, with 20 % headroom on CPU and memory; data volumes stay as they are. A rule like AWS Compute Optimizer's
 * defaults (user guide, rightsizing preferences: threshold P99.5, CPU headroom 20 %, memory headroom 20 %, lookback 14
 * days), here on hourly averages. The present size where nothing smaller holds, or the class is not of one machine.
 */
export function percentileRule(options: {
  readonly situation: Situation
  readonly candidates: readonly Candidate[]
  readonly demand: RuleDemand
}): Candidate | undefined {
  const { situation, candidates, demand } = options
  const current = candidates.find((one) => one.current)
  if (!isRuled(situation) || current === undefined) return current
  const arch = current.shape.arch
  const holds = (candidate: Candidate) =>
    [...demand.keys()].every((dimension) => {
      const need = needOf(demand, dimension)
      const level = levelOf(candidate, dimension)
      return need === undefined || level === undefined || level >= need
    })
  const fits = candidates.filter(
    (one) =>
      one.shape.arch === arch &&
      one.shape.currentGeneration &&
      one.shape.burstable === current.shape.burstable &&
      one.priceUnknown !== true &&
      Object.keys(one.settings).length === 0 &&
      !smallerDimensions(situation, one).includes('storage') &&
      holds(one),
  )
  const cheapest = fits.reduce<Candidate | undefined>(
    (best, one) => (best === undefined || one.monthlyUsd < best.monthlyUsd ? one : best),
    undefined,
  )
  if (cheapest === undefined) return current
  return holds(current) && current.monthlyUsd <= cheapest.monthlyUsd ? current : cheapest
}
