import type { Actor } from '#lib/model/actor.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { PolicyInput } from '#lib/present/policy.ts'
import { listBudgets } from '#lib/store/budgets.ts'
import { readDrivers, readEvents, readFreezes } from '#lib/store/calendar.ts'
import { readFleet } from '#lib/store/fleet.ts'
import { readPolicy } from '#lib/store/policies.ts'

/** What decisions rest on, and the fleet that shows its effect. */
export async function loadPolicy(actor: Actor, nowMs: EpochMs): Promise<PolicyInput> {
  const [rows, policy, freezes, events, budgets, drivers] = await Promise.all([
    readFleet(actor),
    readPolicy(actor),
    readFreezes(actor),
    readEvents(actor),
    listBudgets(actor),
    readDrivers(actor),
  ])
  const accountNames = new Map(rows.map(({ resource, accountName }) => [resource.accountId, accountName]))
  return { rows, policy, freezes, events, budgets, drivers, accountNames, nowMs }
}
