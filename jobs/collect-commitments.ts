import { costCallsPerDay } from '#lib/collect/index.ts'
import { dayMs, floorTo, isoDay } from '#lib/model/time.ts'
import { saveCommitments } from '#lib/store/commitments.ts'
import { takeCostCall } from '#lib/store/cost-calls.ts'
import { accountOf, type Job } from './job.ts'

/** Coverage is restated as usage arrives late: two weeks are read again each day. */
const rereadDays = 14
/** Paid calls that are left to this job when costs have used up theirs. */
const ownCallsPerDay = 2

export const collectCommitments: Job = {
  name: 'collect-commitments',
  about: 'reads Savings Plans and reservations of an account, and at the payer what they cover',
  schedule: { everyMs: dayMs, after: ['recommend'] },
  scopes: (estate) => estate.accounts.map(({ id }) => id),
  async run(context) {
    const account = accountOf(context)
    context.progress(0, 1, `${account.name}: commitments`)
    const todayMs = floorTo(context.nowMs, dayMs)
    const found = await context.collector.commitments(account, {
      fromDay: isoDay(todayMs - rereadDays * dayMs),
      toDay: isoDay(todayMs),
      permit: () => takeCostCall(account.id, isoDay(todayMs), costCallsPerDay + ownCallsPerDay),
    })
    const { commitments, days, problems } = found
    await saveCommitments({ ...found, accountId: account.id, nowMs: context.nowMs })
    context.progress(1, 1, `${account.name}: ${commitments.length} commitments`)
    return { counts: { commitments: commitments.length, days: days.length }, problems }
  },
}
