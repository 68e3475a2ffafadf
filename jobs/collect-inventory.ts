import type { Problem } from '#lib/model/account.ts'
import type { Economics } from '#lib/model/economics.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { retireAccounts, saveAccounts } from '#lib/store/accounts.ts'
import { saveEconomics } from '#lib/store/economics.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { estimateEconomics } from './estimate.ts'
import { accountOf, type Job } from './job.ts'

export const collectInventory: Job = {
  name: 'collect-inventory',
  about: 'finds the resources of an account, their owners and their capacity over time',
  schedule: { everyMs: dayMs, after: [] },
  scopes: (estate) => estate.accounts.map(({ id }) => id),
  async run(context) {
    const account = accountOf(context)
    await saveAccounts([account], context.nowMs)
    await retireAccounts(
      context.estate.accounts.map(({ id }) => id),
      context.nowMs,
    )
    context.progress(0, 1, `${account.name}: describing resources`)
    const inventory = await context.collector.inventory(account, context.nowMs)
    const { saved, deleted } = await saveInventory({
      ...inventory,
      accountId: account.id,
      nowMs: context.nowMs,
    })
    context.progress(1, 1, `${account.name}: ${saved} resources on ${isoDay(context.nowMs)}`)
    const economics = await estimateEconomics(context)
    await saveEconomics(economics, context)
    const { usdMonthly, billedMetricsMonthly, callsMonthly } = economics
    const estimate = { estimatedUsdMonthly: usdMonthly, billedMetricsMonthly, callsMonthly }
    const counts = { ...inventory.counts, ...estimate, resources: saved, deleted }
    return { counts, problems: [...inventory.problems, ...capProblems(economics)] }
  },
}

/** A cap that cannot be kept is said; what was dropped for it stands with the estimate. */
function capProblems({ aboveCap, usdMonthly, capUsdMonthly = 0 }: Economics): Problem[] {
  if (!aboveCap) return []
  const text = `Collecting costs about $${usdMonthly.toFixed(2)} a month with all that can be left out left out; the cap is $${capUsdMonthly.toFixed(2)}. Raise the cap or collect fewer accounts.`
  return [{ scope: 'economics', code: 'above-cap', text }]
}
