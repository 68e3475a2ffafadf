import type { Forecast } from '../model/forecast.ts'
import type { Recommendation } from '../model/recommendation.ts'
import type { Resource } from '../model/resource.ts'
import type { ScenarioRow } from '../model/scenario.ts'
import { followsLoad } from './multiplier.ts'

/** One resource with everything that a rehearsal asks of it. */
export type Subject = {
  readonly resource: Resource
  readonly forecasts: readonly Forecast[]
  readonly recommendation?: Recommendation
  /** Share of a member that its scaling policy keeps; absent = none is known. */
  readonly target?: number
}

/** What a chain and a shopping list are made from: the row and the resource behind it. */
export type Judged = { readonly row: ScenarioRow; readonly subject: Subject }

/** A group that may have more members than now: its maximum is a setting, and costs while it is used. */
export function isScaledGroup({ facts }: Resource): boolean {
  return (
    typeof facts.minSize === 'number' && typeof facts.maxSize === 'number' && facts.minSize !== facts.maxSize
  )
}

/**
 * Forecasts of what a load can exhaust. The maximum of a group of a fixed size cannot run out: its count is a setting
 * and does not follow the load.
 */
export function loadForecasts({ resource, forecasts }: Subject): readonly Forecast[] {
  return forecasts.filter(
    ({ dimension }) => followsLoad(dimension) && (dimension !== 'group-maximum' || isScaledGroup(resource)),
  )
}

/** Dimensions that fail at the first sample at capacity; the others at the safe limit. */
const hard = new Set<string>(['connections', 'group-maximum', 'pods', 'addresses'])

/** What the demand of a dimension must stay below. */
export function boundOf({ dimension, capacity, saturation }: Forecast): number {
  return hard.has(dimension) ? capacity : saturation.limit
}
