import { collectCosts } from '#jobs/collect-costs.ts'
import { execute } from '#jobs/execute.ts'
import { openCollector } from '#lib/collect/index.ts'
import { setEnvironment } from '#lib/env.ts'
import type { CostSourceConfig } from '#lib/model/cost.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import type { CostLine } from '#lib/simulate/cost-line.ts'
import { startSimulator } from '#lib/simulate/index.ts'
import type { World } from '#lib/simulate/world.ts'
import { database } from '#lib/store/client.ts'
import { simulatorEnvironment } from '#tests/support/simulator-environment.ts'
import { tinyAccounts, tinyWorld } from '#tests/support/tiny-world.ts'

export const shop = '444455556666'
export const exportNowMs = Date.UTC(2026, 10, 22, 6)
const teamTagKeys = ['team', 'owner']

/** A bill that grows by the day, with a refund, a pod on an instance, and cost without a resource. */
export function linesOf(day: string): CostLine[] {
  const line = (told: Partial<CostLine> & Pick<CostLine, 'service' | 'usageType' | 'usd'>): CostLine => ({
    accountId: shop,
    region: 'us-east-1',
    resourceId: '',
    tags: {},
    recordType: 'Usage',
    estimated: false,
    amortizedUsd: told.usd,
    netUsd: told.usd * 0.9,
    ...told,
  })
  const compute = { service: 'Amazon Elastic Compute Cloud - Compute', usageType: 'BoxUsage:m7i.large' }
  const lines = [
    line({
      ...compute,
      resourceId: 'i-1',
      tags: { team: 'payments' },
      usd: 20 + Number(day.slice(8)) / 10,
      splits: [{ resourceId: 'arn:pod/1', tags: { team: 'search' }, usd: 6, unusedUsd: 2 }],
    }),
    line({ ...compute, resourceId: 'i-2', tags: { owner: 'web' }, usd: 11 }),
    line({ service: 'EC2 - Other', usageType: 'EBS:VolumeUsage.gp3', resourceId: 'vol-1', usd: 0.7 }),
    line({ service: 'AWS Config', usageType: 'ConfigurationItemRecorded', usd: 2 }),
  ]
  if (day.endsWith('-12')) lines.push(line({ ...compute, usageType: '', recordType: 'Refund', usd: -40 }))
  return lines
}

export function daysOf(month: string): { day: string; lines: CostLine[] }[] {
  const days: { day: string; lines: CostLine[] }[] = []
  for (let ms = Date.parse(`${month}-01`); isoDay(ms).startsWith(month); ms += dayMs)
    if (ms < Date.UTC(2026, 10, 22)) days.push({ day: isoDay(ms), lines: linesOf(isoDay(ms)) })
  return days
}

export type CostJob = {
  /** The job once at the present instant. */
  run(...costSources: CostSourceConfig[]): ReturnType<typeof execute>
  /** Moves the clock. */
  atMs(ms: number): void
  close(): Promise<void>
}

/** The job against a simulated payer with that bill and those buckets. */
export async function openCostJob(world: Partial<World> = {}): Promise<CostJob> {
  let clockMs = exportNowMs
  const accounts = tinyAccounts.map((account) => ({ ...account, deniedActions: [] }))
  const simulator = await startSimulator({
    seed: 7,
    anchorMs: clockMs,
    now: () => clockMs,
    world: { ...tinyWorld, accounts, costLines: linesOf, ...world },
  })
  setEnvironment(simulatorEnvironment(simulator.endpoint))
  const collector = openCollector({ accounts: simulator.accounts, teamTagKeys })
  return {
    run: (...costSources) =>
      execute(collectCosts, {
        scope: '111122223333',
        estate: { accounts: simulator.accounts, teamTagKeys, costSources },
        collector,
        signal: new AbortController().signal,
        clock: () => clockMs,
      }),
    atMs: (ms) => {
      clockMs = ms
    },
    close: async () => {
      collector.close()
      await simulator.close()
    },
  }
}

/** Forgets all costs. */
export async function emptyCosts(): Promise<void> {
  const tables = [
    'day',
    'month',
    'read',
    'resource_day',
    'split_day',
    'export',
    'tie',
    'note',
    'call',
    'stage',
  ]
  await database().pool.query(`TRUNCATE ${tables.map((name) => `cost_${name}`).join(', ')}`)
}

/** Dollars of a grouping by key, each day as last observed. */
export async function costSums(grouping: string, column = 'usd'): Promise<Record<string, number>> {
  const { rows } = await database().pool.query<{ key: string; usd: number }>(
    `SELECT key, sum(${column}) AS usd FROM (
       SELECT DISTINCT ON (day, account_id, key, source) * FROM cost_day WHERE grouping = $1
       ORDER BY day, account_id, key, source, observed_day DESC) c GROUP BY key ORDER BY key`,
    [grouping],
  )
  return Object.fromEntries(rows.map(({ key, usd }) => [key, Math.round(usd * 1e6) / 1e6]))
}
