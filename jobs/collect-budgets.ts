import { dayMs } from '#lib/model/time.ts'
import { saveBudgets } from '#lib/store/budgets.ts'
import { accountOf, type Job } from './job.ts'

export const collectBudgets: Job = {
  name: 'collect-budgets',
  about: 'keeps the monthly cost budgets that AWS Budgets holds at the payer',
  schedule: { everyMs: dayMs, after: ['recommend'] },
  scopes: ({ accounts }) => accounts.flatMap(({ id, payer }) => (payer ? [id] : [])),
  async run(context) {
    const payer = accountOf(context)
    context.progress(0, 1, `${payer.name}: budgets`)
    const found = await context.collector.budgets(payer, context.nowMs)
    const { begun, ended } = await saveBudgets({ ...found, payerId: payer.id, nowMs: context.nowMs })
    context.progress(1, 1, `${payer.name}: ${found.budgets.length} months of budgets`)
    return { counts: { budgets: found.budgets.length, begun, ended }, problems: found.problems }
  },
}
