import { costCallsPerDay } from '#lib/collect/index.ts'
import type { Problem } from '#lib/model/account.ts'
import type { Counts } from '#lib/model/run.ts'
import { dayMs, floorTo, isoDay } from '#lib/model/time.ts'
import { takeCostCall } from '#lib/store/cost-calls.ts'
import { accountOf, type Job } from './job.ts'
import { readCostExplorer } from './read-cost-explorer.ts'
import { readCostExport } from './read-cost-export.ts'

export const collectCosts: Job = {
  name: 'collect-costs',
  about: 'reads the daily cost of the organization by account, service, usage type, team and resource',
  schedule: { everyMs: dayMs, after: [] },
  scopes: (estate) => estate.accounts.filter(({ payer }) => payer).map(({ id }) => id),
  async run(context) {
    const payer = accountOf(context)
    const today = isoDay(floorTo(context.nowMs, dayMs))
    const permit = () => takeCostCall(payer.id, today, costCallsPerDay)
    const counts: Record<string, number> = {}
    const problems: Problem[] = []
    for (const source of context.estate.costSources ?? [{ kind: 'cost-explorer' }]) {
      const run = { payer, today, permit }
      const result =
        source.kind === 'cost-explorer'
          ? await readCostExplorer(context, run)
          : await readCostExport(context, run, source)
      add(counts, result.counts)
      problems.push(...result.problems)
    }
    return { counts, problems }
  },
}

function add(sums: Record<string, number>, counts: Counts): void {
  for (const [name, count] of Object.entries(counts)) sums[name] = (sums[name] ?? 0) + count
}
