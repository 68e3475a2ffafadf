import { beforeEach, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import { defaultPolicy } from '#lib/model/policy.ts'
import { saveAccounts } from '#lib/store/accounts.ts'
import { database } from '#lib/store/client.ts'
import { readOpenPages, readSource, saveInstallation } from '#lib/store/installation.ts'
import { readPolicy } from '#lib/store/policies.ts'
import { addUsage, readUsage } from '#lib/store/usage.ts'
import { withDatabase } from '../support/database.ts'
import { nowMs } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE installation, policy, account, api_call, api_bill')
})

test('pages are closed and the data are of AWS until a start says otherwise', async () => {
  expect([await readSource(), await readOpenPages()]).toEqual(['aws', false])
  await saveInstallation({ source: 'simulated', openPages: true })
  expect([await readSource(), await readOpenPages()]).toEqual(['simulated', true])
  await saveInstallation({ source: 'aws', openPages: false })
  expect([await readSource(), await readOpenPages()]).toEqual(['aws', false])
})

describe('the policy in force', () => {
  const save = (fromMs: number, horizonDays: number) =>
    database().prisma.policy.create({
      data: { fromAt: new Date(fromMs), actor: 'ana', body: { ...defaultPolicy, horizonDays } },
    })

  test('is the default before anyone set one', async () => {
    expect(await readPolicy(system)).toEqual(defaultPolicy)
  })

  test('is the newest, and of one instant the one that was set last', async () => {
    await save(nowMs, 30)
    await save(nowMs - 1, 60)
    expect((await readPolicy(system)).horizonDays).toBe(30)
    await save(nowMs, 45)
    expect(await readPolicy(system)).toEqual({ ...defaultPolicy, horizonDays: 45 })
  })

  test('is never one that cannot be right', async () => {
    await save(nowMs, -1)
    await expect(readPolicy(system)).rejects.toThrow('horizonDays')
  })
})

test('an account is kept as the configuration says now; one that left it stays', async () => {
  const shop = { id: '444455556666', name: 'shop', regions: ['us-east-1'], payer: false }
  const hub = {
    id: '111122223333',
    name: 'hub',
    regions: ['us-east-1'],
    payer: true,
    roleArn: 'arn:hub',
    externalId: 'x1',
  }
  await saveAccounts([shop, hub], nowMs)
  await saveAccounts([{ ...shop, name: 'shop-production', regions: ['eu-west-1', 'us-east-1'] }], nowMs + 1)
  const rows = await database().prisma.account.findMany({ orderBy: { id: 'asc' } })
  expect(rows).toMatchObject([
    { ...hub, seenAt: new Date(nowMs) },
    {
      ...shop,
      name: 'shop-production',
      regions: ['eu-west-1', 'us-east-1'],
      roleArn: null,
      seenAt: new Date(nowMs + 1),
    },
  ])
})

test('our calls to AWS add up by day and action', async () => {
  const calls = { 'cloudwatch:GetMetricData': 3, 'sts:AssumeRole': 1 }
  await addUsage('2026-11-24', { calls, billedMetrics: 500, usd: 0.005 })
  await addUsage('2026-11-25', { calls, billedMetrics: 100, usd: 0.001 })
  await addUsage('2026-11-25', { calls: { 'cloudwatch:GetMetricData': 2 }, billedMetrics: 50, usd: 0.0005 })
  await addUsage('2026-11-25', { calls: {}, billedMetrics: 0, usd: 0 })
  const since = { sinceDay: '2026-10-27' }
  expect(await readUsage(system, nowMs)).toMatchObject({ ...since, calls: 10, billedMetrics: 650 })
  expect(await readUsage({ ...system, teams: ['payments'] }, nowMs)).toBeUndefined()
  const { rows: counted } = await database().pool.query(
    'SELECT day::text, action, calls FROM api_call ORDER BY 1, 2',
  )
  expect(counted).toEqual([
    { day: '2026-11-24', action: 'cloudwatch:GetMetricData', calls: 3 },
    { day: '2026-11-24', action: 'sts:AssumeRole', calls: 1 },
    { day: '2026-11-25', action: 'cloudwatch:GetMetricData', calls: 5 },
    { day: '2026-11-25', action: 'sts:AssumeRole', calls: 1 },
  ])
  const { rows: billed } = await database().pool.query(
    'SELECT billed_metrics, round(usd::numeric, 6)::float8 AS usd FROM api_bill ORDER BY day',
  )
  expect(billed).toEqual([
    { billed_metrics: 500, usd: 0.005 },
    { billed_metrics: 150, usd: 0.0015 },
  ])
})
