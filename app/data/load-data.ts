import type { Actor } from '#lib/model/actor.ts'
import { type EpochMs, isoDay } from '#lib/model/time.ts'
import type { DataInput } from '#lib/present/data-input.ts'
import { billCoverage, readCostState } from '#lib/store/bill.ts'
import { listBudgets } from '#lib/store/budgets.ts'
import { listCommitments } from '#lib/store/commitments.ts'
import { listJobSchedules, listLastRuns, readCollection, readOwnUse } from '#lib/store/data-page.ts'
import { readDayCoverage } from '#lib/store/day-coverage.ts'
import { readDiscounts } from '#lib/store/discounts.ts'
import { readEconomics } from '#lib/store/economics.ts'
import { listLimits } from '#lib/store/limits.ts'
import { remembered } from '#lib/store/page-memory.ts'

/** Everything the page of data and jobs shows, as far as the actor may see it. */
export async function loadData(actor: Actor, nowMs: EpochMs): Promise<DataInput> {
  const [stored, runs, schedules, use] = await Promise.all([
    remembered(actor, `data on ${isoDay(nowMs)}`, () => loadStored(actor, nowMs)),
    listLastRuns(actor),
    listJobSchedules(actor),
    readOwnUse(actor, nowMs),
  ])
  return { ...stored, runs, schedules, use, nowMs, ...(actor.teams === 'all' ? {} : { teamsOnly: true }) }
}

/** What only a job changes. */
async function loadStored(actor: Actor, nowMs: EpochMs) {
  const [state, bill, collection, economics, limits, commitments, coverage, budgets, discounts] =
    await Promise.all([
      readCostState(actor),
      billCoverage(actor),
      readCollection(actor),
      readEconomics(actor),
      listLimits(actor),
      listCommitments(actor),
      readDayCoverage(actor, nowMs),
      listBudgets(actor),
      readDiscounts(actor),
    ])
  const accountNames = new Map(collection.accounts.map(({ id, name }) => [id, name]))
  const cost = { state, accountNames, ...(bill && { bill }) }
  return {
    cost,
    ...collection,
    coverage,
    limits,
    commitments,
    budgets,
    discounts,
    ...(economics && { economics }),
  }
}
