import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { execute } from '#jobs/execute.ts'
import { jobs } from '#jobs/index.ts'
import type { Estate } from '#jobs/job.ts'
import { type Collector, openCollector } from '#lib/collect/index.ts'
import { setEnvironment } from '#lib/env.ts'
import { system } from '#lib/model/actor.ts'
import { type Economics, economySteps } from '#lib/model/economics.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { type Simulator, startSimulator } from '#lib/simulate/index.ts'
import { database } from '#lib/store/client.ts'
import { readEconomics } from '#lib/store/economics.ts'
import { simulatorEnvironment } from '#tests/support/simulator-environment.ts'
import { withDatabase } from '../support/database.ts'
import { tinyNowMs } from '../support/tiny-world.ts'
import { smallEstate } from './small-estate.ts'

withDatabase()

let simulator: Simulator
let collector: Collector
let clockMs = tinyNowMs
const usdPerMetric = 0.01 / 1000
const daysPerMonth = 365 / 12

beforeAll(async () => {
  simulator = await startSimulator({ seed: 7, anchorMs: tinyNowMs, now: () => clockMs, world: smallEstate })
  setEnvironment(simulatorEnvironment(simulator.endpoint))
  collector = openCollector({ accounts: simulator.accounts, teamTagKeys: ['team'] })
})
afterAll(async () => {
  collector.close()
  await simulator.close()
})

/** Runs a job in all its scopes; what the simulated AWS billed for it, and the sums of its counts. */
async function run(name: string, rest: Partial<Estate> = {}) {
  const job = jobs.find((one) => one.name === name)
  if (!job) throw new Error(`no job ${name}`)
  const estate: Estate = { accounts: simulator.accounts, teamTagKeys: ['team'], ...rest }
  const { signal } = new AbortController()
  const before = simulator.totals.all.billedMetrics
  const counts: Record<string, number> = {}
  for (const scope of job.scopes(estate)) {
    const ended = await execute(job, { scope, estate, collector, signal, clock: () => clockMs })
    for (const [key, count] of Object.entries(ended.counts)) counts[key] = (counts[key] ?? 0) + count
  }
  return { billed: simulator.totals.all.billedMetrics - before, counts }
}

async function estimate(): Promise<Economics> {
  const found = await readEconomics(system)
  if (!found) throw new Error('no estimate is stored')
  return found
}

/** CloudWatch alone, a day. */
const dailyUsd = ({ usdMonthly, costExplorerUsdMonthly }: Economics) =>
  (usdMonthly - costExplorerUsdMonthly) / daysPerMonth

async function setNearLimit(nativeId: string): Promise<void> {
  await database().pool.query(
    `INSERT INTO recommendation (resource_id, run_id, as_of, finding, summary, detail)
     SELECT id, 0, now(), 'runs-out', '{"medianDays": 9}', '{}' FROM resource WHERE native_id = $1`,
    [nativeId],
  )
}

describe('before a first pull', () => {
  test('the inventory says what it will cost, and the first pull costs that', async () => {
    const inventory = await run('collect-inventory')
    const { firstPull, byAccountAndClass, usdMonthly } = await estimate()
    expect(byAccountAndClass.map(({ resourceClass }) => resourceClass).sort()).toEqual([
      'asg',
      'ec2-instance',
      'rds-instance',
    ])
    expect(inventory.counts.estimatedUsdMonthly).toBeGreaterThan(0)
    expect(usdMonthly).toBeGreaterThan(0)
    const coarse = await run('collect-samples')
    const fine = await run('collect-fine-samples')
    expect(coarse.billed + fine.billed).toBe(firstPull.billedMetrics)
    // The job's own result carries what was really billed.
    expect(coarse.counts.billedMetrics).toBe(coarse.billed)
    expect(fine.counts.billedUsd).toBeCloseTo(fine.billed * usdPerMetric, 12)
  })
})

describe('a simulated day', () => {
  test('costs within 10 % of the estimate', async () => {
    const planned = dailyUsd(await estimate())
    clockMs += dayMs
    const names = ['collect-inventory', 'collect-samples', 'collect-fine-samples']
    let billed = 0
    for (const name of names) billed += (await run(name)).billed
    expect(Math.abs(billed * usdPerMetric - planned) / planned).toBeLessThanOrEqual(0.1)
  })

  test('with a database near its limit, which is pulled every hour, too', async () => {
    await setNearLimit('orders')
    let billed = (await run('collect-inventory')).billed
    const planned = dailyUsd(await estimate())
    for (const name of ['collect-samples', 'collect-fine-samples']) billed += (await run(name)).billed
    const hourly: number[] = []
    for (let hour = 0; hour < 24; hour++) {
      clockMs += hourMs
      const near = await run('collect-near-limit')
      hourly.push(near.billed)
      expect(near.counts.resources).toBe(1)
    }
    // Every metric of the one database, in two tiers.
    expect(new Set(hourly).size).toBe(1)
    expect(hourly[0]).toBeGreaterThan(10)
    billed += hourly.reduce((sum, one) => sum + one, 0)
    expect(Math.abs(billed * usdPerMetric - planned) / planned).toBeLessThanOrEqual(0.1)
  })
})

describe('a cap', () => {
  test('keeps a day within it and says what is not pulled', async () => {
    clockMs += dayMs
    const whole = await estimate()
    // A quarter of what CloudWatch would cost: the pulls every hour go first.
    const monthlyUsdMax = whole.costExplorerUsdMonthly + dailyUsd(whole) * daysPerMonth * 0.25
    const capped = { monthlyUsdMax }
    let billed = (await run('collect-inventory', capped)).billed
    const { dropped, aboveCap, capUsdMonthly } = await estimate()
    expect({ aboveCap, capUsdMonthly }).toEqual({ aboveCap: false, capUsdMonthly: monthlyUsdMax })
    const steps = dropped.map(({ step }) => step)
    expect(steps.slice(0, 2)).toEqual(['minutes', 'hourly-pulls'])
    expect(steps).toEqual(economySteps.filter((step) => steps.includes(step)))
    for (const name of ['collect-samples', 'collect-fine-samples', 'collect-near-limit'])
      billed += (await run(name, capped)).billed
    expect(billed * usdPerMetric).toBeLessThanOrEqual(dailyUsd(whole) * 0.25)
  })

  test('that cannot be kept is a problem that says so', async () => {
    const job = jobs.find(({ name }) => name === 'collect-inventory')
    const [, shop] = simulator.accounts
    if (!job || !shop) throw new Error('no such job or account')
    const estate = { accounts: simulator.accounts, teamTagKeys: ['team'], monthlyUsdMax: 0 }
    const { signal } = new AbortController()
    const ended = await execute(job, { scope: shop.id, estate, collector, signal, clock: () => clockMs })
    expect(ended.problems).toContainEqual(expect.objectContaining({ code: 'above-cap' }))
  })
})
