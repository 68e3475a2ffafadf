import type { Problem } from '#lib/model/account.ts'
import { dayMs } from '#lib/model/time.ts'
import { saveLimits } from '#lib/store/limits.ts'
import { accountOf, type Job } from './job.ts'

export const collectLimits: Job = {
  name: 'collect-limits',
  about: 'reads free addresses, quotas and reserved capacity of an account, region by region',
  schedule: { everyMs: dayMs, after: ['recommend'] },
  scopes: (estate) => estate.accounts.map(({ id }) => id),
  async run(context) {
    const account = accountOf(context)
    const { nowMs } = context
    const problems: Problem[] = []
    const counts = { limits: 0, gone: 0 }
    for (const [i, region] of account.regions.entries()) {
      context.progress(i, account.regions.length, `${account.name}: limits of ${region}`)
      const found = await context.collector.limits(account, region, nowMs)
      const { saved, gone } = await saveLimits({ ...found, accountId: account.id, region, nowMs })
      problems.push(...found.problems)
      counts.limits += saved
      counts.gone += gone
    }
    return { counts, problems }
  },
}
