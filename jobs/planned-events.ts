import type { ForecastInput } from '#lib/forecast/index.ts'
import type { PlannedEvent } from '#lib/model/calendar.ts'
import { concerns, eventSize, followsLoad } from '#lib/model/planned-event.ts'
import type { Resource } from '#lib/model/resource.ts'
import { existingDimensions } from '#lib/resources/judged-dimensions.ts'

/** Planned events that change the load of a resource, by the dimensions that follow it. */
export function eventsFor(
  events: readonly PlannedEvent[],
  resource: Resource,
): Pick<ForecastInput, 'events'> {
  const own = events
    .filter((event) => concerns(event, resource))
    .map((event) => ({
      name: event.name,
      fromMs: event.fromMs,
      toMs: event.toMs,
      ...eventSize(event),
    }))
  if (own.length === 0) return {}
  const dimensions = existingDimensions(resource)
    .map(({ dimension }) => dimension)
    .filter((dimension) => followsLoad(dimension, resource))
  return { events: Object.fromEntries(dimensions.map((dimension) => [dimension, own])) }
}
