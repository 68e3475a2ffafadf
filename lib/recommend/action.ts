import type { Candidate } from './candidate.ts'
import type { Situation } from './situation.ts'
import { amountText, numberText } from './wording.ts'

function isSameShare(a: number | undefined, b: number | undefined): boolean {
  return a !== undefined && b !== undefined && Math.abs(a - b) <= 0.001 * a
}

/** As many members with the vCPU and GiB of the present ones, in another family of the same kind. */
export function isSameSize({ shape, capacity, input }: Situation, candidate: Candidate): boolean {
  if (shape === undefined || candidate.shape.name === shape.name) return false
  const { cpu, memory } = candidate.shape.capacity
  return (
    candidate.count === (capacity['group-maximum'] ?? input.resource.count) &&
    candidate.shape.burstable === shape.burstable &&
    isSameShare(shape.capacity.cpu, cpu) &&
    isSameShare(shape.capacity.memory, memory)
  )
}

/** The generation in a family's name: 7 of `db.m7g`. */
function generationOf(family: string): number {
  return Number(/\d+/.exec(family)?.[0] ?? Number.NaN)
}

/** `Moving to the cheaper generation m7g.large`; undefined where the other family is neither newer nor cheaper. */
function sameSizeAction({ input, shape, prices }: Situation, candidate: Candidate): string | undefined {
  const usdOf = (name: string) => prices.byShape.get(name)?.hourlyUsd ?? Number.NaN
  const cheaper = usdOf(candidate.shape.name) < usdOf(input.resource.shape)
  const newer = generationOf(candidate.shape.family) > generationOf(shape?.family ?? '')
  if (!cheaper && !newer) return undefined
  const kind = cheaper ? `cheaper ${newer ? 'generation' : 'family'}` : 'newer generation'
  return `Moving to the ${kind} ${candidate.label}`
}

/**
 * What a change does that keeps the shape (more storage, another maximum, more nodes) or the size (another family).
 * Undefined for other changes.
 */
export function actionOf(situation: Situation, candidate: Candidate): string | undefined {
  const { resource } = situation.input
  if (isSameSize(situation, candidate)) return sameSizeAction(situation, candidate)
  if (candidate.current || candidate.shape.name !== resource.shape) return undefined
  const { storageGib, storageGibMax, volumeGib, maximum, count, nodes } = candidate.settings
  if (typeof volumeGib === 'number') return `Raising the volumes to ${amountText(volumeGib, 'storage')} each`
  if (typeof storageGib === 'number') return `Raising storage to ${amountText(storageGib, 'storage')}`
  if (typeof storageGibMax === 'number')
    return `Raising the limit of storage autoscaling to ${amountText(storageGibMax, 'storage')}`
  if (
    typeof maximum === 'number' &&
    maximum > (typeof resource.facts.maxSize === 'number' ? resource.facts.maxSize : maximum)
  )
    return `Raising the group's maximum to ${amountText(maximum, 'group-maximum')}`
  if (typeof nodes === 'number')
    return `Consolidating ${numberText(resource.count)} nodes onto ${numberText(nodes)}`
  if (typeof count === 'number')
    return `${count > resource.count ? 'Growing' : 'Shrinking'} the pool to ${numberText(count)} ${count === 1 ? 'node' : 'nodes'}`
  return undefined
}
