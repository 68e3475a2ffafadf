import type { Recommendation } from '#lib/model/recommendation.ts'
import { abstain, noPrice } from './abstain.ts'
import { bindingOf, governedBy } from './binding.ts'
import { candidatesOf } from './candidates.ts'
import { choose } from './choose.ts'
import { decideByOf } from './decide-by.ts'
import { evidenceOf } from './evidence.ts'
import { findingOf } from './finding.ts'
import type { RecommendInput } from './input.ts'
import { judge } from './judge.ts'
import { remedyOf } from './no-size.ts'
import { notBeforeText } from './not-before.ts'
import { countRefused, neighboursOf, optionOf } from './options.ts'
import { needUnknownText } from './preallocated.ts'
import { situationOf } from './situation.ts'
import { watchedOf } from './watch.ts'

export { type CashInput, cashDays, cashPlan } from './cash.ts'
export { decidedOf } from './decided.ts'
export { basisOf } from './decision-basis.ts'
export { adviseInHindsight } from './hindsight.ts'
export type { RecommendInput } from './input.ts'
export { ruleLookbackDays } from './percentile-rule.ts'
export { standingOf } from './standing.ts'
export { summarize } from './summary.ts'

/**
 * The cheapest size that holds at the accepted risk, every option with its numbers, or why there is none. Pure: the
 * same input gives the same answer. Dollars are list prices a month of 730 h; chances are of a breach within the
 * policy's horizon. Never throws for missing data: it abstains, or says what is not known.
 */
export function recommend(input: RecommendInput): Recommendation {
  const situation = situationOf(input)
  if (situation.known.length === 0) return abstain(situation)
  const { candidates, notOffered } = candidatesOf(situation)
  const choice = choose(
    situation,
    candidates.map((candidate) => judge(situation, candidate)),
  )
  const binding = bindingOf(situation, governedBy(situation, choice))
  const finding = findingOf(situation, binding, choice)
  const decideBy = decideByOf(situation, choice)
  const verdict = { situation, binding, choice, finding, decideBy }
  const remedy = remedyOf(situation, binding, choice)
  const notBefore = notBeforeText(situation, binding, choice)
  const needUnknown = needUnknownText(situation)
  const { current, recommended } = choice
  const currentUsd = current?.candidate.monthlyUsd ?? 0
  const shown = current === undefined ? [] : neighboursOf(choice)
  const option = (one: typeof current) =>
    one === undefined ? undefined : optionOf(situation, one, currentUsd)
  const options = [current, recommended, ...shown].map(option).filter((one) => one !== undefined)
  return {
    resourceId: input.resource.id,
    asOfMs: input.nowMs,
    finding,
    bindingDimension: binding.dimension,
    unknownDimensions: situation.unknown,
    horizonDays: input.policy.horizonDays,
    acceptedRisk: situation.acceptedRisk,
    current: option(current),
    recommended: option(recommended),
    options: options.sort((a, b) => a.monthlyUsd - b.monthlyUsd),
    refusedCounts: countRefused(
      choice.others.filter((one) => !shown.includes(one)),
      notOffered.length,
    ),
    chanceByHorizon: binding.chance,
    medianDays: binding.medianDays,
    lowDays: binding.lowDays,
    highDays: binding.highDays,
    ...(decideBy === undefined
      ? {}
      : { decideByMs: decideBy.ms, leadDays: decideBy.leadDays, decideByText: decideBy.text }),
    ...watchedOf(verdict),
    ...(remedy === undefined ? {} : { remedy: remedy.action }),
    ...(notBefore === undefined ? {} : { notBefore }),
    ...(needUnknown === undefined ? {} : { needUnknown }),
    evidence: evidenceOf(verdict),
    ...(current === undefined ? { abstention: noPrice(input, situation.observedDays) } : {}),
  }
}
