import { afterEach, expect, test } from 'vitest'
import { dayMs, floorTo } from '#lib/model/time.ts'
import { openEstate } from '#lib/simulate/estate/estate.ts'
import type { World } from '#lib/simulate/world.ts'
import type { HeldThings } from '#lib/simulate/world-things.ts'
import { tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'

let opened: Opened | undefined
afterEach(async () => {
  await opened?.close()
  opened = undefined
})

const yearMs = 365 * dayMs
const permit = async () => true
const days = { fromDay: '2026-10-01', toDay: '2026-10-20', permit }

const held: HeldThings = {
  'savings-plan': [
    {
      id: 'plan-family',
      savingsPlanType: 'EC2Instance',
      region: 'eu-west-1',
      family: 'm7i',
      paymentOption: 'Partial Upfront',
      hourlyUsd: 4.25,
      startMs: tinyNowMs - 100 * dayMs,
      endMs: tinyNowMs - 100 * dayMs + yearMs,
    },
  ],
  reservation: [
    {
      id: 'ri-1',
      service: 'rds',
      shape: 'db.r6g.2xlarge',
      count: 3,
      product: 'postgresql',
      multiAz: true,
      fixedUsd: 8760,
      recurringHourlyUsd: 0.5,
      startMs: tinyNowMs - 300 * dayMs,
      endMs: tinyNowMs - 300 * dayMs + yearMs,
    },
    {
      id: 'ri-2',
      service: 'ec2',
      shape: 'm7i.large',
      count: 10,
      product: 'Linux/UNIX',
      fixedUsd: 0,
      recurringHourlyUsd: 0.0636,
      startMs: tinyNowMs - 400 * dayMs,
      endMs: tinyNowMs - 400 * dayMs + yearMs,
    },
  ],
}
const world: World = {
  ...tinyWorld,
  things: (place, kind) => (place.region === 'us-east-1' ? (held[kind] ?? []) : []),
}

test('plans and reservations are read with what they cost by the hour and when they end', async () => {
  opened = await openTiny({ world })
  const { commitments, problems, complete } = await opened.collector.commitments(opened.account('shop'), days)
  expect(problems).toEqual([])
  expect(complete).toBe(true)
  const byId = new Map(commitments.map((one) => [one.id, one]))
  expect([...byId.keys()].sort()).toEqual(['plan-family', 'ri-1', 'ri-2'])
  expect(byId.get('plan-family')).toMatchObject({
    kind: 'savings-plan',
    appliesTo: 'ec2-instance',
    family: 'm7i',
    region: 'eu-west-1',
    committedHourlyUsd: 4.25,
    state: 'active',
    endMs: tinyNowMs - 100 * dayMs + yearMs,
  })
  // 8,760 dollars upfront over 8,760 hours are one dollar an hour each, beside the recurring half.
  expect(byId.get('ri-1')).toMatchObject({
    appliesTo: 'rds',
    family: 'db.r6g',
    shape: 'db.r6g.2xlarge',
    count: 3,
    state: 'active',
  })
  expect(byId.get('ri-1')?.committedHourlyUsd).toBeCloseTo(3 * 1.5, 9)
  expect(byId.get('ri-2')?.state).toBe('retired')
  expect(byId.get('ri-2')?.committedHourlyUsd).toBeCloseTo(0.636, 9)
})

test('an account that refuses one list still gives the others, and nothing of it is called gone', async () => {
  const accounts = world.accounts.map((account) =>
    account.name === 'shop' ? { ...account, deniedActions: ['rds:DescribeReservedDBInstances'] } : account,
  )
  opened = await openTiny({ world: { ...world, accounts } })
  const { commitments, problems, complete } = await opened.collector.commitments(opened.account('shop'), days)
  expect(commitments.map(({ id }) => id).sort()).toEqual(['plan-family', 'ri-2'])
  expect(problems[0]).toMatchObject({ code: 'aws-denied', action: 'rds:DescribeReservedDBInstances' })
  expect(complete).toBe(false)
})

test('the days at the payer show a plan that ended: what it covered is on demand the day after', async () => {
  const estate = openEstate({ seed: 7, anchorMs: tinyNowMs })
  opened = await openTiny({ world: estate })
  const { days: read } = await opened.collector.commitments(opened.account('org-management'), {
    fromDay: '2026-10-10',
    toDay: '2026-10-20',
    permit,
  })
  expect(read).toHaveLength(10)
  const before = read[0]
  const after = read.at(-1)
  expect(before?.coveredUsd).toBeGreaterThan(0)
  expect(after?.coveredUsd).toBe(0)
  expect((before?.unusedUsd ?? Number.NaN) / (before?.committedUsd ?? 1)).toBeGreaterThanOrEqual(0)
  expect(after?.onDemandUsd).toBeGreaterThan(before?.onDemandUsd ?? Number.POSITIVE_INFINITY)
  const { commitments } = await opened.collector.commitments(opened.account('shop-production'), days)
  expect(commitments.map(({ state }) => state).sort()).toEqual(['queued', 'retired'])
  const ended = commitments.find(({ state }) => state === 'retired')
  expect(ended?.endMs).toBe(floorTo(tinyNowMs, dayMs) - 38 * dayMs)
})

test('without a paid call left the days are read another day, and the commitments now', async () => {
  opened = await openTiny({ world })
  const payer = { ...opened.account('shop'), payer: true }
  const found = await opened.collector.commitments(payer, { ...days, permit: async () => false })
  expect(found.commitments).toHaveLength(3)
  expect(found.days).toEqual([])
  expect(found.problems).toMatchObject([{ code: 'cost-calls-spent', action: 'ce:GetSavingsPlansCoverage' }])
})
