import { forEachLimited } from '#lib/collect/index.ts'
import type { Account, Problem } from '#lib/model/account.ts'
import { hourMs } from '#lib/model/time.ts'
import { readFindings } from '#lib/store/economics.ts'
import { listResources } from '#lib/store/resources.ts'
import type { Job } from './job.ts'
import { pullPhases } from './pull.ts'
import { planTiers } from './pull-plan.ts'

const tiers = ['1h', '5m'] as const
const accountsAtOnce = 4

export const collectNearLimit: Job = {
  name: 'collect-near-limit',
  about: 'pulls every hour what runs out within two weeks',
  schedule: { everyMs: hourMs, after: ['collect-inventory', 'collect-samples', 'collect-fine-samples'] },
  scopes: () => [''],
  async run(context) {
    const everything = await listResources()
    const counts: Record<string, number> = { resources: 0 }
    const problems: Problem[] = []
    const pullAccount = async (account: Account) => {
      const findings = await readFindings(account.id)
      const resources = everything.filter(
        ({ id, region }) => findings.get(id)?.nearLimit === true && account.regions.includes(region),
      )
      if (resources.length === 0) return
      const planned = await planTiers(context, { account, resources, tiers, overlap: 'recent', hourly: true })
      // The back-fill is the daily pulls' work.
      const phases = planned.filter(({ backfill }) => !backfill)
      const result = await pullPhases(context, { account, resources, phases })
      counts.resources = (counts.resources ?? 0) + resources.length
      for (const [name, count] of Object.entries(result.counts)) counts[name] = (counts[name] ?? 0) + count
      problems.push(...result.problems)
    }
    await forEachLimited(context.estate.accounts, { limit: accountsAtOnce, work: pullAccount })
    return { counts, problems }
  },
}
