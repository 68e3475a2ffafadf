import { describe, expect, test } from 'vitest'
import {
  firstMonths,
  planControls,
  planDays,
  planResources,
  type StaleMonth,
} from '#lib/collect/costs/cost-plan.ts'
import { addMonths, type CostGrouping, costGroupings } from '#lib/model/cost.ts'

const today = '2026-11-22'
const stale = (month: string, grouping: CostGrouping, unread = false): StaleMonth => ({
  month,
  grouping,
  unread,
})
const nothing = { stale: [], estimatedMonths: [] }
const daysOf = (grouping: CostGrouping, ...args: Parameters<typeof planDays>) =>
  planDays(...args)
    .filter((query) => query.grouping === grouping)
    .map(({ fromDay, toDay }) => `${fromDay} ${toDay}`)

describe('totals of months', () => {
  const asked = (...args: Parameters<typeof planControls>) =>
    planControls(...args).map(({ grouping }) => grouping)
  const all = {
    'record-type': '2026-11-21',
    service: '2026-11-20',
    team: '2026-11-20',
    'usage-type': '2026-11-15',
  }

  test('are those of services and record types at first, 13 whole months and the current one', () => {
    const plan = planControls(today, { last: {}, stale: [] })
    expect(plan.map(({ grouping }) => grouping)).toEqual(['record-type', 'service'])
    for (const query of plan)
      expect(query).toMatchObject({ fromDay: '2025-10-01', toDay: today, granularity: 'month' })
    const again = { 'record-type': today, service: today }
    expect(planControls(today, { last: again, stale: [] })).toEqual([])
  })

  test('are those of all from the second day on', () => {
    const last = { 'record-type': '2026-11-21', service: '2026-11-21' }
    expect(asked(today, { last, stale: [] })).toEqual(['record-type', 'team', 'usage-type'])
  })

  test('are not waited for by the newest months of usage types and teams', () => {
    const months = ['2026-11-01', '2026-10-01', '2026-09-01']
    const first = firstMonths(today, { 'record-type': today, service: today })
    expect(first).toEqual([
      ...months.map((month) => stale(month, 'usage-type', true)),
      ...months.map((month) => stale(month, 'team', true)),
    ])
    expect(daysOf('usage-type', today, { ...nothing, stale: first })).toEqual(['2026-09-01 2026-11-22'])
    expect(firstMonths(today, all)).toEqual([])
  })

  test('are read by record type every day, by the others after seven', () => {
    expect(asked(today, { last: all, stale: [] })).toEqual(['record-type', 'usage-type'])
    expect(asked(today, { last: { ...all, 'record-type': today, 'usage-type': today }, stale: [] })).toEqual(
      [],
    )
  })

  test('are all read when one by record type moved, once a day', () => {
    const moved = [stale('2026-06-01', 'record-type')]
    expect(asked(today, { last: { ...all, 'record-type': today }, stale: moved })).toEqual([
      'service',
      'team',
      'usage-type',
    ])
    const read = Object.fromEntries(costGroupings.map((grouping) => [grouping, today]))
    expect(asked(today, { last: read, stale: moved })).toEqual([])
  })

  test('that are not settled, or were never read day by day, are no sign of a restatement', () => {
    const last = { ...all, 'record-type': today, 'usage-type': today }
    expect(asked(today, { last, stale: [stale('2026-11-01', 'record-type')] })).toEqual([])
    expect(asked(today, { last, stale: [stale('2026-06-01', 'record-type', true)] })).toEqual([])
  })
})

describe('days', () => {
  test('of the current month are always read', () => {
    for (const grouping of costGroupings)
      expect(daysOf(grouping, today, nothing)).toEqual(['2026-11-01 2026-11-22'])
  })

  test('of the month before until the tenth', () => {
    expect(daysOf('team', '2026-11-09', nothing)).toEqual(['2026-10-01 2026-11-09'])
    expect(daysOf('team', '2026-11-10', nothing)).toEqual(['2026-11-01 2026-11-10'])
  })

  test('of the month before on the first, when the current one has none yet', () => {
    expect(daysOf('team', '2026-11-01', nothing)).toEqual(['2026-10-01 2026-11-01'])
  })

  test('of an estimated month until it is not', () => {
    expect(daysOf('team', today, { stale: [], estimatedMonths: ['2026-09-01'] })).toEqual([
      '2026-11-01 2026-11-22',
      '2026-09-01 2026-10-01',
    ])
  })

  test('of stale months in their grouping alone', () => {
    const args = { stale: [stale('2026-03-01', 'team')], estimatedMonths: [] }
    expect(daysOf('team', today, args)).toEqual(['2026-11-01 2026-11-22', '2026-03-01 2026-04-01'])
    expect(daysOf('service', today, args)).toEqual(['2026-11-01 2026-11-22'])
  })

  test('come in whole months, at most three a question, each day once', () => {
    const months = Array.from({ length: 14 }, (_, i) => addMonths(today, -i))
    const args = { stale: months.map((month) => stale(month, 'service', true)), estimatedMonths: [] }
    expect(daysOf('service', today, args)).toEqual([
      '2026-09-01 2026-11-22',
      '2026-06-01 2026-09-01',
      '2026-03-01 2026-06-01',
      '2025-12-01 2026-03-01',
      '2025-10-01 2025-12-01',
    ])
  })

  test('of services come first, then the newest of the others', () => {
    const months = ['2026-01-01', '2025-12-01']
    const every = costGroupings.flatMap((grouping) => months.map((month) => stale(month, grouping)))
    const order = planDays(today, { stale: every, estimatedMonths: [] })
    expect(order.map(({ grouping, toDay }) => (grouping === 'service' ? 'service' : toDay))).toEqual([
      'service',
      'service',
      ...Array(3).fill(today),
      ...Array(3).fill('2026-02-01'),
    ])
  })

  test('older than Cost Explorer keeps are not asked for', () => {
    expect(
      daysOf('service', today, { stale: [stale('2025-09-01', 'service')], estimatedMonths: [] }),
    ).toEqual(['2026-11-01 2026-11-22'])
  })
})

describe('resource level', () => {
  test.each([
    [undefined, '2026-11-08', true],
    ['2026-11-15', '2026-11-08', true],
    ['2026-11-16', '2026-11-18', false],
  ])('last read whole on %s is read from %s', (last, fromDay, whole) => {
    expect(planResources(today, last)).toEqual({ fromDay, toDay: today, whole })
  })
})
