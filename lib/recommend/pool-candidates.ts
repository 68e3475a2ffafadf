import type { Capacity, Dimension } from '#lib/model/capacity.ts'
import type { Shape } from '#lib/model/shape.ts'
import { holds } from './acceptance.ts'
import type { Candidate } from './candidate.ts'
import { monthlyCost } from './cost.ts'
import type { Situation } from './situation.ts'

/** How far a pool may grow in one recommendation: GPUs beyond are a plan, not a change. */
const largestGrowth = 4

function poolCandidate(situation: Situation, shape: Shape, count: number): Candidate | undefined {
  const { resource } = situation.input
  const monthlyUsd = monthlyCost(situation.prices, { shape: shape.name, members: count, storageGib: 0 })
  if (monthlyUsd === undefined) return undefined
  const scale = count / resource.count
  const capacity = Object.fromEntries(
    Object.entries(situation.capacity).map(([dimension, value]) => [dimension as Dimension, value * scale]),
  ) as Capacity
  return {
    id: count === resource.count ? shape.name : `${shape.name}-x${count}`,
    label: `${shape.name} × ${count}`,
    shape,
    count,
    members: count,
    settings: count === resource.count ? {} : { count },
    capacity,
    factors: {},
    crossed: false,
    cpuUnmeasured: false,
    monthlyUsd,
    priceDerived: situation.prices.byShape.get(shape.name)?.derived === true,
    current: count === resource.count,
  }
}

/** More or fewer nodes of the same type: from one to the first number that holds, and one beyond. */
export function poolCandidates(situation: Situation): readonly (Candidate | Shape)[] {
  const { shape } = situation
  const { resource } = situation.input
  if (shape === undefined) return []
  const candidates: Candidate[] = []
  for (let count = 1; count <= Math.max(resource.count + 1, resource.count * largestGrowth); count++) {
    const candidate = poolCandidate(situation, shape, count)
    if (candidate === undefined) return [shape]
    candidates.push(candidate)
    if (count > resource.count && holds(situation, candidate)) break
  }
  return candidates
}
