import { cache } from 'react'
import { requireActor } from '#lib/identity/actor.ts'
import { narrowedTo } from '#lib/model/actor.ts'
import { presentTeam, type TeamView } from '#lib/present/team.ts'
import { decidedOf } from '#lib/recommend/index.ts'
import { readBudgets } from '#lib/store/budgets.ts'
import { readCostsOnce } from '#lib/store/costs.ts'
import { listDecisions } from '#lib/store/decisions.ts'
import { readFleet } from '#lib/store/fleet.ts'
import { readFollowUps } from '#lib/store/follow-ups.ts'
import { readFreshnessOnce } from '#lib/store/freshness.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { readDriverUse, readShares } from '#lib/store/team-page.ts'

/** The page of a team, read as someone who sees that team alone; undefined where the reader may not, or it owns nothing. */
export const loadTeam = cache(async (id: string): Promise<TeamView | undefined> => {
  const team = decoded(id)
  const actor = team === undefined ? undefined : narrowedTo(await requireActor(), team)
  if (!actor || team === undefined) return undefined
  const nowMs = Date.now()
  const [rows, costs] = await Promise.all([readFleet(actor), readCostsOnce(actor)])
  if (rows.length === 0 && costs.days.length === 0) return undefined
  const [freshness, policy, budgets, shares, drivers, decisions] = await Promise.all([
    readFreshnessOnce(actor, nowMs),
    readPolicy(actor),
    readBudgets(actor),
    readShares(actor),
    readDriverUse(actor, nowMs),
    listDecisions(actor),
  ])
  const followUps = await readFollowUps(
    actor,
    decisions.map(({ decision }) => decision.id),
  )
  const decided = decidedOf({ decisions, followUps, rows, nowMs })
  const input = {
    team,
    rows,
    costs,
    freshness,
    budgets,
    shares,
    drivers,
    decisions,
    followUps,
    decided,
    nowMs,
  }
  return presentTeam({ ...input, policyHorizonDays: policy.horizonDays })
})

function decoded(id: string): string | undefined {
  try {
    return decodeURIComponent(id)
  } catch {
    return undefined
  }
}
