import { describe, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import type { TrackRow } from '#lib/model/track-record.ts'
import { presentAccuracy } from '#lib/present/accuracy.ts'
import { plainText } from '#lib/present/sentence.ts'

const nowMs = Date.parse('2026-11-25T06:00:00Z')

function row(changes: Partial<TrackRow>): TrackRow {
  return {
    resourceId: 'a',
    name: 'orders-pg',
    resourceClass: 'rds-instance',
    team: 'checkout',
    dimension: 'cpu',
    asOfMs: nowMs - 30 * dayMs,
    origin: 'hindsight',
    horizonDays: 28,
    days: 14,
    mase: 1,
    inside80: 11,
    inside90: 13,
    bias: 0,
    ...changes,
  }
}

describe('the accuracy page', () => {
  test('says that nothing can be scored before the first forecast day has passed', () => {
    const view = presentAccuracy([], nowMs)
    expect(plainText(view.lede)).toContain('No forecast can be scored yet')
    expect(view).toMatchObject({ horizons: [], classes: [], teams: [], misses: [] })
    expect(view.chart).toBeUndefined()
  })

  test('pools coverage by day and not by forecast', () => {
    // 10 of 10 and 0 of 30: 10 of 40 days, not the mean of 100 % and 0 %
    const rows = [
      row({ days: 10, inside80: 10, inside90: 10 }),
      row({ days: 30, inside80: 0, inside90: 0, resourceId: 'b' }),
    ]
    expect(plainText(presentAccuracy(rows, nowMs).lede)).toMatch(/^25% of 40 days/)
  })

  test('keeps hindsight apart from what was published, and says on which it stands', () => {
    const hindsight = row({})
    const published = row({ origin: 'published', horizonDays: 1, days: 1, inside80: 0, inside90: 0 })
    const view = presentAccuracy([hindsight, published], nowMs)
    expect(view.horizons.map(({ origin }) => origin)).toEqual(['published', 'hindsight'])
    expect(view.why).toContain('1 published day so far: this stands on hindsight')
    expect(view.chart?.published[0]).toEqual({ label: '1', share: 0 })
    expect(view.chart?.hindsight[0]).toEqual({ label: '1', share: null })
  })

  test('stands on published forecasts once enough of their days have passed', () => {
    const published = row({ origin: 'published', days: 1000, inside80: 800, inside90: 900 })
    const view = presentAccuracy([row({ inside80: 0 }), published], nowMs)
    expect(plainText(view.lede)).toMatch(/^80% of 1,000 forecast days/)
    expect(view.why).toMatch(/^The intervals hold as often as they say/)
  })

  test.each([
    { inside80: 70, says: 'too narrow' },
    { inside80: 80, says: 'hold as often as they say' },
    { inside80: 95, says: 'wider than they need be' },
  ])('judges the width of the intervals: $inside80 of 100 days inside', ({ inside80, says }) => {
    expect(presentAccuracy([row({ days: 100, inside80, inside90: 95 })], nowMs).why).toContain(says)
  })

  test('names the worst misses, with a link to their dimension', () => {
    const rows = [
      row({}),
      row({ resourceId: 'b', name: 'audit-pg', dimension: 'storage', inside80: 2, inside90: 4, bias: 0.2 }),
      row({ resourceId: 'c', name: 'cart-pg', inside80: 6, inside90: 9 }),
      row({ resourceId: 'd', name: 'few-days', days: 3, inside80: 0, inside90: 0 }),
    ]
    const { misses } = presentAccuracy(rows, nowMs)
    expect(misses.map(({ name }) => name)).toEqual(['audit-pg', 'cart-pg'])
    expect(misses[0]).toMatchObject({ href: '/resources/b?dim=storage', inside: '14%', bias: '+20%' })
  })
})
