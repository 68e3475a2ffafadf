import { errorText } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'
import { system } from '#lib/model/actor.ts'
import type { DecisionRow, FollowUp } from '#lib/model/decision.ts'
import type { RecommendationSummary } from '#lib/model/fleet.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import { dayMs } from '#lib/model/time.ts'
import { listDecisions } from '#lib/store/decisions.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { saveFollowUps } from '#lib/store/follow-ups.ts'
import { readChanges } from '#lib/store/resources.ts'
import { followDecision } from '#lib/verify/follow-decision.ts'
import type { Job } from './job.ts'

/** Their members come and go by themselves. */
const scaled: readonly ResourceClass[] = [
  'asg',
  'ecs-service',
  'ecs-capacity-provider',
  'eks-node-pool',
  'sagemaker-endpoint',
]

export const followDecisions: Job = {
  name: 'follow-decisions',
  about: 'looks for accepted changes in the capacity timeline, and what they brought',
  schedule: { everyMs: dayMs, after: ['collect-inventory', 'recommend'] },
  scopes: () => [''],
  async run({ nowMs, signal }) {
    const rows = (await listDecisions(system)).filter(({ decision }) => decision.verdict === 'accept')
    const fleet = await listFleet(system)
    const summaries = new Map(fleet.map(({ resource, recommendation }) => [resource.id, recommendation]))
    const followUps: FollowUp[] = []
    const problems: Problem[] = []
    for (const row of rows) {
      if (signal.aborted) break
      try {
        followUps.push(await followOne(row, summaries.get(row.resource.id), nowMs))
      } catch (error) {
        problems.push({ scope: row.resource.name, code: 'follow-failed', text: errorText(error) })
      }
    }
    await saveFollowUps(followUps)
    const confirmed = followUps.filter(({ state }) => state === 'confirmed').length
    return { counts: { accepted: rows.length, confirmed, failed: problems.length }, problems }
  },
}

async function followOne(
  { decision, resource }: DecisionRow,
  summary: RecommendationSummary | undefined,
  nowMs: number,
): Promise<FollowUp> {
  const countMoves = scaled.includes(resource.resourceClass)
  const before = decision.basis.fromMonthlyUsd ?? undefined
  const now = summary?.current?.priceUnknown ? undefined : summary?.current?.monthlyUsd
  return followDecision({
    decision,
    changes: await readChanges(resource.id),
    countMoves,
    // The price of a scaled group is of its members at the time, which demand moves: no figure from it.
    ...(before === undefined || countMoves ? {} : { beforeMonthlyUsd: before }),
    ...(now === undefined || countMoves ? {} : { nowMonthlyUsd: now }),
    chanceNow: summary?.chanceByHorizon ?? null,
    acceptedRisk: summary?.acceptedRisk ?? 0,
    nowMs,
  })
}
