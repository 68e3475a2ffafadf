import { errorText } from '#lib/errors.ts'
import type { Problem } from '#lib/model/account.ts'
import { system } from '#lib/model/actor.ts'
import type { AccountDiscount } from '#lib/model/discount.ts'
import type { Policy } from '#lib/model/policy.ts'
import type { Resource } from '#lib/model/resource.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { recommend as decide, summarize } from '#lib/recommend/index.ts'
import { readDiscounts } from '#lib/store/discounts.ts'
import { readOutcomes } from '#lib/store/forecasts.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { readSummaryBefore, saveRecommendation } from '#lib/store/recommendations.ts'
import { listResources, readChanges, readSignals } from '#lib/store/resources.ts'
import { readShapes } from '#lib/store/shapes.ts'
import { inLanes } from './in-lanes.ts'
import type { Job } from './job.ts'

/** What a recommendation is compared with is at least this old. */
const comparedAfterMs = 6 * dayMs
/** Resources at once: one is decided while others wait for the store. */
const lanes = 4

export const recommend: Job = {
  name: 'recommend',
  about: 'finds the cheapest size that holds, with its chance, or says why there is none',
  schedule: {
    everyMs: dayMs,
    after: ['collect-inventory', 'collect-shapes', 'collect-samples', 'measure-discounts', 'forecast'],
  },
  scopes: () => [''],
  async run({ runId, nowMs, progress, signal }) {
    const policy = await readPolicy(system)
    const discounts = new Map((await readDiscounts(system)).map((one) => [one.accountId, one]))
    const resources = (await listResources()).filter(({ memberOf }) => memberOf === undefined)
    const offers = new Map<string, ReturnType<typeof readShapes>>()
    const problems: Problem[] = []
    const counts: Record<string, number> = { resources: resources.length, failed: 0 }
    let done = 0
    await inLanes(resources, lanes, async (resource) => {
      if (signal.aborted) return
      try {
        const asked = offers.get(resource.region) ?? readShapes(resource.region)
        offers.set(resource.region, asked)
        const offer = await asked
        const discount = discounts.get(resource.accountId)
        const finding = await recommendOne({ runId, nowMs, policy, resource, offer, discount })
        counts[finding] = (counts[finding] ?? 0) + 1
      } catch (error) {
        counts.failed = (counts.failed ?? 0) + 1
        problems.push({ scope: resource.name, code: 'recommend-failed', text: errorText(error) })
      }
      progress(++done, resources.length, resource.name)
    })
    return { counts, problems }
  },
}

async function recommendOne(options: {
  runId: number
  nowMs: EpochMs
  policy: Policy
  resource: Resource
  offer: Awaited<ReturnType<typeof readShapes>>
  discount: AccountDiscount | undefined
}): Promise<string> {
  const { runId, nowMs, policy, resource, offer, discount } = options
  const [outcomes, changes, signals, previous] = await Promise.all([
    readOutcomes(resource.id),
    readChanges(resource.id),
    readSignals(resource.id),
    readSummaryBefore(resource.id, nowMs - comparedAfterMs),
  ])
  const recommendation = decide({ resource, nowMs, policy, outcomes, signals, changes, discount, ...offer })
  await saveRecommendation({ runId, recommendation, summary: summarize(recommendation, outcomes, previous) })
  return recommendation.finding
}
