import type { Actor } from '#lib/model/actor.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { type RecommendationsInput, recommendationKinds } from '#lib/present/recommendations.ts'
import { readFleet } from '#lib/store/fleet.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { loadCash } from './load-cash.ts'

/** The changes and what cash is judged by; `kind` as the address names it. */
export async function loadRecommendations(
  actor: Actor,
  asked: { readonly kind: string | null; readonly nowMs: EpochMs },
): Promise<RecommendationsInput> {
  const { nowMs } = asked
  const [rows, policy, cash] = await Promise.all([readFleet(actor), readPolicy(actor), loadCash(nowMs)])
  const kind = recommendationKinds.find((one) => one === asked.kind) ?? 'all'
  return { rows, kind, policyHorizonDays: policy.horizonDays, cash, nowMs }
}
