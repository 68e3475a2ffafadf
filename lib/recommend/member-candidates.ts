import type { Capacity, Dimension } from '#lib/model/capacity.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Shape } from '#lib/model/shape.ts'
import { type Candidate, conversionTo } from './candidate.ts'
import { monthlyCost } from './cost.ts'
import { averageMembers } from './group-candidates.ts'
import { volumeCandidates } from './member-volumes.ts'
import type { Situation } from './situation.ts'

/** The largest step up in one change, in vCPU: beyond it a forecast's tail speaks and not the demand that was seen. */
const largestGrowth = 4

/** Capacity of the whole with members of that shape; what the shape does not decide (storage, shards) stays. */
function capacityWith(situation: Situation, shape: Shape): Capacity {
  const { resource } = situation.input
  const whole =
    situation.definition.capacityWith?.(resource, shape) ??
    Object.fromEntries(
      Object.entries(shape.capacity).map(([dimension, value]) => [
        dimension as Dimension,
        value * resource.count,
      ]),
    )
  return { ...situation.capacity, ...whole }
}

/** Members that are paid for: where scaling decides how many run, as many as did on average. */
function paidMembers(situation: Situation): number {
  const { resource } = situation.input
  return resource.facts.scaled === true ? averageMembers(situation) : resource.count
}

function labelOf({ count, facts }: Resource, shape: Shape): string {
  if (facts.scaled === true) return `${shape.name} × ${facts.minSize}–${facts.maxSize}`
  return count === 1 ? shape.name : `${shape.name} × ${count}`
}

function memberCandidate(situation: Situation, shape: Shape): Candidate | undefined {
  const { resource } = situation.input
  const members = paidMembers(situation)
  const cost = { shape: shape.name, members, storageGib: 0 }
  const monthlyUsd = monthlyCost(situation.prices, cost)
  if (monthlyUsd === undefined) return undefined
  const current = shape.name === resource.shape
  return {
    id: shape.name,
    label: labelOf(resource, shape),
    shape,
    count: resource.count,
    members,
    settings: {},
    capacity: current ? situation.capacity : capacityWith(situation, shape),
    ...conversionTo(situation, shape),
    monthlyUsd,
    priceDerived: situation.prices.byShape.get(shape.name)?.derived === true,
    current,
  }
}

function isWithinReach(situation: Situation, shape: Shape): boolean {
  const now = situation.shape?.capacity.cpu
  return now === undefined || (shape.capacity.cpu ?? 0) <= now * largestGrowth
}

/**
 * As many members as there are, or as scaling keeps, of every shape that fits and is within reach (brokers, data nodes,
 * cache nodes); and the present ones with larger volumes where the data outgrow them.
 */
export function memberCandidates(situation: Situation): readonly (Candidate | Shape)[] {
  const { resource, shapes } = situation.input
  const sizes = shapes
    .filter((shape) => situation.definition.fits(resource, shape) && isWithinReach(situation, shape))
    .map((shape) => memberCandidate(situation, shape) ?? shape)
  const current = sizes.find((one): one is Candidate => 'current' in one && one.current)
  return current === undefined ? sizes : [...sizes, ...volumeCandidates(situation, current)]
}
