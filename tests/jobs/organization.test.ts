import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Simulator, startSimulator } from '#lib/simulate/index.ts'
import type { World, WorldAccount } from '#lib/simulate/world.ts'
import { closeDatabase, openDatabase } from '#lib/store/client.ts'
import { ensureExternalId } from '#lib/store/installation.ts'
import { simulatorEnvironment } from '#tests/support/simulator-environment.ts'
import { capacityLimits } from '../support/capacity-limits.ts'
import { freshDatabaseUrl } from '../support/database.ts'
import { tinyAccounts, tinyNowMs, tinyWorld } from '../support/tiny-world.ts'

const dir = mkdtempSync(join(tmpdir(), 'headroom-organization-'))
const externalId = 'headroom-of-this-installation'
let simulator: Simulator
let env: NodeJS.ProcessEnv

const [hub, shop] = tinyAccounts
if (!hub || !shop) throw new Error('the tiny world has no accounts')
const member = (id: string, rest: Partial<WorldAccount> = {}): WorldAccount => ({
  ...hub,
  payer: false,
  deniedActions: [],
  externalId,
  id,
  name: `account ${id}`,
  ...rest,
})

beforeAll(async () => {
  const accounts = [
    { ...hub, deniedActions: [], externalId },
    { ...shop, deniedActions: [], externalId },
    member('555566667777'),
    member('666677778888', { openTrust: true }),
    member('777788889999', { externalId: 'of another installation' }),
    member('888899990000', { suspended: true }),
    member('999900001111'),
  ]
  const world: World = {
    ...tinyWorld,
    accounts,
    things: (_place, kind) => (kind === 'service-quota' ? (capacityLimits[kind] ?? []) : []),
  }
  simulator = await startSimulator({ seed: 7, anchorMs: tinyNowMs, now: () => tinyNowMs, world })
  const url = await freshDatabaseUrl()
  openDatabase({ url, connections: 1, queryMs: 10_000 })
  await ensureExternalId(() => externalId)
  await closeDatabase()
  writeFileSync(
    join(dir, 'headroom.yaml'),
    `regions: [us-east-1]
requireExternalId: true
organization:
  payer: "${hub.id}"
  payerRole: arn:aws:iam::${hub.id}:role/HeadroomReader
  role: arn:aws:iam::{account}:role/HeadroomReader
  exclude: { accounts: ["999900001111"] }
`,
  )
  env = {
    NODE_ENV: 'test',
    PATH: process.env.PATH,
    TZ: 'UTC',
    LOG_LEVEL: 'silent',
    DATABASE_URL: url,
    HEADROOM_DIR: dir,
    HEADROOM_CONFIG: join(dir, 'headroom.yaml'),
    ...simulatorEnvironment(simulator.endpoint),
  }
})
afterAll(async () => {
  await simulator.close()
  rmSync(dir, { recursive: true, force: true })
})

function run(...args: string[]): Promise<string> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] })
  let said = ''
  child.stdout.on('data', (chunk: Buffer) => {
    said += chunk.toString('utf8')
  })
  return new Promise((done) => child.once('close', () => done(said)))
}

test('the doctor finds the accounts of the organization and says of each how it is', async () => {
  const findings: { check: string; good: boolean; text: string }[] = JSON.parse(
    await run('jobs/doctor.ts', '--json'),
  )
  const of = (check: string) => findings.filter((finding) => finding.check.startsWith(check))
  expect(of('organization')).toEqual([
    { check: `organization of ${hub.id}`, good: true, text: '5 accounts are collected' },
  ])
  expect(of('external id')[0]?.text).toContain(externalId)
  expect(of(`account ${shop.id}`).map(({ good }) => good)).toEqual([true, true, true])
  expect(of('account 555566667777').every(({ good }) => good)).toBe(true)
  expect(of('account 666677778888')).toEqual([
    expect.objectContaining({
      good: false,
      text: expect.stringContaining('does not require the external id'),
    }),
  ])
  expect(of('account 777788889999')).toEqual([
    expect.objectContaining({ good: false, text: expect.stringContaining('sts:AssumeRole') }),
  ])
  for (const left of ['888899990000', '999900001111']) expect(of(`account ${left}`)).toEqual([])
})

test('a job runs for every account that is listed, and one that refuses leaves the others alone', async () => {
  const { results, problems } = JSON.parse(await run('jobs/run.ts', 'collect-inventory', '--json'))
  const found: { scope: string; counts: { resources: number } }[] = results
  expect(found.map(({ scope }) => scope)).toEqual([
    hub.id,
    shop.id,
    '555566667777',
    '666677778888',
    '777788889999',
  ])
  expect(found.find(({ scope }) => scope === shop.id)?.counts.resources).toBeGreaterThan(10)
  const refused: { scope: string; action: string }[] = problems
  expect(new Set(refused.map(({ scope, action }) => `${scope} ${action}`))).toEqual(
    new Set(['666677778888 sts:AssumeRole', '777788889999 sts:AssumeRole']),
  )
})
