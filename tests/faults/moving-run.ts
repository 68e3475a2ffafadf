import { collectInventory } from '#jobs/collect-inventory.ts'
import { execute } from '#jobs/execute.ts'
import { openCollector } from '#lib/collect/index.ts'
import { setEnvironment } from '#lib/env.ts'
import { system } from '#lib/model/actor.ts'
import type { Attribution } from '#lib/model/ownership.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { startSimulator } from '#lib/simulate/index.ts'
import { saveResourceCosts } from '#lib/store/cost-resources.ts'
import { readTeamCosts } from '#lib/store/owners.ts'
import { saveRecommendation } from '#lib/store/recommendations.ts'
import { listResources } from '#lib/store/resources.ts'
import { recommendationOf } from '#tests/store/estate-rows.ts'
import { simulatorEnvironment } from '#tests/support/simulator-environment.ts'
import { at, costsOf, movingWorld, type Scripted, shop, type TagHistory } from './moving-world.ts'

const lastDay = 25
export const movingRange = { fromMs: at(1), toMs: at(lastDay) }
export const movingPeriod = { fromDay: isoDay(at(1)), toDay: isoDay(at(lastDay)) }

/** Mornings of November on which something has happened. */
const mornings = [1, 2, 10, 11, 12, 13, 15, 16, 20, 21, lastDay]

type Life = {
  readonly history: TagHistory
  readonly script: readonly Scripted[]
  readonly days?: readonly number[]
}

/** An inventory on each of the mornings, and what each day cost. */
export async function live({ history, script, days = mornings }: Life): Promise<void> {
  let clockMs = at(1)
  const world = movingWorld(history, script)
  const simulator = await startSimulator({ seed: 7, anchorMs: at(1), now: () => clockMs, world })
  setEnvironment({
    ...simulatorEnvironment(simulator.endpoint),
    LOG_LEVEL: 'silent',
  })
  const estate = { accounts: simulator.accounts, teamTagKeys: ['team'] }
  const collector = openCollector(estate)
  const signal = new AbortController().signal
  for (const day of days) {
    clockMs = at(day, 6)
    await execute(collectInventory, { scope: shop, estate, collector, signal, clock: () => clockMs })
    if (day === 2) await decideOnAll()
  }
  collector.close()
  await simulator.close()
  const billed = Array.from({ length: lastDay - 1 }, (_, i) => isoDay(at(1) + i * dayMs))
  await saveResourceCosts(
    billed.flatMap((day) => costsOf(script, day)),
    isoDay(at(lastDay)),
    {
      ...movingPeriod,
      source: 'cost-explorer',
    },
  )
}

async function decideOnAll(): Promise<void> {
  for (const { id } of await listResources()) {
    await saveRecommendation({ runId: 1, ...recommendationOf(id, { asOfMs: at(2, 7) }) })
  }
}

/** Dollars by team; '' = untagged. */
export async function costsBy(attribution: Attribution): Promise<Record<string, number>> {
  const costs = await readTeamCosts(system, { ...movingPeriod, attribution })
  return Object.fromEntries(costs.map(({ team = '', usd }) => [team, usd]))
}
