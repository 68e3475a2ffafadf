import { ListMetricsCommand } from '@aws-sdk/client-cloudwatch'
import { afterEach, expect, test } from 'vitest'
import { type Aws, openAws } from '#lib/collect/aws.ts'
import type { Account } from '#lib/model/account.ts'
import { floorTo, hourMs } from '#lib/model/time.ts'
import { type BlackHole, openBlackHole } from '../support/black-hole.ts'
import { openStage, type Stage } from './stage.ts'

const region = 'us-east-1'
const exchangeMs = 150
/** Attempts of one call, each of which may last `exchangeMs`. */
const attempts = 8
const callsEach = 5

let stage: Stage | undefined
let hole: BlackHole | undefined
let aws: Aws | undefined
afterEach(async () => {
  aws?.close()
  await hole?.close()
  await stage?.close()
})

test('F4: AWS falls silent for one account: its calls fail in time, those of the others are as many as without', async () => {
  const nowMs = floorTo(Date.now(), hourMs)
  const opened = await openStage({
    ...{ accounts: 4, regions: [region], metricsPerRegion: 5, nowMs },
    faults: {},
  })
  stage = opened
  const direct = opened.simulator.endpoint
  hole = await openBlackHole(Number(new URL(direct).port))
  const clock = { now: () => Date.now(), sleep: () => new Promise<void>((done) => setImmediate(done)) }
  const asked = openAws({ clock, random: () => 0, exchangeMs })
  aws = asked
  const list = (account: Account) =>
    asked
      .at({ account, region })
      .call('cloudwatch:ListMetrics', ({ cloudwatch }, options) =>
        cloudwatch.send(new ListMetricsCommand({}), options),
      )
  const callsOf = ({ id }: Account) => opened.simulator.totals.byAccount[id]?.calls ?? 0
  const [silent, ...others] = opened.accounts
  if (!silent) throw new Error('no account')

  // A client keeps the endpoint of its first call: that of one account is behind the proxy, the others' are not.
  process.env.AWS_ENDPOINT_URL = `http://127.0.0.1:${hole.port}`
  await list(silent)
  process.env.AWS_ENDPOINT_URL = direct
  for (const account of others) await list(account)
  const before = opened.accounts.map(callsOf)

  hole.swallow()
  const startMs = performance.now()
  const failed = list(silent).then(
    () => 'answered',
    (error: Error) => error.name,
  )
  const done = await Promise.all(
    others.flatMap((account) => Array.from({ length: callsEach }, () => list(account))),
  )
  expect(done).toHaveLength(others.length * callsEach)
  expect(await failed).toBe('TimeoutError')
  // Three times as long for a machine that is busy with other tests.
  expect(performance.now() - startMs).toBeLessThan(3 * attempts * exchangeMs)
  expect(opened.accounts.map(callsOf).map((calls, i) => calls - (before[i] ?? 0))).toEqual([
    0,
    ...others.map(() => callsEach),
  ])
})
