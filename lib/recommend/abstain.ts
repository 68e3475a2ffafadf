import type { Abstention } from '#lib/model/forecast.ts'
import type { Recommendation } from '#lib/model/recommendation.ts'
import type { RecommendInput } from './input.ts'
import type { Situation } from './situation.ts'

/** Why there is no number: the abstention of the class's first dimension that has one. */
function firstAbstention(situation: Situation): Abstention {
  const { outcomes, resource, nowMs } = situation.input
  const found = situation.definition.dimensions
    .map((one) => outcomes.find((candidate) => candidate.dimension === one.dimension)?.outcome)
    .find((outcome) => outcome?.kind === 'abstention')
  if (found?.kind === 'abstention') return found
  const known = Object.keys(situation.capacity).length > 0
  return {
    kind: 'abstention',
    resourceId: resource.id,
    asOfMs: nowMs,
    reason: known ? 'no-samples' : 'no-capacity',
    text: known
      ? `No demand was measured for ${resource.name}.`
      : `The capacity of ${resource.name} is not known.`,
    observedDays: 0,
  }
}

export function noPriceText({ resource }: RecommendInput): string {
  const { platform } = resource.facts
  const what = typeof platform === 'string' ? `${resource.shape} with ${platform}` : resource.shape
  return `No list price for ${what} in ${resource.region}: sizes cannot be compared.`
}

/** No price for what is there: no option can be compared. */
export function noPrice(input: RecommendInput, observedDays: number): Abstention {
  const { resource, nowMs } = input
  return {
    kind: 'abstention',
    resourceId: resource.id,
    asOfMs: nowMs,
    reason: 'no-price',
    text: noPriceText(input),
    observedDays,
  }
}

/** A recommendation that says why there is none. */
export function abstain(situation: Situation): Recommendation {
  const abstention = firstAbstention(situation)
  return {
    resourceId: situation.input.resource.id,
    asOfMs: situation.input.nowMs,
    finding: 'abstained',
    unknownDimensions: situation.unknown,
    horizonDays: situation.input.policy.horizonDays,
    acceptedRisk: situation.acceptedRisk,
    options: [],
    refusedCounts: {},
    chanceByHorizon: null,
    medianDays: null,
    lowDays: null,
    highDays: null,
    evidence: [{ title: 'No forecast', text: abstention.text }],
    abstention,
  }
}
