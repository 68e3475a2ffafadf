import { firstMonths, planControls, planDays, planResources, planUsageServices } from '#lib/collect/index.ts'
import type { Account, Problem } from '#lib/model/account.ts'
import { monthOf } from '#lib/model/cost.ts'
import {
  estimatedCostMonths,
  lastControls,
  lastCostRead,
  reconcile,
  saveCostMonths,
  staleCostMonths,
} from '#lib/store/cost-months.ts'
import { noteRestatements } from '#lib/store/cost-notes.ts'
import { lastResourceDay, markResourceDay, saveResourceCosts } from '#lib/store/cost-resources.ts'
import { saveCosts } from '#lib/store/costs.ts'
import { lastUsageServiceDay, saveUsageServices } from '#lib/store/usage-services.ts'
import type { JobContext, JobResult } from './job.ts'

export type CostRun = {
  readonly payer: Account
  readonly today: string
  readonly permit: () => Promise<boolean>
}

const source = 'cost-explorer'

/**
 * Totals of the months first, then the days whose months moved or are not settled, until the calls of the day are used
 * up; what is left is read tomorrow.
 */
export async function readCostExplorer(context: JobContext, run: CostRun): Promise<JobResult> {
  const problems: Problem[] = []
  const { today } = run
  await readControls(context, run, problems)
  await readUsageServices(context, run, problems)
  const resources = isStopped(problems) ? {} : await readResources(context, run, problems)
  const stale = [...(await staleCostMonths()), ...firstMonths(today, await lastControls())]
  const queries = planDays(today, { stale, estimatedMonths: await estimatedCostMonths() })
  const months = new Set<string>(stale.map(({ month }) => month).concat(monthOf(today)))
  const counts = { rows: 0, changed: 0, notes: 0, left: 0 }
  for (const [done, query] of queries.entries()) {
    if (isStopped(problems)) {
      counts.left += 1
      continue
    }
    context.progress(done, queries.length, `cost by ${query.grouping} since ${query.fromDay}`)
    const reading = await context.collector.costs({ payer: run.payer, ...query }, run.permit)
    problems.push(...reading.problems)
    const whole = { grouping: query.grouping, fromDay: query.fromDay, toDay: reading.readToDay }
    counts.rows += reading.rows.length
    counts.changed += (await saveCosts(reading.rows, today, { source, whole })).changed
    for (const { day } of reading.rows) months.add(monthOf(day))
  }
  counts.notes = await noteRestatements(today, source)
  for (const month of months) await reconcile(month, today, source)
  const isFresh = (await lastCostRead()) === today
  // History that waits for tomorrow's calls is the plan, and no problem while the newest days are read.
  const shown = isFresh ? problems.filter(({ code }) => code !== 'cost-calls-spent') : problems
  return { counts: { ...counts, ...resources }, problems: shown }
}

/** A total by record type that moved makes the others due in a second round. */
async function readControls(context: JobContext, run: CostRun, problems: Problem[]): Promise<void> {
  for (let round = 1; round <= 2; round++) {
    const plan = planControls(run.today, { last: await lastControls(), stale: await staleCostMonths() })
    for (const query of plan) {
      if (isStopped(problems)) return
      const reading = await context.collector.costs({ payer: run.payer, ...query }, run.permit)
      problems.push(...reading.problems)
      await saveCostMonths(reading.rows, run.today, { source, grouping: query.grouping })
    }
  }
}

async function readUsageServices(context: JobContext, run: CostRun, problems: Problem[]): Promise<void> {
  const range = planUsageServices(run.today, await lastUsageServiceDay())
  if (range === undefined || isStopped(problems)) return
  const reading = await context.collector.usageServices({ payer: run.payer, ...range }, run.permit)
  problems.push(...reading.problems)
  await saveUsageServices(reading.services, run.today)
}

async function readResources(context: JobContext, run: CostRun, problems: Problem[]) {
  const { whole, ...range } = planResources(run.today, await lastResourceDay())
  const reading = await context.collector.resourceCosts({ payer: run.payer, ...range }, run.permit)
  problems.push(...reading.problems)
  if (!reading.complete) return { resourceRows: 0 }
  await saveResourceCosts(reading.rows, run.today, { source, ...range })
  if (whole) await markResourceDay(run.today)
  return { resourceRows: reading.rows.length }
}

/** Asking on would be refused again. */
function isStopped(problems: readonly Problem[]): boolean {
  return problems.some(({ code }) => code === 'cost-calls-spent' || code === 'aws-denied')
}
