import { system } from '#lib/model/actor.ts'
import { addMonths } from '#lib/model/cost.ts'
import { type IsoWeek, mondayOf, rangeOfWeek } from '#lib/model/iso-week.ts'
import { defaultLargeSavingMonthlyUsd } from '#lib/model/policy.ts'
import { dayMs, dayStart, isoDay } from '#lib/model/time.ts'
import type { ReviewInput } from '#lib/present/review/review-input.ts'
import { listAccounts } from '#lib/store/accounts.ts'
import { readBudgets } from '#lib/store/budgets.ts'
import { listCommitments } from '#lib/store/commitments.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { readFreshness } from '#lib/store/freshness.ts'
import { listLimits } from '#lib/store/limits.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { readPublishedWeeks } from '#lib/store/published-weeks.ts'
import { readKeyDays, readRates } from '#lib/store/review-costs.ts'
import { readReviewBefore } from '#lib/store/reviews.ts'
import { readDecided } from './decided.ts'
import { loadCash } from './load-cash.ts'

/** Everything that the pack of a week is made of, as the store knows it now. */
export async function reviewInput(week: IsoWeek, nowMs: number): Promise<ReviewInput> {
  const monday = mondayOf(nowMs)
  const month = addMonths(`${isoDay(nowMs).slice(0, 7)}-01`, -1)
  const fromDay = isoDay(dayStart(month) - 30 * dayMs)
  const policy = await readPolicy(system)
  const rows = await listFleet(system)
  const accounts = await listAccounts()
  const commitments = await listCommitments(system)
  return {
    week,
    nowMs,
    nextReviewMs: rangeOfWeek(week)?.toMs ?? monday + 7 * dayMs,
    freshness: await readFreshness(system, nowMs),
    horizonDays: policy.horizonDays,
    largeSavingMonthlyUsd: policy.largeSavingMonthlyUsd ?? defaultLargeSavingMonthlyUsd,
    rows,
    decided: await readDecided(system, rows, nowMs),
    ...previousOf(await readReviewBefore(system, week)),
    published: await readPublishedWeeks(system, monday - 7 * dayMs),
    teamDays: await readKeyDays(system, 'team', fromDay),
    serviceDays: await readKeyDays(system, 'service', fromDay),
    recordDays: await readKeyDays(system, 'record-type', fromDay),
    rates: {
      before: await readRates(system, fromDay, month),
      after: await readRates(system, month, addMonths(month, 1)),
    },
    budgets: await readBudgets(system),
    commitments,
    cash: await loadCash(rows, nowMs),
    limits: await listLimits(system),
    accountNames: new Map(accounts.map(({ id, name }) => [id, name])),
  }
}

function previousOf(previous: ReviewInput['previous']): Pick<ReviewInput, 'previous'> {
  return previous === undefined ? {} : { previous }
}
