import type { Actor } from '#lib/model/actor.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { DataInput } from '#lib/present/data-input.ts'
import { billCoverage, readCostState } from '#lib/store/bill.ts'
import { listBudgets } from '#lib/store/budgets.ts'
import { listCommitments } from '#lib/store/commitments.ts'
import { listJobSchedules, listLastRuns, readCollection, readOwnUse } from '#lib/store/data-page.ts'
import { readDayCoverage } from '#lib/store/day-coverage.ts'
import { readDiscounts } from '#lib/store/discounts.ts'
import { readEconomics } from '#lib/store/economics.ts'
import { listLimits } from '#lib/store/limits.ts'

/** Everything the page of data and jobs shows, as far as the actor may see it. */
export async function loadData(actor: Actor, nowMs: EpochMs): Promise<DataInput> {
  const whole = actor.teams === 'all'
  const [
    state,
    bill,
    collection,
    runs,
    use,
    economics,
    limits,
    commitments,
    coverage,
    schedules,
    budgets,
    discounts,
  ] = await Promise.all([
    readCostState(actor),
    billCoverage(actor),
    readCollection(actor),
    listLastRuns(actor),
    readOwnUse(actor, nowMs),
    readEconomics(actor),
    listLimits(actor),
    listCommitments(actor),
    readDayCoverage(actor, nowMs),
    listJobSchedules(actor),
    listBudgets(actor),
    readDiscounts(actor),
  ])
  const accountNames = new Map(collection.accounts.map(({ id, name }) => [id, name]))
  const cost = { state, accountNames, ...(bill && { bill }) }
  return {
    cost,
    ...collection,
    runs,
    schedules,
    coverage,
    use,
    limits,
    commitments,
    budgets,
    discounts,
    nowMs,
    ...(economics && { economics }),
    ...(whole ? {} : { teamsOnly: true }),
  }
}
