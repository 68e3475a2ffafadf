import type { EvidenceItem } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'

/**
 * Key of the price of an EC2 instance: `linux`, or its platform as EC2 names it (`windows`, `red hat enterprise
 * linux`). An instance that is billed with a licence is never compared at the price of Linux.
 */
export function instancePriceKey({ facts }: Resource): string {
  return typeof facts.platform === 'string' ? facts.platform.toLowerCase() : 'linux'
}

/** Members that are bought on the Spot market cost less than the list price on demand, and so does what is saved. */
export function spotNotes({ facts, count }: Resource): readonly EvidenceItem[] {
  const { spotMembers } = facts
  if (typeof spotMembers !== 'number' || spotMembers <= 0) return []
  const who = count === 1 ? 'It is' : `${spotMembers} of ${count} members are`
  const text = `${who} bought on the Spot market. Dollars here are list prices on demand: what is paid, and what a change saves, is less.`
  return [{ title: 'Spot', text }]
}

/** Members in a Capacity Block were paid for to its end: fewer of them save nothing until then. */
export function capacityBlockNotes({ facts, count }: Resource): readonly EvidenceItem[] {
  const { capacityBlockMembers } = facts
  if (typeof capacityBlockMembers !== 'number' || capacityBlockMembers <= 0) return []
  const who = count === 1 ? 'It runs' : `${capacityBlockMembers} of ${count} members run`
  const text = `${who} in a Capacity Block, which is paid to its end. What is given back saves nothing until then.`
  return [{ title: 'Capacity Block', text }]
}
