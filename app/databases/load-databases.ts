import type { Actor } from '#lib/model/actor.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { DatabasesInput } from '#lib/present/databases.ts'
import { readFleet } from '#lib/store/fleet.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { readSupportPrices } from '#lib/store/support-prices.ts'

/** The fleet with what the surcharges of its databases are computed from. */
export async function loadDatabases(actor: Actor, nowMs: EpochMs): Promise<DatabasesInput> {
  const [rows, policy, support] = await Promise.all([
    readFleet(actor),
    readPolicy(actor),
    readSupportPrices(actor),
  ])
  return { rows, policyHorizonDays: policy.horizonDays, nowMs, ...support }
}
