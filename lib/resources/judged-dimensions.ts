import type { DimensionDefinition } from '#lib/model/measure.ts'
import type { Resource } from '#lib/model/resource.ts'
import { classDefinitions } from './index.ts'

/** A group of fixed size: its maximum limits nothing that could grow. */
export function isFixedGroup(resource: Resource): boolean {
  const { minSize, maxSize } = resource.facts
  const grouped = resource.resourceClass === 'asg' || resource.resourceClass === 'ecs-capacity-provider'
  return grouped && typeof maxSize === 'number' && minSize === maxSize
}

function isElastic({ facts }: Resource, { elastic, elasticWith }: DimensionDefinition): boolean {
  return elastic === true || (elasticWith !== undefined && facts[elasticWith] === true)
}

/** Dimensions of its class that this resource has: some exist only with a fact (k-NN, volumes of its own). */
export function existingDimensions(resource: Resource): readonly DimensionDefinition[] {
  const all: readonly DimensionDefinition[] = classDefinitions[resource.resourceClass].dimensions
  return all
    .filter(({ onlyWith }) => onlyWith === undefined || resource.facts[onlyWith] === true)
    .map((one) => (isElastic(resource, one) ? { ...one, elastic: true } : one))
}

/** Dimensions that can run out for this resource: the maximum of a group of fixed size cannot. */
export function judgedDimensions(resource: Resource): readonly DimensionDefinition[] {
  const dimensions = existingDimensions(resource)
  if (!isFixedGroup(resource)) return dimensions
  return dimensions.filter(({ dimension }) => dimension !== 'group-maximum')
}
