import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { jobs } from '#jobs/index.ts'
import { type Simulator, startSimulator } from '#lib/simulate/index.ts'
import type { World } from '#lib/simulate/world.ts'
import { simulatorEnvironment } from '#tests/support/simulator-environment.ts'
import { capacityLimits } from '../support/capacity-limits.ts'
import { freshDatabaseUrl } from '../support/database.ts'
import { tinyNowMs } from '../support/tiny-world.ts'
import { smallEstate } from './small-estate.ts'

const dir = mkdtempSync(join(tmpdir(), 'headroom-commands-'))
let simulator: Simulator
let env: NodeJS.ProcessEnv

const [hub, ...others] = smallEstate.accounts
if (!hub) throw new Error('the small estate has no account')
/** The payer refuses its costs; one account more has nothing to complain of, another trusts everyone. */
const world: World = {
  ...smallEstate,
  // Every account has quotas.
  things: (_place, kind) => (kind === 'service-quota' ? (capacityLimits[kind] ?? []) : []),
  accounts: [
    { ...hub, deniedActions: ['ce:GetCostAndUsage'] },
    ...others,
    { ...hub, id: '555566667777', name: 'quiet', payer: false },
    { ...hub, id: '666677778888', name: 'open', payer: false, openTrust: true },
  ],
}

beforeAll(async () => {
  simulator = await startSimulator({ seed: 7, anchorMs: tinyNowMs, now: () => tinyNowMs, world })
  const accounts = simulator.accounts.map(({ id, name, regions, roleArn: role, externalId, payer }) => ({
    ...{ id, name, regions, role, payer },
    ...(externalId === undefined ? {} : { externalId }),
  }))
  writeFileSync(
    join(dir, 'headroom.yaml'),
    stringify({ requireExternalId: true, accounts }, { aliasDuplicateObjects: false }),
  )
  env = {
    NODE_ENV: 'test',
    PATH: process.env.PATH,
    TZ: 'UTC',
    LOG_LEVEL: 'silent',
    DATABASE_URL: await freshDatabaseUrl(),
    HEADROOM_DIR: dir,
    HEADROOM_CONFIG: join(dir, 'headroom.yaml'),
    ...simulatorEnvironment(simulator.endpoint),
  }
})
afterAll(async () => {
  await simulator.close()
  rmSync(dir, { recursive: true, force: true })
})

type Ended = { readonly status: number | null; readonly stdout: string; readonly stderr: string }

function run(...args: string[]): Promise<Ended> {
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
  const said = { stdout: '', stderr: '' }
  child.stdout.on('data', (chunk: Buffer) => {
    said.stdout += chunk.toString('utf8')
  })
  child.stderr.on('data', (chunk: Buffer) => {
    said.stderr += chunk.toString('utf8')
  })
  return new Promise((done) => child.once('close', (status) => done({ status, ...said })))
}

describe('a job in the foreground', () => {
  test('gives its counts and problems as JSON, and the status of a success', async () => {
    const { status, stdout } = await run('jobs/run.ts', 'collect-inventory', '--json')
    const { job, results, problems } = JSON.parse(stdout)
    expect([status, job]).toEqual([0, 'collect-inventory'])
    expect(results.map(({ scope }: { scope: string }) => scope)).toEqual(
      simulator.accounts.map(({ id }) => id),
    )
    expect(results[1].counts).toMatchObject({ resources: 13, 'rds-instance': 2 })
    expect(problems).toContainEqual(
      expect.objectContaining({ code: 'aws-denied', action: 'rds:DescribeEvents' }),
    )
  })

  test('that does not exist is named beside those that do, with status 1', async () => {
    const { status, stderr } = await run('jobs/run.ts', 'collect-everything')
    expect(status).toBe(1)
    expect(stderr).toMatch(/^There is no job "collect-everything"\. The jobs are:\n/)
    for (const { name, about } of jobs) expect(stderr).toMatch(new RegExp(`^ {2}${name} +${about}$`, 'm'))
  })
})

describe('the doctor', () => {
  test('says what is well, and names the account that refuses with the missing action', async () => {
    const { status, stdout } = await run('jobs/doctor.ts')
    expect(status).toBe(1)
    expect(stdout).toMatch(/^ok {4}environment: pages on 127\.0\.0\.1:3000$/m)
    expect(stdout).toMatch(/^ok {4}database: PostgreSQL 18\S* answers/m)
    expect(stdout).toMatch(/^ok {4}clock: \d+ ms from the database's/m)
    expect(stdout).toMatch(/^ok {4}account 555566667777 \(quiet\): 0 resources can be read$/m)
    expect(stdout).toMatch(
      /^WRONG account 111122223333 \(management\): ce:GetCostAndUsage in 111122223333: /m,
    )
    expect(stdout).toMatch(
      /^WRONG account 444455556666 \(shop\): rds:DescribeEvents in 444455556666\/us-east-1: /m,
    )
    for (const action of [
      'ec2:DescribeInstances',
      'autoscaling:DescribeAutoScalingGroups',
      'rds:DescribeDBInstances',
    ])
      expect(stdout).toMatch(new RegExp(`^WRONG account 999988887777 \\(labs\\): ${action} in `, 'm'))
    expect(stdout).toMatch(/^ok {4}external id: headroom-[0-9a-f]{48}; the trust policy of every role must/m)
    expect(stdout).toMatch(
      /^ok {4}account 555566667777 \(quiet\): arn:aws:iam::555566667777:role\/HeadroomReader asks for the external id$/m,
    )
    expect(stdout).toMatch(
      /^ok {4}account 555566667777 \(quiet\): \d+ actions tried, none refused; nothing here asks for \w+:\w+/m,
    )
    expect(stdout).toMatch(
      /^WRONG account 666677778888 \(open\): Account 666677778888 is refused: your trust policy does not require the external id/m,
    )
  })

  test('gives the same as JSON', async () => {
    const { stdout } = await run('jobs/doctor.ts', '--json')
    const findings: { check: string; good: boolean }[] = JSON.parse(stdout)
    expect(findings.filter(({ good }) => good).map(({ check }) => check)).toEqual([
      'environment',
      'database',
      'clock',
      'external id',
      'account 555566667777 (quiet)',
      'account 555566667777 (quiet)',
      'account 555566667777 (quiet)',
    ])
  })
})
