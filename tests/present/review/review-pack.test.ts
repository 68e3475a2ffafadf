import { describe, expect, test } from 'vitest'
import { questionOf } from '#lib/model/decision.ts'
import { cutReview } from '#lib/model/review-cut.ts'
import { dayMs } from '#lib/model/time.ts'
import { reviewItems } from '#lib/present/review/review-items.ts'
import { reviewPack, withEvidence } from '#lib/present/review/review-pack.ts'
import { cashPlan } from '#lib/recommend/index.ts'
import { fleetFixture } from '#tests/support/fleet-fixture.ts'
import { detailFixture } from '../../support/detail-fixture.ts'
import { decisionRow, fleetRow, keyDays, reviewInput, reviewNowMs } from '../../support/review-fixture.ts'

const packOf = (changes: Parameters<typeof reviewInput>[0] = {}) => {
  const input = reviewInput(changes)
  return reviewPack(input, reviewItems(input))
}
const agendaOf = (pack: ReturnType<typeof packOf>) => pack.items.filter(({ number }) => number !== undefined)
const named = (pack: ReturnType<typeof packOf>, name: string) => pack.items.find((item) => item.name === name)

describe('the agenda', () => {
  test('holds what must be decided before the next review, and savings above the threshold; nothing else', () => {
    const input = reviewInput()
    for (const item of reviewItems(input)) {
      const due = item.kind === 'capacity' && (item.decideByMs ?? Infinity) < input.nextReviewMs
      const large = (item.cashDeltaMonthlyUsd ?? 0) < -1000
      expect(item.number !== undefined, item.name).toBe(due || large || item.overdueDays !== undefined)
      expect(item.because.includes('large-saving'), item.name).toBe(large)
    }
    expect(agendaOf(packOf()).length).toBeGreaterThan(3)
  })

  test('counts up from 1, risk before money, and every question stands once', () => {
    const pack = packOf()
    expect(agendaOf(pack).map(({ number }) => number)).toEqual(agendaOf(pack).map((_, i) => i + 1))
    const kinds = agendaOf(pack).map(({ kind }) => kind)
    expect(kinds).toEqual(kinds.toSorted())
    const asked = reviewInput().rows.filter(
      ({ recommendation }) => recommendation && questionOf(recommendation),
    )
    expect(pack.items.map(({ resourceId }) => resourceId).sort()).toEqual(
      asked.map(({ resource }) => resource.id).sort(),
    )
  })

  test('grows when the threshold falls', () => {
    expect(agendaOf(packOf({ largeSavingMonthlyUsd: 0 })).length).toBeGreaterThan(agendaOf(packOf()).length)
  })

  test('leaves out what is decided and stands, and carries it over', () => {
    const row = decisionRow('orders-primary', { expiresMs: reviewNowMs + 20 * dayMs })
    const pack = packOf({ decided: [{ row, standing: { state: 'stands' } }] })
    expect(named(packOf(), 'orders-primary')).toBeDefined()
    expect(named(pack, 'orders-primary')).toBeUndefined()
    expect(pack.carried.map(({ name }) => name)).toEqual(['orders-primary'])
  })

  test('asks again, first saying why, when the evidence has moved', () => {
    const row = decisionRow('orders-primary')
    const standing = { state: 'moved', text: 'The chance rose from 60% to 82%.' } as const
    const item = named(packOf({ decided: [{ row, standing }] }), 'orders-primary')
    expect(item?.because).toContain('evidence-moved')
    expect(item?.earlier?.text).toBe(standing.text)
    expect(packOf({ decided: [{ row, standing }] }).carried).toEqual([])
  })

  test('holds an accepted change whose day is over until AWS shows it, with the days', () => {
    const row = decisionRow('orders-primary', {
      verdict: 'accept',
      owner: 'Marta',
      dueMs: Date.UTC(2026, 10, 18),
    })
    const decided = [{ row, standing: { state: 'stands' } as const }]
    expect(named(packOf({ decided }), 'orders-primary')).toMatchObject({ overdueDays: 5 })
    expect(named(packOf({ decided }), 'orders-primary')?.because).toContain('overdue')
    const followUp = { decisionId: 1, asOfMs: reviewNowMs, state: 'changed', text: '' } as const
    const changed = packOf({ decided: [{ row, standing: { state: 'stands' }, followUp }] })
    expect(named(changed, 'orders-primary')).toBeUndefined()
  })
})

