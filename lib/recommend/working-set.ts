import { bytesPerGib } from '#lib/model/units.ts'
import type { Candidate } from './candidate.ts'
import type { Refusal } from './judged.ts'
import type { Situation } from './situation.ts'
import { amountText } from './wording.ts'

/** Data that a database keeps, GiB: of its own volume, or of the one that the members of its cluster share. */
function dataGib({ definition, input, known }: Situation): number | undefined {
  const shared = input.signals['volume-bytes']?.max
  if (definition.metrics.some(({ key }) => key === 'volume-bytes'))
    return shared === undefined ? undefined : shared / bytesPerGib
  const storage = known.find(({ dimension }) => dimension === 'storage')
  const maximum = storage?.forecast.facts.maximum ?? Number.NaN
  return Number.isNaN(maximum) ? undefined : maximum
}

/** Every member caches for itself. */
function membersOf({ definition }: Situation, { count }: Candidate): number {
  return definition.sizing === 'members' ? count : 1
}

/**
 * A database with less memory caches less, and how much of its data it works on no metric tells: only where all of it
 * fits twice into the memory of one member is less of it no risk.
 */
export const workingSetUnknown: Refusal = (situation, { candidate, smaller }) => {
  const elastic = situation.definition.dimensions.find((one) => one.elastic === true)
  if (candidate.current || elastic === undefined || !smaller.includes(elastic.dimension)) return undefined
  const used = dataGib(situation)
  const members = membersOf(situation, candidate)
  const memory = (candidate.capacity[elastic.dimension] ?? 0) / members
  if (used !== undefined && used <= memory / 2) return undefined
  const data =
    used === undefined ? 'the data in use are not measured' : `${amountText(used, 'storage')} of data`
  return {
    reason: 'working-set-unknown',
    dimension: elastic.dimension,
    text: () =>
      `${amountText(memory, 'memory')} of memory${members > 1 ? ' each' : ''} for ${data}: the working set is not known. Probe on a replica first.`,
  }
}
