import type { Option } from '#lib/model/recommendation.ts'
import { chance } from './format.ts'

type Judged = Pick<Option, 'chance' | 'chanceUnderstated'>

/** Chance of a breach at an option; what is computed from a demand that was cut off is no chance to show. */
export function chanceAfter(option: Judged): string {
  return option.chanceUnderstated ? 'not known' : chance(option.chance)
}

/** The same for exports: empty where it is not known. */
export function chanceAfterValue(option: Judged): number | undefined {
  return option.chanceUnderstated ? undefined : option.chance
}