describe('cash', () => {
  const plan = {
    ...({ id: 'plan', kind: 'savings-plan', appliesTo: 'compute', accountId: '111122223333' } as const),
    ...{ committedHourlyUsd: 10, payment: 'No Upfront', state: 'active' },
    ...{ startMs: reviewNowMs - dayMs, endMs: Date.parse('2027-06-13T00:00:00Z') },
  } as const
  const withPlan = (hourlyUsd: number) => {
    const day = { day: '2026-11-20', coveredUsd: 900, committedUsd: 900, unusedUsd: 0 }
    const days = [{ ...day, onDemandUsd: 24 * hourlyUsd }]
    return cashPlan({ rows: fleetFixture(), commitments: [plan], days, nowMs: reviewNowMs })
  }

  test('of compute under plans is no more in all than the use that is paid on demand', () => {
    const pack = packOf({ cash: withPlan(2), largeSavingMonthlyUsd: 0 })
    const compute = ['ec2-instance', 'asg', 'gpu-pool']
    const saved = pack.items
      .filter(({ resourceClass }) => compute.includes(resourceClass))
      .reduce((sum, item) => sum - Math.min(0, item.cashDeltaMonthlyUsd ?? 0), 0)
    expect(saved).toBeCloseTo(2 * 730, 6)
    const texts = pack.items.flatMap(({ cashText }) => cashText ?? [])
    expect(texts.some((text) => text.includes('in cash until a commitment ends on 13 Jun 2027'))).toBe(true)
  })

  test('is list price where plans leave room, and for what they do not cover', () => {
    for (const item of packOf({ cash: withPlan(1e6) }).items) {
      expect(item.cashDeltaMonthlyUsd).toBe(item.listDeltaMonthlyUsd)
      expect(item.cashText).toBeUndefined()
    }
  })
})

