import { collectCosts } from '#jobs/collect-costs.ts'
import { execute } from '#jobs/execute.ts'
import { openCollector } from '#lib/collect/index.ts'
import { setEnvironment } from '#lib/env.ts'
import { costGroupings } from '#lib/model/cost.ts'
import { dayMs, type EpochMs, isoDay } from '#lib/model/time.ts'
import { startSimulator } from '#lib/simulate/index.ts'
import { database } from '#lib/store/client.ts'
import { chosenCosts } from '#lib/store/costs.ts'
import { simulatorEnvironment } from '#tests/support/simulator-environment.ts'
import { restatedWorld, truthOf } from './restated-world.ts'

const payer = '111122223333'
const startMs = Date.UTC(2026, 10, 16, 6)

export type RestatedRun = {
  nowMs(): EpochMs
  setClock(nowMs: EpochMs): void
  /** The job once at the present instant; how many calls it paid for. */
  runOnce(): ReturnType<typeof runJob>
  close(): Promise<void>
}

/** The bill that AWS restates, behind a simulated Cost Explorer with a clock of its own. */
export async function openRestated(): Promise<RestatedRun> {
  let clockMs = startMs
  const now = () => clockMs
  const simulator = await startSimulator({ seed: 7, anchorMs: startMs, now, world: restatedWorld })
  setEnvironment({
    ...simulatorEnvironment(simulator.endpoint),
    LOG_LEVEL: 'silent',
  })
  const estate = { accounts: simulator.accounts, teamTagKeys: ['team', 'owner'] }
  const collector = openCollector(estate)
  return {
    nowMs: now,
    setClock: (nowMs) => {
      clockMs = nowMs
    },
    runOnce: () => runJob({ simulator, estate, collector, now }),
    close: async () => {
      collector.close()
      await simulator.close()
    },
  }
}

type Opened = {
  readonly simulator: Awaited<ReturnType<typeof startSimulator>>
  readonly estate: Parameters<typeof openCollector>[0] & { readonly teamTagKeys: readonly string[] }
  readonly collector: ReturnType<typeof openCollector>
  readonly now: () => EpochMs
}

async function runJob({ simulator, estate, collector, now }: Opened) {
  const paid = () => simulator.ledger.filter(({ action }) => action.startsWith('ce:')).length
  const before = paid()
  const signal = new AbortController().signal
  const result = await execute(collectCosts, { scope: payer, estate, collector, signal, clock: now })
  return { ...result, calls: paid() - before }
}

/** Every row that the store believes and Cost Explorer does not say, or the other way round. */
export async function differences(nowMs: EpochMs): Promise<string[]> {
  const toDay = isoDay(nowMs)
  const found: string[] = []
  for (const grouping of costGroupings) {
    const { rows } = await database().pool.query<{ day: string; id: string; sums: number[] }>(
      `SELECT day::text, account_id || '/' || key AS id, ARRAY[usd, amortized_usd, net_usd] AS sums
       FROM (${chosenCosts(`'${grouping}'`)}) c WHERE usd <> 0`,
    )
    const stored = new Map(rows.map(({ day, id, sums }) => [`${day} ${id}`, sums]))
    for (let ms = Date.UTC(2025, 9, 1); isoDay(ms) < toDay; ms += dayMs)
      for (const { day, accountId, key, ...sums } of truthOf(grouping, isoDay(ms), nowMs)) {
        const id = `${day} ${accountId}/${key}`
        const truth = [sums.usd, sums.amortizedUsd ?? 0, sums.netUsd ?? 0]
        const known = stored.get(id)
        if (!known || truth.some((usd, i) => Math.abs(usd - (known[i] ?? 0)) > 1e-6))
          found.push(`${grouping} ${id}: ${known} for ${truth}`)
        stored.delete(id)
      }
    found.push(...[...stored.keys()].map((id) => `${grouping} ${id} is not billed`))
  }
  return found
}
