import type { Resource } from '#lib/model/resource.ts'
import type { ClassDefinition } from './definition.ts'

/** How sizes are offered for this resource: some of a class with a ladder have none (an ECS service on instances). */
export function sizingOf(definition: ClassDefinition, resource: Resource): ClassDefinition['sizing'] {
  return definition.hasSizes?.(resource) === false ? 'none' : definition.sizing
}
