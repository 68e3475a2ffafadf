import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Commitment, CommitmentDay } from '#lib/model/commitment.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import { dayMs } from '#lib/model/time.ts'
import { cashPlan } from '#lib/recommend/cash.ts'
import { normalizedUnits } from '#lib/recommend/reserved-units.ts'
import { fleetFixture } from '#tests/support/fleet-fixture.ts'

const nowMs = Date.parse('2026-11-25T06:00:00Z')
const endMs = nowMs + 200 * dayMs

const template = fleetFixture().find(({ recommendation }) => recommendation?.recommended) as FleetRow

type Changed = {
  readonly id: string
  readonly resourceClass?: ResourceClass
  readonly shape: string
  readonly count?: number
  readonly to?: string
  readonly presentUsd?: number
  readonly deltaUsd?: number
  readonly multiAz?: boolean
}

/** A resource, and the change that is recommended for it where `to` names one. */
function rowOf({ resourceClass = 'ec2-instance', count = 1, ...one }: Changed): FleetRow {
  const { recommendation, resource } = template
  const option = recommendation?.recommended
  if (recommendation === undefined || option === undefined) throw new Error('no example of a change')
  const { presentUsd = 0, deltaUsd = 0, to } = one
  const current = { ...option, label: one.shape, monthlyUsd: presentUsd, deltaMonthlyUsd: 0 }
  const after = { ...option, label: to ?? '', monthlyUsd: presentUsd + deltaUsd, deltaMonthlyUsd: deltaUsd }
  return {
    accountName: 'shop',
    resource: {
      ...resource,
      ...{ id: one.id, resourceClass, shape: one.shape, count, region: 'us-east-1' },
      facts: one.multiAz ? { multiAz: true } : {},
    },
    recommendation: { ...recommendation, current, recommended: to === undefined ? undefined : after },
  }
}

const plan: Commitment = {
  id: 'plan',
  kind: 'savings-plan',
  accountId: '111122223333',
  appliesTo: 'compute',
  committedHourlyUsd: 10,
  startMs: nowMs - dayMs,
  endMs,
  payment: 'No Upfront',
  state: 'active',
}
const reservation = (shape: string, count: number): Commitment => ({
  ...plan,
  id: `ri-${shape}`,
  kind: 'reservation',
  appliesTo: shape.startsWith('db.') ? 'rds' : 'ec2',
  region: 'us-east-1',
  family: shape.slice(0, shape.lastIndexOf('.')),
  shape,
  count,
})

/** Days on which so much an hour was billed on demand: 10 an hour is 7,300 a month. */
const daysWith = (hourlyUsd: number): CommitmentDay[] =>
  Array.from({ length: 7 }, (_, i) => ({
    day: `2026-11-${17 + i}`,
    coveredUsd: 500,
    onDemandUsd: 24 * hourlyUsd,
    committedUsd: 240,
    unusedUsd: 0,
  }))

const saving = (id: string, usd: number): FleetRow =>
  rowOf({ id, shape: 'm7i.4xlarge', to: 'm7i.2xlarge', presentUsd: 2 * usd, deltaUsd: -usd })

describe('cash of a change', () => {
  test('without commitments is its list saving, at once', () => {
    const plan = cashPlan({ rows: [saving('a', 1000)], commitments: [], days: [], nowMs })
    expect(plan.byResource.get('a')).toEqual({ nowMonthlyUsd: -1000, afterMonthlyUsd: -1000 })
    expect(plan.text).toBe('No commitment is in force: savings at list price are cash at once.')
  })

  test('a commitment that ended, or has not begun, holds nothing back', () => {
    const ended = { ...plan, endMs: nowMs }
    const queued = { ...plan, startMs: nowMs + dayMs }
    const { byResource } = cashPlan({
      ...{ rows: [saving('a', 1000)], commitments: [ended, queued], days: daysWith(0), nowMs },
    })
    expect(byResource.get('a')?.nowMonthlyUsd).toBe(-1000)
  })

  test('under a plan is cash as far as other use is on demand, the largest first', () => {
    // 2 an hour on demand = 1,460 a month: 1,000 for the largest, 460 of the next 600, nothing for the third.
    const rows = [saving('b', 600), saving('a', 1000), saving('c', 100)]
    const { byResource, total } = cashPlan({ rows, commitments: [plan], days: daysWith(2), nowMs })
    expect(byResource.get('a')).toEqual({ nowMonthlyUsd: -1000, afterMonthlyUsd: -1000 })
    expect(byResource.get('b')).toEqual({ nowMonthlyUsd: -460, afterMonthlyUsd: -600, untilMs: endMs })
    expect(byResource.get('c')).toEqual({ nowMonthlyUsd: 0, afterMonthlyUsd: -100, untilMs: endMs })
    expect(total).toEqual({ nowMonthlyUsd: -1460, afterMonthlyUsd: -1700, untilMs: endMs })
  })

  test('under a plan whose coverage was not read is not known, and not counted', () => {
    const { byResource, total, unknown } = cashPlan({
      ...{ rows: [saving('a', 1000)], commitments: [plan], days: [], nowMs },
    })
    expect(byResource.get('a')?.nowMonthlyUsd).toBeNull()
    expect([total.nowMonthlyUsd, unknown]).toEqual([0, 1])
  })

  test('of a database is not the business of a compute plan', () => {
    const rows = [
      rowOf({
        ...{ id: 'pg', resourceClass: 'rds-instance', shape: 'db.m7g.4xlarge', to: 'db.m7g.2xlarge' },
        ...{ presentUsd: 2000, deltaUsd: -1000 },
      }),
    ]
    const { byResource } = cashPlan({ rows, commitments: [plan], days: daysWith(0), nowMs })
    expect(byResource.get('pg')).toEqual({ nowMonthlyUsd: -1000, afterMonthlyUsd: -1000 })
  })

  test('the discount of its account is taken off', () => {
    const { byResource, text } = cashPlan({
      ...{ rows: [saving('a', 1000)], commitments: [], days: [], nowMs },
      discounts: [
        {
          ...{ accountId: template.resource.accountId, source: 'cur', listUsd: 1000, paidUsd: 900 },
          ...{ fromDay: '2026-10-01', toDay: '2026-11-01' },
        } as const,
      ],
    })
    expect(byResource.get('a')?.nowMonthlyUsd).toBeCloseTo(-900, 9)
    expect(text).toContain('less the measured discount of each account')
  })

  test('more capacity is paid in full', () => {
    const rows = [rowOf({ id: 'up', shape: 'm7i.large', to: 'm7i.xlarge', presentUsd: 100, deltaUsd: 100 })]
    const { byResource } = cashPlan({ rows, commitments: [plan], days: daysWith(0), nowMs })
    expect(byResource.get('up')).toEqual({ nowMonthlyUsd: 100, afterMonthlyUsd: 100 })
  })
})

