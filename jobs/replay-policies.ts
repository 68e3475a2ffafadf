import { system } from '#lib/model/actor.ts'
import { scaledClasses } from '#lib/model/scaling-study.ts'
import { dayMs } from '#lib/model/time.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { listResources } from '#lib/store/resources.ts'
import { saveScalingInForce } from '#lib/store/scaling.ts'
import { readShapes } from '#lib/store/shapes.ts'
import { accountOf, type Job } from './job.ts'
import { replayRegion } from './replay-region.ts'

export const replayPolicies: Job = {
  name: 'replay-policies',
  about: 'replays scaling policies over what happened and finds targets that cost less within the budget',
  schedule: { everyMs: dayMs, after: ['recommend', 'collect-fine-samples'] },
  scopes: (estate) => estate.accounts.map(({ id }) => id),
  async run(context) {
    const { nowMs, signal, collector } = context
    const account = accountOf(context)
    const policy = await readPolicy(system)
    const result = { counts: { groups: 0, failed: 0 } as Record<string, number>, problems: [] }
    const all = (await listResources()).filter(({ accountId }) => accountId === account.id)
    const scaled = all.filter(
      ({ resourceClass, memberOf }) => memberOf === undefined && scaledClasses.includes(resourceClass),
    )
    for (const [region, resources] of Map.groupBy(scaled, (one) => one.region)) {
      if (signal.aborted) break
      const read = await collector.scalingPolicies(account, region, resources)
      await saveScalingInForce(read.inForce, nowMs)
      const { prices } = await readShapes(region)
      await replayRegion({ context, resources, total: scaled.length, policy, prices, read, result })
    }
    return result
  },
}
