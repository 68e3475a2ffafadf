import { studyScaling } from '#lib/autoscale/index.ts'
import { errorText } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'
import { system } from '#lib/model/actor.ts'
import { dayMs } from '#lib/model/time.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { listResources, listSeries } from '#lib/store/resources.ts'
import { saveScalingInForce, saveScalingStudy } from '#lib/store/scaling.ts'
import { readShapes } from '#lib/store/shapes.ts'
import { accountOf, type Job } from './job.ts'
import { loadStudyInput } from './scaling-input.ts'

export const replayPolicies: Job = {
  name: 'replay-policies',
  about: 'replays scaling policies over what happened and finds targets that cost less within the budget',
  schedule: { everyMs: dayMs, after: ['recommend', 'collect-fine-samples'] },
  scopes: (estate) => estate.accounts.map(({ id }) => id),
  async run(context) {
    const { runId, nowMs, progress, signal, collector } = context
    const account = accountOf(context)
    const policy = await readPolicy(system)
    const problems: Problem[] = []
    const counts: Record<string, number> = { groups: 0, failed: 0 }
    const all = (await listResources()).filter(
      (one) => one.accountId === account.id && isScaled(one.resourceClass),
    )
    for (const [region, resources] of Map.groupBy(all, (one) => one.region)) {
      const read = await collector.scalingPolicies(account, region, resources)
      problems.push(...read.problems)
      await saveScalingInForce(read.inForce, nowMs)
      const inForce = new Map(read.inForce.map((one) => [one.resourceId, one]))
      const { prices } = await readShapes(region)
      for (const resource of resources) {
        if (signal.aborted || !inForce.has(resource.id)) continue
        progress((counts.groups ?? 0) + 1, all.length, resource.name)
        counts.groups = (counts.groups ?? 0) + 1
        try {
          const series = await listSeries([resource.id])
          const found = inForce.get(resource.id)
          const study = studyScaling(
            await loadStudyInput({ resource, series, inForce: found, policy, prices, nowMs }),
          )
          await saveScalingStudy(runId, study)
          const outcome = study.kind === 'answer' ? 'proven' : study.code
          counts[outcome] = (counts[outcome] ?? 0) + 1
        } catch (error) {
          counts.failed = (counts.failed ?? 0) + 1
          problems.push({ scope: resource.name, code: 'replay-failed', text: errorText(error) })
        }
      }
    }
    return { counts, problems }
  },
}

const isScaled = (resourceClass: string) => resourceClass === 'asg' || resourceClass === 'ecs-service'
