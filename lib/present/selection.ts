import { usdDelta } from './format.ts'

/** A selection stops where half a breach is to be expected from it. */
export const maxExpectedBreaches = 0.5

/** One change that was picked; `null` = not known. */
export type Picked = {
  readonly id: string
  readonly listUsd: number
  readonly cashUsd: number | null
  readonly chance: number | null
}

export type Selection = {
  readonly ids: readonly string[]
  readonly listUsd: number
  /** `null` where it is not known of one of them. */
  readonly cashUsd: number | null
  /** Sum of the chances: how many breaches are to be expected, whether or not they depend on each other. */
  readonly expectedBreaches: number
  readonly title: string
  readonly detail: string
}

/** The sums of a selection. A change whose chance is not known counts as one breach: it is not to be taken in bulk. */
export function selectionOf(picked: readonly Picked[]): Selection {
  const listUsd = picked.reduce((sum, one) => sum + one.listUsd, 0)
  const cash = picked.map(({ cashUsd }) => cashUsd)
  const cashUsd = cash.includes(null) ? null : cash.reduce<number>((sum, one) => sum + (one ?? 0), 0)
  const expectedBreaches = picked.reduce((sum, { chance }) => sum + (chance ?? 1), 0)
  return {
    ids: picked.map(({ id }) => id),
    listUsd,
    cashUsd,
    expectedBreaches,
    title: `${picked.length} selected`,
    detail:
      picked.length === 0
        ? `A selection stops at ${maxExpectedBreaches} expected breaches.`
        : `${usdDelta(listUsd)}/mo at list price, ${cashUsd === null ? 'cash not known' : `${usdDelta(cashUsd)}/mo in cash`}; ${expectedBreaches.toFixed(2)} breaches to be expected`,
  }
}

/** From the top of the list as many as fit: each that would pass the stop is left out. */
export function withinStop(candidates: readonly Picked[]): readonly Picked[] {
  let expected = 0
  return candidates.filter(({ chance }) => {
    if (chance === null || expected + chance > maxExpectedBreaches) return false
    expected += chance
    return true
  })
}
