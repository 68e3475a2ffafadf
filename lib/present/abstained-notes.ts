import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { ClassDefinition } from '#lib/resources/definition.ts'
import { classDefinitions } from '#lib/resources/index.ts'

/** What its class has to say of a resource without a forecast: what needs no samples and no prices. */
export function abstainedNotes(resource: Resource, nowMs: EpochMs): readonly EvidenceItem[] {
  const definition: ClassDefinition = classDefinitions[resource.resourceClass]
  return definition.notes?.({ resource, signals: {}, prices: [], shapes: [], nowMs }) ?? []
}
