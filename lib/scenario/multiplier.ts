import type { Dimension } from '../model/capacity.ts'
import { concerns, followsLoad } from '../model/planned-event.ts'
import type { Resource } from '../model/resource.ts'
import type { Assumption, Scenario } from '../model/scenario.ts'
import type { EpochMs } from '../model/time.ts'
import { sizeAt } from '../stats/size-spread.ts'

type Sized = Exclude<Assumption, { kind: 'zone-loss' }>

/** Chance that an assumption of this size is above a multiple. */
export function chanceAbove(size: Pick<Sized, 'factor' | 'low' | 'high'>, multiple: number): number {
  let [from, to] = [0, 1]
  for (let i = 0; i < 30; i++) {
    const level = (from + to) / 2
    if (sizeAt(size, level) > multiple) to = level
    else from = level
  }
  return 1 - to
}

function multiplierOf(assumption: Sized, atMs: EpochMs, level: number): number {
  const size = sizeAt(assumption, level)
  if (assumption.kind === 'step') return atMs >= assumption.atMs ? size : 1
  const { fromMs, toMs } = assumption
  if (assumption.kind === 'event') return atMs >= fromMs && atMs < toMs ? size : 1
  const share = Math.min(1, Math.max(0, (atMs - fromMs) / Math.max(1, toMs - fromMs)))
  return 1 + (size - 1) * share
}

/** Demand of a resource and dimension over that of the baseline, at an instant; sizes at `level` of their spread. */
export function multiplierAt(
  { assumptions }: Pick<Scenario, 'assumptions'>,
  at: {
    readonly resource: Resource
    readonly dimension: Dimension
    readonly atMs: EpochMs
    readonly level: number
  },
): number {
  if (!followsLoad(at.dimension, at.resource)) return 1
  return assumptions.reduce(
    (product, one) =>
      one.kind === 'zone-loss' || !concerns(one, at.resource)
        ? product
        : product * multiplierOf(one, at.atMs, at.level),
    1,
  )
}
