import type { Forecast } from '../model/forecast.ts'
import { followsLoad } from '../model/planned-event.ts'
import type { Recommendation } from '../model/recommendation.ts'
import type { Resource } from '../model/resource.ts'
import type { ScenarioRow } from '../model/scenario.ts'

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

/** Forecasts of what a load can exhaust. */
export function loadForecasts({ resource, forecasts }: Subject): readonly Forecast[] {
  return forecasts.filter(({ dimension }) => followsLoad(dimension, resource))
}

/** Dimensions that fail at the first sample at capacity; the others at the safe limit. */
const hard = new Set<string>(['connections', 'group-maximum', 'pods', 'addresses'])

/** What the demand of a dimension must stay below. */
export function boundOf({ dimension, capacity, saturation }: Forecast): number {
  return hard.has(dimension) ? capacity : saturation.limit
}
