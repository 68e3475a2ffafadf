import type { Worker } from 'node:worker_threads'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { execute } from '#jobs/execute.ts'
import { jobs } from '#jobs/index.ts'
import { recordUsage } from '#jobs/usage.ts'
import { type Collector, openCollector } from '#lib/collect/index.ts'
import { setEnvironment } from '#lib/env.ts'
import { system } from '#lib/model/actor.ts'
import { tierFacts, tiers } from '#lib/model/series.ts'
import { dayMs, hourMs, minuteMs } from '#lib/model/time.ts'
import { type Simulator, startSimulator } from '#lib/simulate/index.ts'
import { database } from '#lib/store/client.ts'
import { readCosts } from '#lib/store/costs.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { readFreshness } from '#lib/store/freshness.ts'
import { readResourceDetail } from '#lib/store/resource-detail.ts'
import { simulatorEnvironment } from '#tests/support/simulator-environment.ts'
import { withDatabase } from '../support/database.ts'
import { tinyNowMs } from '../support/tiny-world.ts'
import { compareWithTruth } from '../support/truth.ts'
import { smallEstate } from './small-estate.ts'

withDatabase()

type Ended = Awaited<ReturnType<typeof execute>>

let simulator: Simulator
let collector: Collector
let first: Readonly<Record<string, Ended>>
let clockMs = tinyNowMs
const threads: Worker[] = []

beforeAll(async () => {
  process.on('worker', (worker) => threads.push(worker))
  simulator = await startSimulator({ seed: 7, anchorMs: tinyNowMs, now: () => clockMs, world: smallEstate })
  setEnvironment(simulatorEnvironment(simulator.endpoint))
  collector = openCollector({ accounts: simulator.accounts, teamTagKeys: ['team'] })
  first = await runPipeline()
})
afterAll(async () => {
  collector.close()
  await simulator.close()
})

/** Every job of the pipeline in its order, in every scope; what each ended with, by `job scope`. */
async function runPipeline(): Promise<Record<string, Ended>> {
  const estate = { accounts: simulator.accounts, teamTagKeys: ['team'] }
  const signal = new AbortController().signal
  const ended: Record<string, Ended> = {}
  for (const job of jobs)
    for (const scope of job.scopes(estate))
      ended[`${job.name} ${scope}`.trim()] = await execute(job, {
        scope,
        estate,
        collector,
        signal,
        clock: () => clockMs,
      })
  return ended
}

const [hub = '', shop = '', labs = ''] = smallEstate.accounts.map(({ id }) => id)

/** A fingerprint of every table that the second run must leave alone. */
async function fingerprint(): Promise<Record<string, string>> {
  const tables = [
    'sample_1h',
    'sample_5m',
    'sample_1m',
    'series',
    'capacity_change',
    'cost_day',
    'shape',
    'price',
    'demand_history',
  ]
  const found: Record<string, string> = {}
  for (const table of tables) {
    const { rows } = await database().pool.query<{ print: string }>(
      `SELECT count(*) || ' ' || md5(coalesce(string_agg(md5(t::text), '' ORDER BY md5(t::text)), '')) AS print FROM ${table} t`,
    )
    found[table] = rows[0]?.print ?? ''
  }
  return found
}

describe('the first run', () => {
  test('finds what is sized', () => {
    expect(first[`collect-inventory ${shop}`]?.counts).toMatchObject({
      'ec2-instance': 10,
      asg: 1,
      'rds-instance': 2,
      resources: 13,
      deleted: 0,
    })
    expect(first[`collect-inventory ${hub}`]?.counts).toMatchObject({ resources: 0 })
  })

  test('stores every sample of every tier as AWS has it', async () => {
    for (const tier of tiers) {
      const { compared, ...faults } = await compareWithTruth(smallEstate, tier, tinyNowMs)
      expect(faults).toMatchObject({ lost: 0, invented: 0, wrong: 0 })
      expect(compared).toBeGreaterThan(10_000)
    }
    expect(first[`collect-samples ${shop}`]?.counts.samples).toBeGreaterThan(100_000)
  })

  test('leaves nothing to back-fill, and says so', async () => {
    const { backfill, samplesToMs } = await readFreshness(system, tinyNowMs)
    expect(backfill.total).toBeGreaterThan(20)
    expect(backfill.done).toBe(backfill.total)
    expect(tinyNowMs - (samplesToMs ?? 0)).toBeLessThanOrEqual(15 * minuteMs)
  })

  test('reads what can be bought and what is spent', async () => {
    expect(first['collect-shapes us-east-1']?.counts.shapes).toBeGreaterThan(50)
    expect(first['collect-shapes us-east-1']?.counts.prices).toBeGreaterThan(50)
    const { days, byTeam } = await readCosts(system)
    const { counts: { rows = 0, changed = 0, left = 0 } = {} } = first[`collect-costs ${hub}`] ?? {}
    // Three services a day since 1 October 2025, and the newest months of the other groupings.
    expect(days).toHaveLength(417)
    expect(rows).toBeGreaterThan(days.length * 3)
    expect({ changed, left }).toEqual({ changed: rows, left: 0 })
    expect(days.at(-1)).toEqual({ day: '2026-11-21', usd: 44.5, estimated: true })
    expect(byTeam).toEqual([
      { team: 'payments', usdLast30: 1200 },
      { team: '', usdLast30: 135 },
    ])
  })

  test('names the account that refuses, with the missing action, and goes on with the rest', async () => {
    const { problems } = first[`collect-inventory ${labs}`] ?? { problems: [] }
    expect(problems.length).toBeGreaterThan(0)
    for (const problem of problems) {
      expect(problem).toMatchObject({ code: 'aws-denied', action: expect.stringMatching(/^\w+:\w+$/) })
      expect(problem.scope).toContain(labs)
      expect(problem.text).toContain(problem.action ?? '')
    }
    const shown = (await readFreshness(system, tinyNowMs)).problems
    expect(shown).toEqual(expect.arrayContaining([...problems]))
    expect(shown.map(({ action }) => action)).toEqual(
      expect.arrayContaining(['cloudtrail:LookupEvents', 'rds:DescribeEvents']),
    )
  })

  test('decides on every resource that is sized, or says why not', async () => {
    const fleet = await listFleet(system)
    expect(fleet).toHaveLength(13)
    expect(first.recommend?.counts).toMatchObject({ resources: 13, failed: 0 })
    expect(first.forecast?.counts).toMatchObject({ resources: 13, failed: 0 })
    expect(first.forecast?.counts.forecasts).toBeGreaterThan(8)
    for (const { recommendation } of fleet) {
      const { finding, abstention, current } = recommendation ?? {}
      if (finding === 'abstained') expect(abstention?.text).toMatch(/\w+ \w+/)
      else expect(current?.monthlyUsd).toBeGreaterThan(0)
    }
    const findings = fleet.map(({ recommendation }) => recommendation?.finding)
    expect(findings).not.toContain(undefined)
    expect(new Set(findings).size).toBeGreaterThan(1)
  })

  test('forecasts the storage of the database from its free bytes', async () => {
    const orders = (await listFleet(system)).find(({ resource }) => resource.nativeId === 'orders')
    const detail = await readResourceDetail(system, orders?.resource.id ?? '')
    const storage = detail?.dimensions.find(({ dimension }) => dimension === 'storage')
    // 200 GiB of which 120 are free; 5 days ago it was enlarged, so the day before it had 100.
    expect(storage?.forecast?.facts.p95).toBeGreaterThan(79)
    expect(storage?.forecast?.facts.p95).toBeLessThan(81)
    expect(storage?.history?.capacity.at(-1)).toBe(200)
  })

  test('records a run for each job and scope, all done, all threads ended', async () => {
    const { rows } = await database().pool.query('SELECT DISTINCT state FROM run')
    expect(rows).toEqual([{ state: 'done' }])
    expect(threads.length).toBeGreaterThan(0)
    expect(threads.filter(({ threadId }) => threadId !== -1)).toEqual([])
  })
})

