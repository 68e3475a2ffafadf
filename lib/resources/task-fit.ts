import type { Resource } from '#lib/model/resource.ts'
import type { Shape } from '#lib/model/shape.ts'

/** Does scaling decide how many members there are? */
export function isScaled({ facts }: Resource): boolean {
  return typeof facts.maxSize === 'number' && facts.minSize !== facts.maxSize
}

/** vCPU and GiB of one task, as its task definition says; undefined where it does not. */
export function taskSize({ facts }: Resource): { vcpu?: number; memoryGib?: number } {
  return {
    ...(typeof facts.taskVcpu === 'number' ? { vcpu: facts.taskVcpu } : {}),
    ...(typeof facts.taskMemoryGib === 'number' ? { memoryGib: facts.taskMemoryGib } : {}),
  }
}

/**
 * Whether the tasks of a service may have that size. An image is built for one architecture. Where scaling decides how
 * many tasks there are, what it scales by stays: half the vCPU would only mean twice the tasks. Tasks on instances have
 * no sizes to choose from.
 */
export function fitsTask(resource: Resource, shape: Shape): boolean {
  if (shape.service !== 'fargate') return false
  if (shape.name === resource.shape) return true
  if (resource.facts.launchType === 'EC2' || shape.arch !== resource.facts.arch) return false
  if (!isScaled(resource)) return true
  const { vcpu, memoryGib } = taskSize(resource)
  if (resource.facts.scaledBy === 'memory') return shape.capacity.memory === memoryGib
  return shape.capacity.cpu === vcpu
}
