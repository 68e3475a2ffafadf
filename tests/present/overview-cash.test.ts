import { describe, expect, test } from 'vitest'
import type { Cash } from '#lib/model/cash.ts'
import type { MadeChange } from '#lib/model/made-change.ts'
import { deltaOf, isSaving } from '#lib/present/fleet.ts'
import { presentOverview } from '#lib/present/overview.ts'
import { cashSentence, savingCash } from '#lib/present/overview-cash.ts'
import { presentHands } from '#lib/present/overview-hands.ts'
import { costsFixture, fixtureNowMs, fleetFixture, freshnessFixture } from '../support/fleet-fixture.ts'

const rows = fleetFixture()
const saving = rows.filter(isSaving)
const untilMs = Date.UTC(2027, 2, 14)
const listUsd = -saving.reduce((sum, row) => sum + deltaOf(row), 0)

/** Half of every saving is cash until March. */
const half = new Map(
  saving.map((row): [string, Cash] => {
    return [row.resource.id, { nowMonthlyUsd: deltaOf(row) / 2, afterMonthlyUsd: deltaOf(row), untilMs }]
  }),
)

describe('how much of the saving is cash', () => {
  test('is the sum over the savings that the overview counts', () => {
    const found = savingCash({ rows, cash: { byResource: half } })
    expect(found).toMatchObject({ untilMs, unknown: 0 })
    expect(found?.listUsd).toBeCloseTo(listUsd, 6)
    expect(found?.cashUsd).toBeCloseTo(listUsd / 2, 6)
  })

  test('is said in the tile and below the savings, with the date', () => {
    const view = presentOverview({
      rows,
      costs: costsFixture(),
      freshness: freshnessFixture(),
      cash: { byResource: half },
      policyHorizonDays: 90,
      nowMs: fixtureNowMs,
    })
    expect(view.kpis.find(({ title }) => title.startsWith('Savings'))?.detail).toMatch(
      /\$[\d.k]+\/mo in cash until 14 Mar 2027$/,
    )
    expect(view.savings?.sub).toMatch(/\$[\d,]+ of the \$[\d,]+\/mo is cash until 14 Mar 2027/)
  })

  test('counts what is not known and never takes it for zero dollars that are known', () => {
    const [first] = saving
    const unknown = new Map(half).set(first?.resource.id ?? '', { nowMonthlyUsd: null, afterMonthlyUsd: 0 })
    const found = savingCash({ rows, cash: { byResource: unknown } })
    expect(found?.unknown).toBe(1)
    expect(found && cashSentence(found)).toContain('Of 1 change the cash is not known.')
  })

  test('is all of it where no commitment holds it back, and absent where it was not worked out', () => {
    expect(cashSentence({ listUsd: 10, cashUsd: 10, unknown: 0 })).toBe('All of it is cash at once: $10/mo.')
    expect(cashSentence({ listUsd: 10, cashUsd: 9, unknown: 0 })).toContain(
      '$9 of the $10/mo is cash at once, after',
    )
    expect(savingCash({ rows })).toBeUndefined()
    expect(savingCash({ rows: [], cash: { byResource: half } })).toBeUndefined()
  })
})

test('who changed what names the change, the day and the caller', () => {
  const change: MadeChange = {
    resourceId: 'a',
    name: 'orders',
    resourceClass: 'rds-instance',
    source: 'cloudtrail',
    atMs: Date.UTC(2026, 10, 20),
    actor: 'deploy-role',
    from: { shape: 'db.m7g.large', count: 1 },
    to: { shape: 'db.m7g.xlarge', count: 1 },
  }
  const made = { ...change, resourceId: 'b', from: undefined, to: { shape: 'm7g.large', count: 3 } }
  const role = { ...made, actor: 'arn:aws:sts::111122223333:assumed-role/deploy/github-actions' }
  const view = presentHands([change, role], fixtureNowMs)
  expect(view.rows[0]).toMatchObject({ what: 'db.m7g.large → db.m7g.xlarge', when: '20 Nov 2026' })
  expect(view.rows[0]?.actor).toBe('deploy-role')
  expect(view.rows[1]).toMatchObject({ what: 'Made as m7g.large × 3', actor: 'deploy/github-actions' })
  expect(view.sub).toContain('by 2 callers')
  expect(presentHands([], fixtureNowMs).rows).toEqual([])
})
