import type { Dimension } from '#lib/model/capacity.ts'
import {
  type FollowedBreach,
  type FollowedSize,
  type HindsightAdvice,
  type HindsightPolicy,
  type HindsightVerdict,
  hindsightPolicies,
  type SavedWeek,
} from '#lib/model/hindsight.ts'
import { type EpochMs, hourMs } from '#lib/model/time.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import { findBreaches, type LevelStep } from './find-breaches.ts'

const weekHours = 7 * 24
const weekMs = weekHours * hourMs

/** Hourly demand of one dimension in absolute units; `NaN` = gap. */
export type SeenDemand = {
  readonly startMs: EpochMs
  readonly mean: Float64Array
  /** Worst moment of each hour: it decides the hard dimensions. */
  readonly peak: Float64Array
  readonly hard: boolean
}

export type FollowInput = {
  /** In time order. */
  readonly advice: readonly HindsightAdvice[]
  readonly demand: ReadonlyMap<Dimension, SeenDemand>
  /** Nothing is known from here on. */
  readonly toMs: EpochMs
}

type Stretch = {
  readonly fromMs: EpochMs
  readonly toMs: EpochMs
  readonly sizes: Readonly<Record<HindsightPolicy, FollowedSize>>
}

/**
 * Weeks under the sizes of their Monday; a Monday that abstained changes nothing. What was kept changes within the week
 * in which it was resized: the larger of the two counts, also where the advice was to keep it.
 */
function stretchesOf({ advice, toMs }: FollowInput): Stretch[] {
  const known = advice.filter(({ asOfMs, sizes }) => sizes !== undefined && asOfMs < toMs)
  return known.flatMap(({ asOfMs, sizes }, i) => {
    if (sizes === undefined) return []
    const next = known[i + 1]
    const kept = larger(sizes.kept, next?.sizes?.kept)
    const same = (size: FollowedSize) => (size.label === sizes.kept.label ? kept : size)
    const followed = { kept, advised: same(sizes.advised), rule: same(sizes.rule) }
    return [{ fromMs: asOfMs, toMs: Math.min(toMs, next?.asOfMs ?? toMs), sizes: followed }]
  })
}

function larger(size: FollowedSize, next: FollowedSize | undefined): FollowedSize {
  if (next === undefined) return size
  const levels: Partial<Record<Dimension, number>> = { ...size.levels }
  for (const [dimension, level] of Object.entries(next.levels) as [Dimension, number][])
    levels[dimension] = Math.max(level, levels[dimension] ?? 0)
  return { ...size, levels }
}

/** Dollars per week of following: list price of what was kept less that of what would have been there. */
function savedOf(stretches: readonly Stretch[]): SavedWeek[] {
  return stretches.map(({ fromMs, toMs, sizes }) => {
    const months = (toMs - fromMs) / hourMs / hoursPerMonth
    const saved = (size: FollowedSize) => (sizes.kept.monthlyUsd - size.monthlyUsd) * months
    return { weekMs: fromMs, advised: saved(sizes.advised), rule: saved(sizes.rule) }
  })
}

/** Changes that following takes; a resize that really happened under a size that was kept is nobody's advice. */
function changesOf(stretches: readonly Stretch[], policy: 'advised' | 'rule'): number {
  let before = stretches[0]?.sizes.kept.label
  let keptBefore = before
  let changes = 0
  for (const { sizes } of stretches) {
    const { label } = sizes[policy]
    const resized = before === keptBefore && label === sizes.kept.label
    if (label !== before && !resized) changes++
    before = label
    keptBefore = sizes.kept.label
  }
  return changes
}

function breachesOf(input: FollowInput, stretches: readonly Stretch[]): FollowedBreach[] {
  return hindsightPolicies.flatMap((policy) =>
    [...input.demand].flatMap(([dimension, demand]) => {
      const steps: LevelStep[] = stretches.flatMap(({ fromMs, toMs, sizes }) => {
        const { label, levels } = sizes[policy]
        const level = levels[dimension]
        return level === undefined ? [] : [{ fromMs, toMs, level, label }]
      })
      return findBreaches({ demand, steps }).map((found) => ({ policy, dimension, ...found }))
    }),
  )
}

/**
 * What following every recommendation of one resource from its first Monday on would have saved at list price, and
 * where the demand that came would have been above the size of its week, by the breach definition: hard dimensions one
 * sample at capacity, soft ones more than 1 % of the hours of any 7 days above the limit. The same for a percentile
 * rule, and for what was really there. Nothing is judged where no week has a size.
 */
export function follow(input: FollowInput): HindsightVerdict {
  const stretches = stretchesOf(input)
  const first = stretches[0]
  const { toMs, advice, demand } = input
  if (first === undefined) {
    const reason = advice.findLast((one) => one.reason !== undefined)?.reason ?? 'No Monday could be re-run.'
    const changes = { advised: 0, rule: 0 }
    return { fromMs: toMs, toMs, saved: [], changes, breaches: [], unseen: [], reason }
  }
  const seen = ({ mean, startMs }: SeenDemand) =>
    mean.subarray(Math.max(0, (first.fromMs - startMs) / hourMs)).some((value) => !Number.isNaN(value))
  return {
    fromMs: first.fromMs,
    toMs,
    saved: savedOf(stretches),
    changes: { advised: changesOf(stretches, 'advised'), rule: changesOf(stretches, 'rule') },
    breaches: breachesOf(input, stretches),
    unseen: [...demand].flatMap(([dimension, one]) => (seen(one) ? [] : [dimension])),
  }
}

/** Monday 00:00 UTC of the week of `ms`; the epoch began on a Thursday. */
export function mondayOf(ms: EpochMs): EpochMs {
  const offset = 4 * 24 * hourMs
  return Math.floor((ms - offset) / weekMs) * weekMs + offset
}
