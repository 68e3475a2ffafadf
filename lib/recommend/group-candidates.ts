import type { Capacity } from '#lib/model/capacity.ts'
import type { DailyHistory } from '#lib/model/forecast.ts'
import type { Shape } from '#lib/model/shape.ts'
import { isFixedGroup } from '#lib/resources/judged-dimensions.ts'
import { holds } from './acceptance.ts'
import { type Candidate, conversionTo } from './candidate.ts'
import { monthlyCost } from './cost.ts'
import { requirementAt } from './requirement.ts'
import type { Situation } from './situation.ts'

const searchSteps = 40

/**
 * Members may become four times larger or half as large: what one member has to hold is not known, a fleet of very
 * small ones pays its overhead many times, and a few large ones lose much with each.
 */
const fewestPerMember = 0.25
const mostPerMember = 2.001

type GroupSize = {
  readonly maximum: number
  readonly minimum: number
  /** Members that are paid for on average. */
  readonly members: number
  /** New members that do the work of one old member. */
  readonly ratio: number
}

/** Mean of the last 30 observed days. */
function recentMean(history: DailyHistory | undefined): number | undefined {
  const days = [...(history?.mean ?? [])].filter((value) => !Number.isNaN(value)).slice(-30)
  return days.length === 0 ? undefined : days.reduce((sum, value) => sum + value, 0) / days.length
}

/** Members in service on average now: from the last 30 days, else the group's desired size. */
export function averageMembers(situation: Situation): number {
  const { outcomes, resource } = situation.input
  const outcome = outcomes.find((one) => one.dimension === 'group-maximum')
  const { desired } = resource.facts
  return recentMean(outcome?.history) ?? (typeof desired === 'number' ? desired : resource.count)
}

/** Capacity of one member as it is now (CPU options included), in own units. */
function memberCapacity(situation: Situation, shape: Shape): Capacity {
  const maximum = situation.capacity['group-maximum']
  if (shape.name !== situation.input.resource.shape || maximum === undefined || maximum <= 0)
    return shape.capacity
  const { cpu, memory } = situation.capacity
  return { cpu: (cpu ?? 0) / maximum, memory: memory === undefined ? undefined : memory / maximum }
}

function groupCandidate(situation: Situation, shape: Shape, size: GroupSize): Candidate | undefined {
  const { resource } = situation.input
  const cost = { shape: shape.name, members: size.members, storageGib: 0 }
  const monthlyUsd = monthlyCost(situation.prices, cost)
  if (monthlyUsd === undefined) return undefined
  const member = memberCapacity(situation, shape)
  const conversion = conversionTo(situation, shape)
  const current = shape.name === resource.shape && size.maximum === situation.capacity['group-maximum']
  return {
    id: current ? shape.name : `${shape.name}-x${size.maximum}`,
    label: `${shape.name} × ${size.minimum === size.maximum ? '' : `${size.minimum}–`}${size.maximum}`,
    shape,
    count: size.maximum,
    members: size.members,
    settings: current ? {} : { minimum: size.minimum, maximum: size.maximum },
    capacity: {
      cpu: (member.cpu ?? 0) * size.maximum,
      memory: member.memory === undefined ? undefined : member.memory * size.maximum,
      'group-maximum': size.maximum,
    },
    ...conversion,
    factors: { ...conversion.factors, 'group-maximum': 1 / size.ratio },
    monthlyUsd,
    priceDerived: situation.prices.byShape.get(shape.name)?.derived === true,
    current,
  }
}

/**
 * New members for one old by CPU, and by CPU and memory; the first only where the demand for memory is known. Empty
 * for sizes that are too far from the present one.
 */
function memberRatios(situation: Situation, shape: Shape): readonly number[] {
  if (situation.shape === undefined) return []
  const from = memberCapacity(situation, situation.shape)
  const to = memberCapacity(situation, shape)
  const factor = conversionTo(situation, shape).factors.cpu ?? 1
  const byCpu = (from.cpu ?? 0) / ((to.cpu ?? 0) * factor)
  const byMemory = (from.memory ?? 0) / (to.memory ?? Number.NaN)
  const byBoth = Math.max(byCpu, byMemory)
  if (!(byMemory <= mostPerMember)) return []
  const known = situation.known.some((one) => one.dimension === 'memory')
  const ratios = known && byCpu < byBoth * 0.999 ? [byCpu, byBoth] : [byBoth]
  return ratios.filter((ratio) => ratio >= fewestPerMember && ratio <= mostPerMember)
}

/**
 * Members on average after the change. A group rounds up to whole members, half a member on average, which weighs
 * more when members get larger; smaller ones are not credited with it, for each has its own overhead.
 */
export function membersAfter(members: number, ratio: number): number {
  if (ratio >= 1) return members * ratio
  return Math.max(members - 0.5, 0) * ratio + 0.5
}

