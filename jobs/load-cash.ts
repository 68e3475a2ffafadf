import { system } from '#lib/model/actor.ts'
import type { CashPlan } from '#lib/model/cash.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import { dayMs, type EpochMs, isoDay } from '#lib/model/time.ts'
import { cashDays, cashPlan } from '#lib/recommend/index.ts'
import { listCommitments, readCommitmentDays } from '#lib/store/commitments.ts'
import { readDiscounts } from '#lib/store/discounts.ts'

/** Cash of all changes of `rows`, the whole organization: commitments float over it. */
export async function loadCash(rows: readonly FleetRow[], nowMs: EpochMs): Promise<CashPlan> {
  const window = { fromDay: isoDay(nowMs - cashDays * dayMs), toDay: isoDay(nowMs) }
  const [commitments, days, discounts] = await Promise.all([
    listCommitments(system),
    readCommitmentDays(system, window),
    readDiscounts(system),
  ])
  return cashPlan({ rows, commitments, days, discounts, nowMs })
}
