import { costCallsPerDay, planEconomics } from '#lib/collect/index.ts'
import type { Economics, PullGroup } from '#lib/model/economics.ts'
import type { MetricDefinition } from '#lib/model/measure.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { readCostCallsDaily, readProbeCounts, readPullGroups } from '#lib/store/economics.ts'
import type { JobContext } from './job.ts'

/**
 * What pulling everything that was found will cost, within the cap of the configuration. Cost Explorer as it was in
 * the last week, and at its daily bound before.
 */
export async function estimateEconomics({ estate, nowMs }: JobContext): Promise<Economics> {
  const [groups, probes, costCalls] = await Promise.all([
    readPullGroups(),
    readProbeCounts(),
    readCostCallsDaily(nowMs),
  ])
  const payers = estate.accounts.filter(({ payer }) => payer).length
  return planEconomics({
    groups: groups.map((group) => ({ ...group, optional: isOptional(group) })),
    probes,
    costCallsDaily: costCalls ?? payers * costCallsPerDay,
    ...(estate.monthlyUsdMax === undefined ? {} : { monthlyUsdMax: estate.monthlyUsdMax }),
  })
}

function isOptional({ resourceClass, key }: Pick<PullGroup, 'resourceClass' | 'key'>): boolean {
  const metrics: readonly MetricDefinition[] = classDefinitions[resourceClass].metrics
  return metrics.find((metric) => metric.key === key)?.optional === true
}
