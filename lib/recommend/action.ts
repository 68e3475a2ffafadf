import type { Candidate } from './candidate.ts'
import type { Situation } from './situation.ts'
import { amountText, numberText } from './wording.ts'

/** What a change does that keeps the shape: more storage, another maximum, more nodes. Undefined for other changes. */
export function actionOf({ input }: Situation, candidate: Candidate): string | undefined {
  const { resource } = input
  if (candidate.current || candidate.shape.name !== resource.shape) return undefined
  const { storageGib, storageGibMax, maximum, count } = candidate.settings
  if (typeof storageGib === 'number') return `Raising storage to ${amountText(storageGib, 'storage')}`
  if (typeof storageGibMax === 'number')
    return `Raising the limit of storage autoscaling to ${amountText(storageGibMax, 'storage')}`
  if (
    typeof maximum === 'number' &&
    maximum > (typeof resource.facts.maxSize === 'number' ? resource.facts.maxSize : maximum)
  )
    return `Raising the group's maximum to ${amountText(maximum, 'group-maximum')}`
  if (typeof count === 'number')
    return `${count > resource.count ? 'Growing' : 'Shrinking'} the pool to ${numberText(count)} ${count === 1 ? 'node' : 'nodes'}`
  return undefined
}
