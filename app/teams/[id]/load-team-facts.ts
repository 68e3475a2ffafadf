import { type Actor, narrowedTo } from '#lib/model/actor.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { readBudgets } from '#lib/store/budgets.ts'
import { readCostsOnce } from '#lib/store/costs.ts'
import { readFleet } from '#lib/store/fleet.ts'
import { readDriverUse, readShares } from '#lib/store/team-page.ts'

/**
 * What a team owns and pays, read as someone who sees that team alone; undefined where the reader may not, or it owns nothing.
 * `id` as it stands in the address.
 */
export async function loadTeamFacts(reader: Actor, id: string, nowMs: EpochMs) {
  const team = decoded(id)
  const actor = team === undefined ? undefined : narrowedTo(reader, team)
  if (!actor || team === undefined) return undefined
  const [rows, costs] = await Promise.all([readFleet(actor), readCostsOnce(actor)])
  if (rows.length === 0 && costs.days.length === 0) return undefined
  const [budgets, shares, drivers] = await Promise.all([
    readBudgets(actor),
    readShares(actor),
    readDriverUse(actor, nowMs),
  ])
  return { actor, team, rows, costs, budgets, shares, drivers }
}

function decoded(id: string): string | undefined {
  try {
    return decodeURIComponent(id)
  } catch {
    return undefined
  }
}
