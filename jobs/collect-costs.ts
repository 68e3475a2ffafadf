import { dayMs, floorTo, isoDay } from '#lib/model/time.ts'
import { saveCosts } from '#lib/store/costs.ts'
import { latestClean } from '#lib/store/runs.ts'
import { accountOf, type Job } from './job.ts'

/** Cost Explorer keeps 13 months by day. */
const historyDays = 395
/** Days are restated for weeks: the current and the previous month are read again. */
const rereadDays = 62

export const collectCosts: Job = {
  name: 'collect-costs',
  about: 'reads the daily cost of the organization by account, service and team',
  schedule: { everyMs: dayMs, after: [] },
  scopes: (estate) => estate.accounts.filter(({ payer }) => payer).map(({ id }) => id),
  async run(context) {
    const payer = accountOf(context)
    const today = floorTo(context.nowMs, dayMs)
    const clean = await latestClean('collect-costs', payer.id)
    const reachMs = clean ? Math.min(today, floorTo(clean.startedMs, dayMs)) - rereadDays * dayMs : 0
    const fromDay = isoDay(Math.max(reachMs, today - historyDays * dayMs))
    context.progress(0, 1, `reading cost since ${fromDay}`)
    const { days, problems } = await context.collector.costs(payer, fromDay, isoDay(today))
    const { changed } = await saveCosts(days, isoDay(today))
    return { counts: { rows: days.length, changed }, problems }
  },
}
