import { afterAll, beforeAll, expect, test } from 'vitest'
import { collectLimits } from '#jobs/collect-limits.ts'
import { jobs } from '#jobs/index.ts'
import { type Collector, openCollector } from '#lib/collect/index.ts'
import { setEnvironment } from '#lib/env.ts'
import { system } from '#lib/model/actor.ts'
import { dayMs } from '#lib/model/time.ts'
import { type Simulator, startSimulator } from '#lib/simulate/index.ts'
import { listLimits } from '#lib/store/limits.ts'
import { simulatorEnvironment } from '#tests/support/simulator-environment.ts'
import { capacityLimits } from '../support/capacity-limits.ts'
import { withDatabase } from '../support/database.ts'
import { tinyNowMs, tinyWorld } from '../support/tiny-world.ts'
import { withThings } from '../support/world-things.ts'

withDatabase()

let simulator: Simulator
let collector: Collector
let clockMs = tinyNowMs
beforeAll(async () => {
  const world = withThings(tinyWorld, capacityLimits)
  simulator = await startSimulator({ seed: 7, anchorMs: tinyNowMs, now: () => clockMs, world })
  setEnvironment(simulatorEnvironment(simulator.endpoint))
  collector = openCollector({ accounts: simulator.accounts, teamTagKeys: ['team'] })
})
afterAll(async () => {
  collector.close()
  await simulator.close()
})

const run = () =>
  collectLimits.run({
    runId: 1,
    scope: '444455556666',
    nowMs: clockMs,
    estate: { accounts: simulator.accounts, teamTagKeys: ['team'] },
    collector,
    progress: () => undefined,
    signal: new AbortController().signal,
  })

test('is one of the jobs, daily and by account', () => {
  expect(jobs).toContain(collectLimits)
  expect(collectLimits.schedule.everyMs).toBe(dayMs)
})

test('writes the limits of every region of an account; a region without quotas is named and stops nothing', async () => {
  const { counts, problems } = await run()
  const limits = await listLimits(system)
  expect(counts).toEqual({ limits: limits.length, gone: 0 })
  expect(limits.filter(({ kind }) => kind === 'subnet-addresses')).toHaveLength(6)
  expect(limits.find(({ name }) => name === 'peak')).toMatchObject({ used: 5, limit: 10 })
  expect(problems.map(({ scope, action }) => [scope, action])).toEqual([
    ['444455556666/eu-west-1', 'servicequotas:ListServiceQuotas'],
  ])
})

test('the next day adds a day, and the block that has ended is gone', async () => {
  clockMs = tinyNowMs + 41 * dayMs
  expect((await run()).counts.gone).toBe(2)
  const limits = await listLimits(system)
  expect(limits.some(({ kind }) => kind === 'capacity-block')).toBe(false)
  expect(limits.find(({ name }) => name === 'private-1')?.days.map(({ day }) => day)).toEqual([
    '2026-11-22',
    '2027-01-02',
  ])
})
