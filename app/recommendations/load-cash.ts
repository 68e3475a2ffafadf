import { system } from '#lib/model/actor.ts'
import type { CashPlan } from '#lib/model/cash.ts'
import { dayMs, type EpochMs, isoDay } from '#lib/model/time.ts'
import { cashDays, cashPlan } from '#lib/recommend/index.ts'
import { listCommitments, readCommitmentDays } from '#lib/store/commitments.ts'
import { readDiscounts } from '#lib/store/discounts.ts'
import { readFleet } from '#lib/store/fleet.ts'
import { remembered } from '#lib/store/page-memory.ts'

/**
 * What all changes are in cash. Commitments float over the organization: what a team's change frees depends on the changes of
 * all, whoever asks.
 */
export function loadCash(nowMs: EpochMs): Promise<CashPlan> {
  return remembered(system, `cash on ${isoDay(nowMs)}`, () => readCash(nowMs))
}

async function readCash(nowMs: EpochMs): Promise<CashPlan> {
  const window = { fromDay: isoDay(nowMs - cashDays * dayMs), toDay: isoDay(nowMs) }
  const [rows, commitments, days, discounts] = await Promise.all([
    readFleet(system),
    listCommitments(system),
    readCommitmentDays(system, window),
    readDiscounts(system),
  ])
  return cashPlan({ rows, commitments, days, discounts, nowMs })
}
