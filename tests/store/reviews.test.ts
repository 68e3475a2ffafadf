import { createHash } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#lib/model/actor.ts'
import { system } from '#lib/model/actor.ts'
import type { CostDay } from '#lib/model/cost.ts'
import { dayMs, isoDay } from '#lib/model/time.ts'
import { reviewItems } from '#lib/present/review/review-items.ts'
import { reviewPack } from '#lib/present/review/review-pack.ts'
import { presentReview } from '#lib/present/review/review-view.ts'
import { listAudit } from '#lib/store/audit.ts'
import { database } from '#lib/store/client.ts'
import { noteRestatements } from '#lib/store/cost-notes.ts'
import { saveCosts } from '#lib/store/costs.ts'
import { freezeReview, listReviews, readReview, readReviewBody } from '#lib/store/reviews.ts'
import { withDatabase } from '../support/database.ts'
import { reviewInput, reviewNowMs } from '../support/review-fixture.ts'

withDatabase()

const input = reviewInput()
const pack = reviewPack(input, reviewItems(input))
const checkout: Actor = { id: 'ana', role: 'viewer', teams: ['checkout'] }

beforeEach(async () => {
  await database().pool.query('TRUNCATE review, audit_entry, cost_day, cost_note, cost_read')
})

describe('a frozen review', () => {
  test('comes back as it was, with the hash of its bytes, and is told in the audit log', async () => {
    expect(await freezeReview(system, pack)).toBe(true)
    const review = await readReview(system, pack.week)
    expect(review?.pack).toEqual(JSON.parse(JSON.stringify(pack)))
    const body = (await readReviewBody(system, pack.week)) ?? ''
    expect(createHash('sha256').update(body).digest('hex')).toBe(review?.sha256)
    expect((await listAudit(system, 5))[0]).toMatchObject({
      action: 'review.freeze',
      target: `review/${pack.week}`,
      after: { sha256: review?.sha256 },
    })
  })

  test('is the first of its week: of five at once one is frozen, a later one changes nothing', async () => {
    const frozen = await Promise.all(Array.from({ length: 5 }, () => freezeReview(system, pack)))
    expect(frozen.filter(Boolean)).toHaveLength(1)
    const body = await readReviewBody(system, pack.week)
    expect(await freezeReview(system, { ...pack, asOfMs: pack.asOfMs + dayMs, items: [] })).toBe(false)
    expect(await readReviewBody(system, pack.week)).toBe(body)
    expect(await listAudit(system, 9)).toHaveLength(1)
  })

  test('keeps its bytes when cost is restated, and a note stands beside it', async () => {
    const billed = (usd: number): CostDay[] =>
      Array.from({ length: 31 }, (_, i) => ({
        day: `2026-10-${String(i + 1).padStart(2, '0')}`,
        accountId: '111122223333',
        grouping: 'service',
        key: 'Amazon EC2',
        usd,
        estimated: false,
      }))
    const whole = { fromDay: '2026-10-01', toDay: '2026-11-01', grouping: 'service' as const }
    await saveCosts(billed(150), '2026-11-20', { whole })
    await noteRestatements('2026-11-20', 'cost-explorer')
    await freezeReview(system, pack)
    const before = await readReviewBody(system, pack.week)
    expect((await readReview(system, pack.week))?.notes).toEqual([])

    const observed = isoDay(reviewNowMs + dayMs)
    await saveCosts(billed(170), observed, { whole })
    await noteRestatements(observed, 'cost-explorer')
    expect(await readReviewBody(system, pack.week)).toBe(before)
    const review = await readReview(system, pack.week)
    expect(review?.notes).toEqual([
      { month: '2026-10', observedDay: observed, beforeUsd: 31 * 150, afterUsd: 31 * 170 },
    ])
    if (!review) throw new Error('no review')
    const view = presentReview({ ...review, decided: [], mayDecide: false, nowMs: reviewNowMs })
    expect(view.notes).toEqual([
      'AWS restated the cost of Oct 2026 on 24 Nov: $4,650 became $5,270 (+$620). This review keeps the figures it was frozen with.',
    ])
  })

  test('shows a team its own rows alone, and the frozen bytes to nobody who sees only some', async () => {
    await freezeReview(system, pack)
    const own = await readReview(checkout, pack.week)
    expect(own?.pack.items.every(({ team }) => team === 'checkout')).toBe(true)
    expect(own?.pack.items.length).toBeGreaterThan(0)
    expect(own?.notes).toEqual([])
    expect(await readReviewBody(checkout, pack.week)).toBeUndefined()
    expect(await listReviews(checkout)).toEqual([{ week: pack.week, frozenMs: pack.asOfMs }])
    expect(await listReviews(system)).toMatchObject([{ week: pack.week, decided: 0 }])
  })

  test('of a week without one is none', async () => {
    expect(await readReview(system, '2026-W01')).toBeUndefined()
    expect(await readReview(system, '\0')).toBeUndefined()
  })
})
