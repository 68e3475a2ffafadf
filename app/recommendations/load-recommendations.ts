import { type Actor, system } from '#lib/model/actor.ts'
import { dayMs, type EpochMs, isoDay } from '#lib/model/time.ts'
import { type RecommendationsInput, recommendationKinds } from '#lib/present/recommendations.ts'
import { cashDays, cashPlan } from '#lib/recommend/index.ts'
import { listCommitments, readCommitmentDays } from '#lib/store/commitments.ts'
import { readDiscounts } from '#lib/store/discounts.ts'
import { readFleet } from '#lib/store/fleet.ts'
import { readPolicy } from '#lib/store/policies.ts'

/** The changes and what cash is judged by; `kind` as the address names it. */
export async function loadRecommendations(
  actor: Actor,
  asked: { readonly kind: string | null; readonly nowMs: EpochMs },
): Promise<RecommendationsInput> {
  const { nowMs } = asked
  const window = { fromDay: isoDay(nowMs - cashDays * dayMs), toDay: isoDay(nowMs) }
  const [rows, policy, commitments, days, discounts] = await Promise.all([
    readFleet(actor),
    readPolicy(actor),
    listCommitments(system),
    readCommitmentDays(system, window),
    readDiscounts(system),
  ])
  // Commitments float over the organization: what a team's change frees depends on the changes of all.
  const cash = cashPlan({ rows: await readFleet(system), commitments, days, discounts, nowMs })
  const kind = recommendationKinds.find((one) => one === asked.kind) ?? 'all'
  return { rows, kind, policyHorizonDays: policy.horizonDays, cash, nowMs }
}
