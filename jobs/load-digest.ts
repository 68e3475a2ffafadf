import { buildDigest } from '#lib/deliver/build-digest.ts'
import { type Actor, system } from '#lib/model/actor.ts'
import type { StoredDigest } from '#lib/model/delivery.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { listTrackRecord } from '#lib/store/accuracy.ts'
import { readBudgets } from '#lib/store/budgets.ts'
import { readCosts } from '#lib/store/costs.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { readFreshness } from '#lib/store/freshness.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { readDecided } from './decided.ts'
import { loadCash } from './load-cash.ts'

export type DigestQuestion = {
  readonly team: string
  readonly week: string
  readonly workspace: string
  readonly baseUrl: string
  readonly nowMs: EpochMs
}

/** Computes a digest from what its readers may see: a team's from its own rows alone. */
export async function loadDigest({ team, nowMs, ...rest }: DigestQuestion): Promise<StoredDigest> {
  const actor: Actor = { id: 'digest', role: 'viewer', teams: team === '' ? 'all' : [team] }
  const [rows, freshness, costs, policy, track, budgets] = await Promise.all([
    listFleet(actor),
    readFreshness(actor, nowMs),
    readCosts(actor),
    readPolicy(actor),
    listTrackRecord(actor),
    readBudgets(actor),
  ])
  const [cash, decided] = await Promise.all([
    loadCash(await listFleet(system), nowMs),
    readDecided(actor, rows, nowMs),
  ])
  const policyHorizonDays = policy.horizonDays
  const whose = team === '' ? {} : { team }
  return buildDigest({
    ...rest,
    ...whose,
    rows,
    freshness,
    costs,
    track,
    budgets,
    policyHorizonDays,
    cash,
    decided,
    nowMs,
  })
}