describe('cash of what is reserved', () => {
  const database = (id: string, to?: string, deltaUsd = -1000): FleetRow =>
    rowOf({
      ...{ id, resourceClass: 'rds-instance', shape: 'db.m7g.4xlarge', presentUsd: 2000, deltaUsd },
      ...(to === undefined ? {} : { to }),
    })
  const cashOf = (rows: readonly FleetRow[], reserved: readonly Commitment[], id: string) =>
    cashPlan({ rows, commitments: reserved, days: [], nowMs }).byResource.get(id)

  test('frees the units on demand of its family first', () => {
    // 2 x 32 units run, 48 are reserved: 16 are on demand, which is what a step down by one size frees.
    const rows = [database('a', 'db.m7g.2xlarge'), database('b')]
    expect(cashOf(rows, [reservation('db.m7g.2xlarge', 3)], 'a')?.nowMonthlyUsd).toBe(-1000)
  })

  test('is owed beyond them until the reservation ends', () => {
    // 64 units run and 56 are reserved: of the 16 that are freed half are on demand.
    const rows = [database('a', 'db.m7g.2xlarge'), database('b')]
    const reserved = [reservation('db.m7g.2xlarge', 3), reservation('db.m7g.xlarge', 1)]
    expect(cashOf(rows, reserved, 'a')).toEqual({
      ...{ nowMonthlyUsd: -500, afterMonthlyUsd: -1000, untilMs: endMs },
    })
  })

  test('costs more at first where the family changes: the old units are owed, the new ones on demand', () => {
    // 32 units run, all reserved: 2,000 stay owed and 1,000 come on top.
    const rows = [database('a', 'db.m8g.2xlarge')]
    expect(cashOf(rows, [reservation('db.m7g.4xlarge', 1)], 'a')).toEqual({
      ...{ nowMonthlyUsd: 1000, afterMonthlyUsd: -1000, untilMs: endMs },
    })
  })

  test('of another family or region leaves it alone', () => {
    expect(cashOf([database('a', 'db.m7g.2xlarge')], [reservation('db.r7g.4xlarge', 9)], 'a')).toEqual({
      ...{ nowMonthlyUsd: -1000, afterMonthlyUsd: -1000 },
    })
  })

  test('is not known beside a Multi-AZ database, which may be reserved as such', () => {
    const standby = rowOf({ id: 'm', resourceClass: 'rds-instance', shape: 'db.m7g.large', multiAz: true })
    const rows = [database('a', 'db.m7g.2xlarge'), standby]
    expect(cashOf(rows, [reservation('db.m7g.4xlarge', 1)], 'a')?.nowMonthlyUsd).toBeNull()
  })
})

test.each([
  ['db.m7g.large', 4],
  ['m7i.xlarge', 8],
  ['m7i.24xlarge', 192],
  ['t4g.micro', 0.5],
  ['m7i.metal-48xl', undefined],
])('normalized units of %s: %s', (shape, units) => {
  expect(normalizedUnits(shape)).toBe(units)
})

test('cash never saves more than the list says, and the total is the sum of what is known', () => {
  const usd = fc.integer({ min: -5000, max: 2000 })
  fc.assert(
    fc.property(fc.array(usd, { maxLength: 12 }), fc.integer({ min: 0, max: 20 }), (deltas, hourly) => {
      const rows = deltas.map((deltaUsd, i) =>
        rowOf({ id: `r${i}`, shape: 'm7i.4xlarge', to: 'm7i.xlarge', presentUsd: 6000, deltaUsd }),
      )
      const { byResource, total } = cashPlan({ rows, commitments: [plan], days: daysWith(hourly), nowMs })
      const all = [...byResource.values()]
      for (const { nowMonthlyUsd, afterMonthlyUsd } of all)
        expect(nowMonthlyUsd ?? 0).toBeGreaterThanOrEqual(afterMonthlyUsd - 1e-6)
      const saved = all.reduce((sum, { nowMonthlyUsd }) => sum + Math.min(0, nowMonthlyUsd ?? 0), 0)
      expect(-saved).toBeLessThanOrEqual(hourly * 730 + 1e-6)
      expect(total.nowMonthlyUsd).toBeCloseTo(
        all.reduce((sum, { nowMonthlyUsd }) => sum + (nowMonthlyUsd ?? 0), 0),
        6,
      )
    }),
  )
})
