import { efforts } from '#lib/model/recommendation.ts'
import type { Judged } from './judged.ts'
import type { Situation } from './situation.ts'
import { deltaText, usdText } from './wording.ts'

export type Choice = {
  /** The present size, if it could be priced. */
  readonly current?: Judged
  /** The present size is not within policy. */
  readonly needed: boolean
  readonly recommended?: Judged
  /** All but those two, with an excuse each, cheapest first. */
  readonly others: readonly Judged[]
}

function effortRank(situation: Situation, judged: Judged): number {
  const { definition, input, shape } = situation
  return shape === undefined
    ? 0
    : efforts.indexOf(definition.effort(input.resource, shape, judged.candidate.shape))
}

function isPresentShape(situation: Situation, judged: Judged): boolean {
  return judged.candidate.shape.name === situation.input.resource.shape
}

/** Cheapest first; at the same price the least effort, then the present shape, then the smaller chance, then by name. */
function byPreference(situation: Situation): (a: Judged, b: Judged) => number {
  return (a, b) => {
    const cents = Math.round((a.candidate.monthlyUsd - b.candidate.monthlyUsd) * 100)
    if (cents !== 0) return cents
    const effort = effortRank(situation, a) - effortRank(situation, b)
    if (effort !== 0) return effort
    const same = Number(isPresentShape(situation, b)) - Number(isPresentShape(situation, a))
    if (same !== 0) return same
    if (a.risk.chance !== b.risk.chance) return a.risk.chance - b.risk.chance
    return a.candidate.id < b.candidate.id ? -1 : 1
  }
}

/** Within policy and not the choice: it costs more, or saves too little to be worth a change. */
function withMoneyExcuse(judged: Judged, than: Judged, floorUsd: number): Judged {
  if (judged.refused !== undefined) return judged
  const delta = judged.candidate.monthlyUsd - than.candidate.monthlyUsd
  const name = than.candidate.label
  if (Math.round(delta * 100) < 0) {
    const text = () =>
      `Saves ${usdText(delta)}, less than the ${usdText(floorUsd)} that a change has to save.`
    return { ...judged, refused: { reason: 'saving-too-small', text } }
  }
  const text = () =>
    Math.round(delta) === 0
      ? `Within policy at the price of ${name}, which is preferred.`
      : `Within policy, ${deltaText(delta)} against ${name}.`
  return { ...judged, refused: { reason: 'dearer', text } }
}

/**
 * The cheapest candidate that no rule refuses. When the present size is within policy, only one that saves at least
 * the policy's floor; else any.
 */
export function choose(situation: Situation, judged: readonly Judged[]): Choice {
  const sorted = [...judged].sort(byPreference(situation))
  const current = sorted.find((one) => one.candidate.current)
  const needed = current?.refused !== undefined
  const floorUsd = situation.input.policy.savingFloorMonthlyUsd
  const cheapest = sorted.find((one) => one !== current && one.refused === undefined)
  const saving = (current?.candidate.monthlyUsd ?? 0) - (cheapest?.candidate.monthlyUsd ?? 0)
  const worthwhile = needed || (saving > 0.005 && saving >= floorUsd)
  const recommended = worthwhile ? cheapest : undefined
  const than = recommended ?? current
  const others = sorted.filter((one) => one !== current && one !== recommended)
  const explained = (one: Judged): Judged => (than === undefined ? one : withMoneyExcuse(one, than, floorUsd))
  return {
    current: current !== undefined && recommended !== undefined ? explained(current) : current,
    needed,
    recommended,
    others: others.map(explained),
  }
}
