import type { Candidate } from './candidate.ts'
import { dimensionRisks } from './risk.ts'
import type { Situation } from './situation.ts'
import { chanceText, dayText, dimensionText, listText } from './wording.ts'

/** What would be written `<1%` makes up nothing. */
const named = 0.01

/** ` of CPU`, or where several make up the chance ` (CPU 81%, IOPS 76%)`: dimensions above the accepted risk. */
function breachesText(situation: Situation, candidate: Candidate, accepted: number): string {
  const chances = dimensionRisks(situation, candidate).flatMap(({ dimension, chance }) =>
    chance === null ? [] : [{ dimension, chance }],
  )
  const above = chances
    .filter(({ chance }) => chance > Math.max(accepted, named))
    .sort((a, b) => b.chance - a.chance)
  const [first, ...rest] = above
  if (first === undefined) return ''
  if (rest.length === 0) return ` of ${dimensionText(first.dimension)}`
  return ` (${listText(above.map(({ dimension, chance }) => `${dimensionText(dimension)} ${chanceText(chance)}`))})`
}

/** `chance of a breach of CPU by 23 Feb`, or `chance of a breach by 23 Feb (CPU 81% and IOPS 76%)`. */
export function chanceOfBreachText(situation: Situation, candidate: Candidate, accepted: number): string {
  const by = ` by ${dayText(situation.horizonMs, situation.input.nowMs)}`
  const of = breachesText(situation, candidate, accepted)
  return `chance of a breach${of.startsWith(' (') ? `${by}${of}` : `${of}${by}`}`
}
