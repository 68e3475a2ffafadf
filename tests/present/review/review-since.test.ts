import { describe, expect, test } from 'vitest'
import type { FleetRow } from '#lib/model/fleet.ts'
import { dayMs } from '#lib/model/time.ts'
import { reviewItems } from '#lib/present/review/review-items.ts'
import { reviewPack } from '#lib/present/review/review-pack.ts'
import { changesSince, presentSince } from '#lib/present/review/review-since.ts'
import { reviewInput } from '../../support/review-fixture.ts'

const input = reviewInput()
const pack = reviewPack(input, reviewItems(input))
const nowMs = input.nowMs + 3 * dayMs

/** The fleet of the pack with one resource changed, or taken out. */
function fleet(name: string, change: (row: FleetRow) => FleetRow | undefined): FleetRow[] {
  return input.rows.flatMap((row) => (row.resource.name === name ? (change(row) ?? []) : [row]))
}

const withSummary = (row: FleetRow, summary: Partial<NonNullable<FleetRow['recommendation']>>): FleetRow => ({
  ...row,
  ...(row.recommendation && { recommendation: { ...row.recommendation, ...summary } }),
})

describe('the fleet against a frozen review', () => {
  test('without a change says so', () => {
    const view = presentSince({ rows: input.rows, pack, nowMs })
    expect(view.table.rows).toEqual([])
    expect(view.lede[0]?.text).toContain('Nothing moved')
    expect(changesSince({ rows: input.rows, pack, nowMs }).items).toEqual([])
  })

  test('says what no longer runs out, and leads to it', () => {
    const rows = fleet('orders-primary', (row) =>
      withSummary(row, { finding: 'right-sized', chanceByHorizon: 0.01 }),
    )
    const view = presentSince({ rows, pack, nowMs })
    expect(view.table.rows[0]?.map(({ text }) => text)).toEqual([
      'orders-primary',
      'checkout',
      'no longer likely to run out',
      'Now right-sized, chance 1%.',
    ])
    expect(view.hrefs[0]).toMatch(/^\/resources\//)
    expect(changesSince({ rows, pack, nowMs }).items[0]).toMatchObject({
      kind: 'resolved',
      name: 'orders-primary',
    })
  })

  test('a date that came nearer is bad news, one that moved away is good', () => {
    const moved = (days: number) => {
      const rows = fleet('orders-primary', (row) =>
        withSummary(row, { medianDays: (row.recommendation?.medianDays ?? 0) + days }),
      )
      return changesSince({ rows, pack, nowMs }).items[0]
    }
    expect(moved(-20)).toMatchObject({ kind: 'risk', title: 'runs out on another date' })
    expect(moved(20)).toMatchObject({ kind: 'resolved' })
    expect(moved(20)?.text).toMatch(/^20 days later: median .* → .*\.$/)
    expect(moved(3)).toBeUndefined()
  })

  test('what is gone is named and leads nowhere, what is new is told', () => {
    const gone = presentSince({ rows: fleet('orders-primary', () => undefined), pack, nowMs })
    expect(gone.table.rows[0]?.[2]?.text).toBe('is gone')
    expect(gone.hrefs).toEqual([undefined])
    const rows = input.rows.map((row, i) =>
      i === 0 ? { ...row, resource: { ...row.resource, createdMs: input.nowMs + dayMs } } : row,
    )
    const added = presentSince({ rows, pack, nowMs })
    expect(added.table.rows.map((cells) => cells[2]?.text)).toEqual(['is new'])
    expect(added.lede.map(({ text }) => text).join('')).toMatch(
      /^1 change since the review of .*: 1 is new\.$/,
    )
  })
})
