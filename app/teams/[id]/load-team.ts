import { cache } from 'react'
import { requireActor } from '#lib/identity/actor.ts'
import { presentTeam, type TeamView } from '#lib/present/team.ts'
import { decidedOf } from '#lib/recommend/index.ts'
import { listDecisions } from '#lib/store/decisions.ts'
import { readFollowUps } from '#lib/store/follow-ups.ts'
import { readFreshnessOnce } from '#lib/store/freshness.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { loadTeamFacts } from './load-team-facts.ts'

/** The page of a team, read as someone who sees that team alone; undefined where the reader may not, or it owns nothing. */
export const loadTeam = cache(async (id: string): Promise<TeamView | undefined> => {
  const nowMs = Date.now()
  const facts = await loadTeamFacts(await requireActor(), id, nowMs)
  if (!facts) return undefined
  const { actor, ...given } = facts
  const [freshness, policy, decisions] = await Promise.all([
    readFreshnessOnce(actor, nowMs),
    readPolicy(actor),
    listDecisions(actor),
  ])
  const followUps = await readFollowUps(
    actor,
    decisions.map(({ decision }) => decision.id),
  )
  const decided = decidedOf({ decisions, followUps, rows: given.rows, nowMs })
  return presentTeam({
    ...given,
    freshness,
    decisions,
    followUps,
    decided,
    nowMs,
    policyHorizonDays: policy.horizonDays,
  })
})
