import { type CapacityChange, capacityAt } from '#lib/model/capacity.ts'
import { dayMs, type EpochMs, floorTo } from '#lib/model/time.ts'
import type { UsageBefore } from './measure-saving.ts'
import type { UsageDay, UsageSpan } from './usage-level.ts'

/** A resource billed by use: what it was billed and what it did on each UTC day. */
export type BilledResource = {
  readonly usd: ReadonlyMap<EpochMs, number>
  /** In one unit whatever it ran on; `NaN` = not observed. */
  readonly demand: (day: EpochMs) => number
  readonly changes: readonly CapacityChange[]
}

const days = 28

/**
 * Whole days before and after a change, the day of the change left out, up to `toMs`; and the same days of those resources
 * that ran on one shape through all of them.
 */
export function usageAround(
  own: BilledResource,
  others: readonly BilledResource[],
  { changedMs, toMs }: { readonly changedMs: EpochMs; readonly toMs: EpochMs },
): UsageBefore {
  const changeDay = floorTo(changedMs, dayMs)
  const fromMs = changeDay - days * dayMs
  const endMs = Math.min(floorTo(toMs, dayMs), changeDay + (days + 1) * dayMs)
  const spanOf = (resource: BilledResource): UsageSpan => ({
    before: daysOf(resource, fromMs, changeDay),
    after: daysOf(resource, changeDay + dayMs, endMs),
  })
  const untouched = others.filter(({ changes }) => keptShape(changes, fromMs, endMs))
  return { ...spanOf(own), untouched: untouched.map(spanOf) }
}

function daysOf({ usd, demand }: BilledResource, fromMs: EpochMs, toMs: EpochMs): UsageDay[] {
  const count = Math.max(0, Math.round((toMs - fromMs) / dayMs))
  return Array.from({ length: count }, (_, i) => {
    const day = fromMs + i * dayMs
    return { usd: usd.get(day) ?? Number.NaN, demand: demand(day) }
  })
}

function keptShape(changes: readonly CapacityChange[], fromMs: EpochMs, toMs: EpochMs): boolean {
  const shape = capacityAt(changes, fromMs)?.shape
  return changes.every((change) => change.fromMs <= fromMs || change.fromMs >= toMs || change.shape === shape)
}
