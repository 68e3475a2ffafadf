import type { DimensionDefinition } from '#lib/model/measure.ts'
import type { Resource } from '#lib/model/resource.ts'
import { classDefinitions } from './index.ts'

/** A group of fixed size: its maximum limits nothing that could grow. */
export function isFixedGroup(resource: Resource): boolean {
  const { minSize, maxSize } = resource.facts
  return resource.resourceClass === 'asg' && typeof maxSize === 'number' && minSize === maxSize
}

/** Dimensions of its class that can run out for this resource: the maximum of a group of fixed size cannot. */
export function judgedDimensions(resource: Resource): readonly DimensionDefinition[] {
  const { dimensions } = classDefinitions[resource.resourceClass]
  if (!isFixedGroup(resource)) return dimensions
  return dimensions.filter(({ dimension }) => dimension !== 'group-maximum')
}
