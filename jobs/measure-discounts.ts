import { costCallsPerDay } from '#lib/collect/index.ts'
import { dayMs, dayStart, floorTo, isoDay } from '#lib/model/time.ts'
import { takeCostCall } from '#lib/store/cost-calls.ts'
import { lastDiscountDay, saveDiscounts } from '#lib/store/discounts.ts'
import { readRatePrices } from '#lib/store/shapes.ts'
import { accountOf, type Job, type JobResult } from './job.ts'

/** One paid call a week; the newest days are estimates and not measured. */
const everyDays = 7
const windowDays = 30
const estimatedDays = 4
/** Paid calls that are left to this job when costs have used up theirs. */
const ownCallsPerDay = 2

const nothing: JobResult = { counts: {}, problems: [] }

export const measureDiscounts: Job = {
  name: 'measure-discounts',
  about: 'measures what accounts pay for on-demand usage against its list price',
  schedule: { everyMs: dayMs, after: ['collect-shapes', 'collect-costs'] },
  scopes: ({ accounts, costSources = [{ kind: 'cost-explorer' }] }) =>
    costSources.some(({ kind }) => kind === 'cost-explorer')
      ? accounts.flatMap(({ id, payer }) => (payer ? [id] : []))
      : [],
  async run(context) {
    const payer = accountOf(context)
    const todayMs = floorTo(context.nowMs, dayMs)
    const last = await lastDiscountDay('cost-explorer')
    if (last !== undefined && todayMs - dayStart(last) < everyDays * dayMs) return nothing
    const prices = await readRatePrices()
    if (prices.length === 0) return nothing
    const toMs = todayMs - estimatedDays * dayMs
    const { discounts, problems } = await context.collector.discounts(
      { payer, prices, fromDay: isoDay(toMs - windowDays * dayMs), toDay: isoDay(toMs) },
      () => takeCostCall(payer.id, isoDay(todayMs), costCallsPerDay + ownCallsPerDay),
    )
    const accounts = await saveDiscounts(discounts, isoDay(todayMs))
    return { counts: { accounts }, problems }
  },
}
