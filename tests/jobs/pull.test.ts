import { afterAll, beforeAll, expect, test } from 'vitest'
import { execute } from '#jobs/execute.ts'
import { jobs } from '#jobs/index.ts'
import { type Collector, openCollector } from '#lib/collect/index.ts'
import { setEnvironment } from '#lib/env.ts'
import { floorTo, hourMs } from '#lib/model/time.ts'
import { type Simulator, startSimulator } from '#lib/simulate/index.ts'
import { readCoverage } from '#lib/store/coverage.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { listSeries } from '#lib/store/resources.ts'
import { simulatorEnvironment } from '#tests/support/simulator-environment.ts'
import { resourceOf } from '../store/estate-rows.ts'
import { bulkSeries, bulkWorld } from '../support/bulk-world.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

const nowMs = floorTo(Date.now(), hourMs)
// The slow region comes first: what waits for it would be seen.
const [slow, quick] = ['ap-southeast-2', 'us-east-1']
const options = { accounts: 1, regions: [slow, quick], metricsPerRegion: 40, nowMs }
const series = bulkSeries(options)
const accountId = series[0]?.accountId ?? ''

let simulator: Simulator
let collector: Collector

beforeAll(async () => {
  simulator = await startSimulator({
    seed: 1,
    anchorMs: nowMs,
    now: () => nowMs,
    world: bulkWorld(options),
    faults: { requestsPerSecond: { 'cloudwatch:GetMetricData': 1 }, onlyIn: [`${accountId}/${slow}`] },
  })
  setEnvironment(simulatorEnvironment(simulator.endpoint))
  collector = openCollector({ accounts: simulator.accounts, teamTagKeys: ['team'] })
  const resources = series.map((one) =>
    resourceOf(one.series.resourceId, { accountId: one.accountId, region: one.region }),
  )
  const found = series.map((one) => ({ ...one.series, key: 'cpu-utilization' }))
  await saveInventory({ accountId, nowMs, resources, changes: [], series: found, complete: [] })
})
afterAll(async () => {
  collector.close()
  await simulator.close()
})

test('a throttled region holds no other up, and the progress counts every series once', async () => {
  const job = jobs.find(({ name }) => name === 'collect-samples')
  if (!job) throw new Error('no such job')
  const steps: { done: number; total: number; region: string }[] = []
  const { counts, problems } = await execute(job, {
    scope: accountId,
    estate: { accounts: simulator.accounts, teamTagKeys: ['team'] },
    collector,
    signal: new AbortController().signal,
    clock: () => nowMs,
    onProgress: (done, total, note) => steps.push({ done, total, region: note.split(' ')[1] ?? '' }),
  })
  expect(problems).toEqual([])
  // 40 series of 455 days in a region, nine a call.
  expect(counts).toMatchObject({ series: 80, incompleteSeries: 0, billedMetrics: 80 })
  expect(counts.calls).toBe(10)
  const lastOf = (region: string) => steps.findLastIndex((step) => step.region.startsWith(region))
  const firstsOfSlow = steps.filter((step, i) => step.region.startsWith(slow) && i > lastOf(quick))
  // All of the quick region is stored while most of the slow one is still to come.
  expect(firstsOfSlow.length).toBeGreaterThanOrEqual(3)
  expect(steps.every(({ total }) => total === 80)).toBe(true)
  expect(steps.map(({ done }) => done)).toEqual(steps.map(({ done }) => done).toSorted((a, b) => a - b))
  expect(steps.at(-1)?.done).toBe(80)
  const ids = (await listSeries(series.map((one) => one.series.resourceId))).map(({ id }) => id)
  expect((await readCoverage('1h', ids)).size).toBe(80)
})