describe('a second run', () => {
  test('asks only for the overlap and changes nothing that is stored', async () => {
    const before = await fingerprint()
    const asked = simulator.ledger.length
    const second = await runPipeline()
    expect(await fingerprint()).toEqual(before)
    expect(second[`collect-costs ${hub}`]?.counts.changed).toBe(0)
    const pulls = simulator.ledger.slice(asked).filter(({ action }) => action === 'cloudwatch:GetMetricData')
    const longest = Math.max(...pulls.map(({ values, queries }) => values / queries))
    expect(pulls.length).toBeGreaterThan(0)
    expect(longest).toBeLessThanOrEqual((96 * hourMs) / tierFacts['1m'].periodMs + 15)
    const hourly = first[`collect-samples ${shop}`]?.counts.samples ?? 0
    expect(second[`collect-samples ${shop}`]?.counts.samples).toBeLessThan(hourly / 100)
  })

  test('appends forecasts and recommendations and keeps those of the first', async () => {
    const { rows } = await database().pool.query(
      `SELECT count(DISTINCT run_id)::int AS runs, count(*)::int AS rows FROM recommendation`,
    )
    expect(rows).toEqual([{ runs: 2, rows: 26 }])
  })
})

describe('a day later', () => {
  let later: Readonly<Record<string, Ended>>
  let before: Record<string, string>
  beforeAll(async () => {
    before = await fingerprint()
    clockMs = tinyNowMs + dayMs
    later = await runPipeline()
  })

  test('the store is complete and true again, and there is nothing to back-fill', async () => {
    for (const tier of tiers)
      expect(await compareWithTruth(smallEstate, tier, clockMs)).toMatchObject({
        lost: 0,
        invented: 0,
        wrong: 0,
      })
    const { backfill, samplesToMs } = await readFreshness(system, clockMs)
    expect(backfill.done).toBe(backfill.total)
    expect(clockMs - (samplesToMs ?? 0)).toBeLessThanOrEqual(15 * minuteMs)
  })

  test('the new day is billed and the restated one is told again', async () => {
    const { rows } = await database().pool.query(
      `SELECT day::text, count(*)::int AS rows FROM cost_day
       WHERE grouping = 'service' AND observed_day = (SELECT max(observed_day) FROM cost_day) GROUP BY 1 ORDER BY 1`,
    )
    // Three services of the day that is no longer estimated, and of the new one.
    expect(rows).toEqual([
      { day: '2026-11-20', rows: 3 },
      { day: '2026-11-22', rows: 3 },
    ])
    expect(later[`collect-costs ${hub}`]?.problems).toEqual([])
  })

  test('nothing has changed its size, so no capacity timeline has grown', async () => {
    const { capacity_change, series, shape, price } = await fingerprint()
    const rows = (print = '') => print.split(' ')[0]
    expect(rows(capacity_change)).toBe(rows(before.capacity_change))
    expect({ series, shape, price }).toEqual({
      series: before.series,
      shape: before.shape,
      price: before.price,
    })
  })

  test('our own count of calls and metrics billed equals that of AWS', async () => {
    await recordUsage(collector, clockMs)
    await recordUsage(collector, clockMs)
    const { rows } = await database().pool.query(
      `SELECT (SELECT sum(calls)::int FROM api_call) AS calls, (SELECT sum(billed_metrics)::int FROM api_bill) AS billed`,
    )
    const { calls, billedMetrics } = simulator.totals.all
    expect(rows).toEqual([{ calls, billed: billedMetrics }])
  })
})