function minimumOf(situation: Situation): number {
  const { minSize } = situation.input.resource.facts
  return typeof minSize === 'number' ? minSize : 0
}

/** The first size from `start` on, growing by a tenth, that holds; the last tried when none does. */
function firstThatHolds(
  situation: Situation,
  start: number,
  build: (count: number) => Candidate | undefined,
): Candidate | undefined {
  let count = Math.max(1, Math.ceil(start - 1e-9))
  let found: Candidate | undefined
  for (let step = 0; step < searchSteps; step++) {
    found = build(count)
    if (found === undefined || holds(situation, found)) return found
    count = Math.max(count + 1, Math.floor(count * 1.1))
  }
  return found
}

/** Members of the present size that the requirement asks for. */
function requiredMembers(situation: Situation): number {
  const maximum = situation.capacity['group-maximum'] ?? 1
  const estimate = requirementAt(situation.acceptedRisk)
  const shares = situation.known.map((known) => (estimate(known) ?? known.capacity) / known.capacity)
  return Math.max(0, ...shares) * maximum
}

/**
 * A group that scales: its maximum may grow until it holds, and other sizes keep the reference CPU and memory of the
 * present maximum. One change at a time: when the maximum runs out, raising it is the change.
 */
function scalingCandidates(situation: Situation): readonly (Candidate | Shape)[] {
  const { resource, shapes } = situation.input
  const maximum = situation.capacity['group-maximum'] ?? 1
  const members = averageMembers(situation)
  const minimum = minimumOf(situation)
  const build = (shape: Shape, ratio: number, largest: number): Candidate | undefined => {
    const fewest = Math.max(Math.ceil(minimum * ratio - 1e-9), Math.min(minimum, resource.zoneCount))
    return groupCandidate(situation, shape, {
      maximum: Math.ceil(largest * ratio - 1e-9),
      minimum: fewest,
      members: Math.max(fewest, membersAfter(members, ratio)),
      ratio,
    })
  }
  const present = situation.shape
  if (present === undefined) return []
  const now = build(present, 1, maximum)
  if (now === undefined) return [present]
  const start = Math.max(maximum + 1, requiredMembers(situation))
  const larger = holds(situation, now)
    ? undefined
    : firstThatHolds(situation, start, (n) => build(present, 1, n))
  const others = shapes
    .filter((shape) => shape.name !== resource.shape && situation.definition.fits(resource, shape))
    .flatMap((shape): readonly (Candidate | Shape)[] => {
      const sizes = memberRatios(situation, shape).map((ratio) => build(shape, ratio, maximum) ?? shape)
      const [first, second] = sizes
      const same = first !== undefined && second !== undefined && sizeId(first) === sizeId(second)
      return same ? [first] : sizes
    })
  return [now, ...(larger === undefined ? [] : [larger]), ...others]
}

/** Whether a search is worth its time: shapes of other kinds are refused whatever their number. */
function isMovable(situation: Situation, shape: Shape): boolean {
  return shape.currentGeneration && shape.arch === situation.shape?.arch
}

function sizeId(size: Candidate | Shape): string {
  return 'id' in size ? size.id : size.name
}

/** A group of fixed size: for every shape the fewest members that hold, and one less to show why not. */
function fixedCandidates(situation: Situation): readonly (Candidate | Shape)[] {
  const { resource, shapes } = situation.input
  const maximum = situation.capacity['group-maximum'] ?? 1
  const build = (shape: Shape, count: number): Candidate | undefined =>
    groupCandidate(situation, shape, {
      maximum: count,
      minimum: count,
      members: count,
      ratio: count / maximum,
    })
  const floor = Math.max(1, resource.zoneCount)
  const needed = requiredMembers(situation)
  const others = shapes
    .filter((shape) => situation.definition.fits(resource, shape))
    .flatMap((shape): readonly (Candidate | Shape)[] => {
      const ratio = memberRatios(situation, shape)[0]
      if (ratio === undefined) return []
      const start = Math.max(floor, needed * ratio * 0.9)
      if (!isMovable(situation, shape)) return [build(shape, Math.ceil(start)) ?? shape]
      const fewest = firstThatHolds(situation, start, (n) => build(shape, n))
      if (fewest === undefined) return [shape]
      const less = fewest.count > floor ? build(shape, fewest.count - 1) : undefined
      return [fewest, ...(less === undefined ? [] : [less])]
    })
  const now = situation.shape === undefined ? undefined : build(situation.shape, maximum)
  return [...(now === undefined ? [] : [now]), ...others.filter((one) => !('current' in one) || !one.current)]
}

/** Sizes of an Auto Scaling group. Its cost is that of the members it has on average, not of its maximum. */
export function groupCandidates(situation: Situation): readonly (Candidate | Shape)[] {
  return isFixedGroup(situation.input.resource) ? fixedCandidates(situation) : scalingCandidates(situation)
}