describe('the pack', () => {
  test('is the same bytes for the same input', () => {
    expect(JSON.stringify(packOf())).toBe(JSON.stringify(packOf()))
  })

  test('adds up spend by team against its budget', () => {
    const { spend } = packOf()
    expect(spend.map(({ team }) => team)).toEqual([undefined, 'checkout', 'search'])
    // 22 days of November at $160, $100 and $60.
    expect(spend.map(({ monthToDateUsd }) => monthToDateUsd)).toEqual([3520, 2200, 1320])
    expect(spend.map(({ lastWeekUsd }) => lastWeekUsd)).toEqual([1120, 700, 420])
    expect(spend[1]?.budgetUsd).toBe(2900)
    expect(spend[2]?.budgetUsd).toBeUndefined()
  })

  test('bridges from budget over expectation to the bill; the steps add up', () => {
    const { bridge } = packOf()
    // 31 days at $150 and the credit of 5 October; 30 days before at $150.
    expect(bridge).toMatchObject({ month: '2026-10', budgetUsd: 4500, actualUsd: 3720 })
    expect(bridge?.expectedUsd).toBeCloseTo(4650, 6)
    const sum = bridge?.steps.reduce((total, { usd }) => total + usd, 0)
    expect(sum).toBeCloseTo(3720 - 4650, 6)
    expect(bridge?.steps.find(({ step }) => step === 'credits')?.usd).toBeCloseTo(-930, 6)
  })

  test('tells price from use and mix where costs by resource are known', () => {
    const rate = (usageType: string, usdPerResourceDay: number, usd: number) => ({
      service: 'rds',
      usageType,
      usdPerResourceDay,
      usd,
    })
    // 30 days: 4 large at $10 and 2 small at $5 a day. Then 31 days: 3 large at $11, 3 small at $5.
    const before = [rate('large', 10, 1200), rate('small', 5, 300)]
    const after = [rate('large', 11, 1023), rate('small', 5, 465)]
    const serviceDays = keyDays('rds', (day) => (day < '2026-10-01' ? 50 : 48))
    const { bridge } = packOf({ rates: { before, after }, serviceDays, recordDays: [] })
    const usd = Object.fromEntries(bridge?.steps.map(({ step, usd }) => [step, usd]) ?? [])
    expect(usd.price).toBeCloseTo(3 * 31 * 1, 6)
    expect(usd.mix).toBeCloseTo((93 - 186 * (2 / 3)) * 10 + (93 - 186 / 3) * 5, 6)
    expect((usd.price ?? 0) + (usd.mix ?? 0) + (usd.usage ?? 0)).toBeCloseTo(31 * (48 - 50), 6)
  })

  test('says of the week that passed what was forecast and what came, the worst first', () => {
    const weekOf = (name: string, median: number, actual: (number | null)[]) => {
      const { resource, recommendation } = fleetRow(name)
      const flat = (value: number) => Array.from({ length: 7 }, () => value)
      return {
        resourceId: resource.id,
        dimension: recommendation.bindingDimension ?? ('cpu' as const),
        forecastMs: reviewNowMs - 8 * dayMs,
        fromMs: reviewNowMs - 7 * dayMs,
        low: flat(median * 0.9),
        median: flat(median),
        high: flat(median * 1.1),
        actual,
      }
    }
    const published = [
      weekOf('orders-primary', 10, [10, 10, 10, 10, 10, 10, null]),
      weekOf('etl-warehouse-pg', 10, [12, 12, 12, 12, 12, 12, 10]),
    ]
    const { accuracy } = packOf({ published })
    expect(accuracy).toMatchObject({ days: 13, inside80: 7 })
    expect(accuracy.resources.map(({ name, days }) => [name, days])).toEqual([
      ['etl-warehouse-pg', 7],
      ['orders-primary', 6],
    ])
    expect(accuracy.resources[0]?.error).toBeCloseTo(12 / 82, 3)
  })

  test('tells since the last pack what runs out now, moved and went', () => {
    const previous = packOf({ nowMs: reviewNowMs - 7 * dayMs })
    const calm = {
      ...previous,
      runsOut: previous.runsOut
        .filter(({ name }) => name !== 'orders-primary')
        .map((row) =>
          row.name === 'catalog-pg' ? { ...row, summary: { ...row.summary, medianDays: 10 } } : row,
        )
        .concat([{ ...fleetRowAsGone }]),
      items: previous.items.filter(({ name }) => name !== 'orders-primary'),
    }
    const { changes, previousWeek } = packOf({ previous: calm })
    expect(previousWeek).toBe(previous.week)
    const kinds = Object.fromEntries(changes.map(({ name, kind }) => [name, kind]))
    expect(kinds).toMatchObject({
      'orders-primary': 'now-runs-out',
      'catalog-pg': 'date-moved',
      lost: 'gone',
    })
  })

  test('lists what ends within 180 days, the soonest first', () => {
    const plan = (id: string, days: number) => ({
      id,
      kind: 'savings-plan' as const,
      accountId: '111122223333',
      appliesTo: 'compute',
      committedHourlyUsd: 31.5,
      startMs: 0,
      endMs: reviewNowMs + days * dayMs,
      payment: 'No Upfront',
      state: 'active',
    })
    const row = decisionRow('orders-primary', {
      verdict: 'accept-risk',
      approver: 'Priya',
      expiresMs: reviewNowMs + 40 * dayMs,
    })
    const { ends } = packOf({
      commitments: [plan('far', 181), plan('near', 179), plan('over', -1)],
      decided: [{ row, standing: { state: 'stands' } }],
    })
    expect(ends.map(({ name }) => name)).toEqual(['orders-primary', 'Savings Plan near'])
    expect(ends[1]?.text).toContain('$756 a day')
  })

  test('shows a team its own rows alone, and nothing that sums over others', () => {
    const pack = packOf()
    const own = cutReview(pack, ['checkout'])
    const names = new Set(pack.items.filter(({ team }) => team === 'checkout').map(({ name }) => name))
    expect(own.items.map(({ name }) => name)).toEqual([...names])
    const text = JSON.stringify(own)
    for (const { name, team } of [...pack.items, ...pack.runsOut]) {
      if (team !== 'checkout') expect(text).not.toContain(JSON.stringify(name))
    }
    expect(own.spend.map(({ team }) => team)).toEqual(['checkout'])
    expect(own.bridge).toBeUndefined()
    expect(own.teams).toEqual(['checkout'])
  })
})

const { recommendation: lostSummary } = fleetRow('orders-primary')
const fleetRowAsGone = {
  resourceId: 'lost',
  name: 'lost',
  resourceClass: 'rds-instance' as const,
  accountName: 'prod-core',
  region: 'us-east-1',
  summary: lostSummary,
}

test('an item of the agenda keeps its options and enough of its series to draw the chart again', () => {
  const item = agendaOf(packOf())[0]
  if (item === undefined) throw new Error('no agenda')
  const filled = withEvidence(item, detailFixture())
  expect(filled.recommendation?.options.length).toBeGreaterThan(1)
  expect(filled.series?.history.peak).toHaveLength(120)
  expect(filled.series?.forecast?.peak).toHaveLength(180 * 10)
  expect(JSON.parse(JSON.stringify(filled))).toEqual(filled)
  expect(JSON.stringify(filled).length).toBeLessThan(60_000)
})
