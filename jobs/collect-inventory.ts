import { dayMs, isoDay } from '#lib/model/time.ts'
import { retireAccounts, saveAccounts } from '#lib/store/accounts.ts'
import { saveInventory } from '#lib/store/inventory.ts'
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
    return { counts: { ...inventory.counts, resources: saved, deleted }, problems: inventory.problems }
  },
}
