import type { Dimension } from '#lib/model/capacity.ts'
import type { FollowedSize, HindsightAdvice } from '#lib/model/hindsight.ts'
import { abstain, noPrice } from './abstain.ts'
import { type Candidate, levelOf } from './candidate.ts'
import { candidatesOf } from './candidates.ts'
import { choose } from './choose.ts'
import type { RecommendInput } from './input.ts'
import { judge } from './judge.ts'
import { percentileRule, type RuleDemand } from './percentile-rule.ts'
import { type Situation, situationOf } from './situation.ts'

/** Demand of each judged dimension that counts as a breach under a size. */
function sizeOf(situation: Situation, candidate: Candidate): FollowedSize {
  const levels: Partial<Record<Dimension, number>> = {}
  for (const { dimension, definition, headroom } of situation.known) {
    const level = levelOf(candidate, dimension)
    if (level !== undefined) levels[dimension] = level * (definition.hard ? 1 : 1 - headroom)
  }
  return { label: candidate.label, monthlyUsd: candidate.monthlyUsd, levels }
}

/**
 * The size that is recommended, that which a percentile rule would choose from the same offers, and the present one:
 * for a re-run of the past with `input` as it was known then. The rule is AWS Compute Optimizer's default one.
 */
export function adviseInHindsight(
  input: RecommendInput,
  ruleDemand: RuleDemand,
): Pick<HindsightAdvice, 'sizes' | 'reason'> {
  const situation = situationOf(input)
  if (situation.known.length === 0) {
    return { reason: abstain(situation).abstention?.text ?? 'No dimension could be judged.' }
  }
  const { candidates } = candidatesOf(situation)
  const { current, recommended } = choose(
    situation,
    candidates.map((candidate) => judge(situation, candidate)),
  )
  if (current === undefined || current.candidate.priceUnknown === true)
    return { reason: noPrice(input, situation.observedDays).text }
  const kept = current.candidate
  const rule = percentileRule({ situation, candidates, demand: ruleDemand }) ?? kept
  return {
    sizes: {
      kept: sizeOf(situation, kept),
      advised: sizeOf(situation, recommended?.candidate ?? kept),
      rule: sizeOf(situation, rule),
    },
  }
}
