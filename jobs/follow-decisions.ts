import { errorText } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'
import { system } from '#lib/model/actor.ts'
import type { DecisionRow, FollowUp } from '#lib/model/decision.ts'
import type { RecommendationSummary } from '#lib/model/fleet.ts'
import type { Resource, ResourceClass } from '#lib/model/resource.ts'
import { dayMs } from '#lib/model/time.ts'
import { listDecisions } from '#lib/store/decisions.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { saveFollowUps } from '#lib/store/follow-ups.ts'
import { readChanges } from '#lib/store/resources.ts'
import { changeSeen, followDecision } from '#lib/verify/follow-decision.ts'
import { loadUsage } from './billed-usage.ts'
import type { Job } from './job.ts'

/** Their members come and go by themselves: what they cost is told by their bill, against what they did. */
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
    const resources = fleet.map(({ resource }) => resource)
    const summaries = new Map(fleet.map(({ resource, recommendation }) => [resource.id, recommendation]))
    const followUps: FollowUp[] = []
    const problems: Problem[] = []
    for (const row of rows) {
      if (signal.aborted) break
      try {
        followUps.push(await followOne(row, { summary: summaries.get(row.resource.id), resources, nowMs }))
      } catch (error) {
        problems.push({ scope: row.resource.name, code: 'follow-failed', text: errorText(error) })
      }
    }
    await saveFollowUps(followUps)
    const confirmed = followUps.filter(({ state }) => state === 'confirmed').length
    return { counts: { accepted: rows.length, confirmed, failed: problems.length }, problems }
  },
}

type Known = {
  readonly summary: RecommendationSummary | undefined
  readonly resources: readonly Resource[]
  readonly nowMs: number
}

async function followOne(
  { decision, resource: { id, resourceClass } }: DecisionRow,
  { summary, resources, nowMs }: Known,
): Promise<FollowUp> {
  const countMoves = scaled.includes(resourceClass)
  const changes = await readChanges(id)
  const own = resources.find((resource) => resource.id === id)
  const { changed } = changeSeen({ decision, changes, countMoves })
  const usage = countMoves && changed && own && (await loadUsage(own, resources, changed.fromMs))
  const before = decision.basis.fromMonthlyUsd ?? undefined
  const now = summary?.current?.priceUnknown ? undefined : summary?.current?.monthlyUsd
  return followDecision({
    decision,
    changes,
    countMoves,
    ...(usage ? { usageAround: () => usage } : {}),
    ...(before === undefined || countMoves ? {} : { beforeMonthlyUsd: before }),
    ...(now === undefined || countMoves ? {} : { nowMonthlyUsd: now }),
    chanceNow: summary?.chanceByHorizon ?? null,
    acceptedRisk: summary?.acceptedRisk ?? 0,
    nowMs,
  })
}
