import { parse } from 'csv-parse/sync'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Commitment } from '#lib/model/commitment.ts'
import { dayMs } from '#lib/model/time.ts'
import { recommendationsSchema } from '#lib/present/api-schemas.ts'
import { deltaOf } from '#lib/present/fleet.ts'
import { usdDelta } from '#lib/present/format.ts'
import {
  presentRecommendations,
  type RecommendationsInput,
  rankRecommendations,
} from '#lib/present/recommendations.ts'
import { presentApiRecommendations, recommendationsCsv } from '#lib/present/recommendations-export.ts'
import { maxExpectedBreaches, selectionOf, withinStop } from '#lib/present/selection.ts'
import { plainText } from '#lib/present/sentence.ts'
import { cashPlan } from '#lib/recommend/index.ts'
import { fixtureNowMs, fleetFixture } from '../support/fleet-fixture.ts'
import { wholePage } from '../support/whole-page.ts'

const rows = fleetFixture()
const input: RecommendationsInput = {
  rows,
  kind: 'all',
  policyHorizonDays: 90,
  cash: cashPlan({ rows, commitments: [], days: [], nowMs: fixtureNowMs }),
  nowMs: fixtureNowMs,
}
const plan: Commitment = {
  id: 'sp-1',
  kind: 'savings-plan',
  accountId: '1',
  appliesTo: 'compute',
  committedHourlyUsd: 10,
  startMs: fixtureNowMs - 100 * dayMs,
  endMs: fixtureNowMs + 100 * dayMs,
  payment: 'No Upfront',
  state: 'active',
}
const day = (onDemandUsd: number) => ({
  day: '2026-11-20',
  coveredUsd: 100,
  onDemandUsd,
  committedUsd: 240,
  unusedUsd: 0,
})

describe('the ranked changes', () => {
  test('hold every change of the fleet once, safety before money', () => {
    const ranked = rankRecommendations(input)
    const changed = rows.filter(({ recommendation }) => recommendation?.recommended !== undefined)
    expect(ranked.map(({ row }) => row.resource.id).sort()).toEqual(
      changed.map(({ resource }) => resource.id).sort(),
    )
    const safe = rankRecommendations({ ...input, kind: 'safe' })
    const save = rankRecommendations({ ...input, kind: 'save' })
    expect([...safe, ...save].map(({ row }) => row.resource.id)).toEqual(
      ranked.map(({ row }) => row.resource.id),
    )
    expect(ranked.map(({ rank }) => rank)).toEqual(ranked.map((_, i) => i + 1))
    const savings = save.map(({ listUsd }) => listUsd)
    expect(savings).toEqual([...savings].sort((a, b) => a - b))
  })

  test('are the same numbers in the table, the API and the CSV', () => {
    const view = presentRecommendations(input)
    const api = recommendationsSchema.parse(wholePage(presentApiRecommendations(input, [])))
    const lines: Record<string, string>[] = parse(recommendationsCsv(input, []), { columns: true })
    expect(api.total).toBe(view.total)
    expect(lines).toHaveLength(api.items.length)
    view.rows.forEach((row, i) => {
      const item = api.items[i]
      expect(item?.id).toBe(row.id)
      expect(usdDelta(item?.listMonthlyUsd ?? 0)).toBe(row.list)
      expect(lines[i]?.id).toBe(row.id)
      expect(Number(lines[i]?.list_usd_per_month)).toBe(item?.listMonthlyUsd)
      expect(lines[i]?.chance_after).toBe(String(item?.chanceAfter ?? ''))
    })
  })

  test('can be exported for a selection', () => {
    const [first, second] = rankRecommendations(input)
    const ids = [second?.row.resource.id ?? '', first?.row.resource.id ?? '']
    expect(presentApiRecommendations(input, ids).items.map(({ rank }) => rank)).toEqual([1, 2])
  })

  test('say in a sentence what they give back and cost, and when there is none', () => {
    const saved = -rows
      .map(deltaOf)
      .filter((delta) => delta <= -0.5)
      .reduce((sum, delta) => sum + delta, 0)
    expect(plainText(presentRecommendations(input).lede)).toContain(
      `$${Math.round(saved).toLocaleString('en-US')}/mo`,
    )
    expect(plainText(presentRecommendations({ ...input, rows: [] }).lede)).toBe('No change is recommended.')
  })
})

describe('cash', () => {
  test('is what the plan of all changes says, in rows and in sum', () => {
    const days = [day(24)]
    const cash = cashPlan({ rows, commitments: [plan], days, nowMs: fixtureNowMs })
    const view = presentRecommendations({ ...input, cash })
    for (const { id, numbers } of view.rows)
      expect(numbers.cashUsd).toBe(cash.byResource.get(id)?.nowMonthlyUsd)
    const sum = view.rows.reduce((total, { numbers }) => total + (numbers.cashUsd ?? 0), 0)
    expect(view.totals.cash).toBe(usdDelta(sum))
    expect(view.basis).toContain(cash.text)
    expect(view.rows.some(({ numbers }) => (numbers.cashUsd ?? 0) > numbers.listUsd)).toBe(true)
  })

  test('is not known before the coverage of a day is, and never zero for that', () => {
    const cash = cashPlan({ rows, commitments: [plan], days: [], nowMs: fixtureNowMs })
    const view = presentRecommendations({ ...input, cash })
    expect(view.totals.cash).toBe('not known')
    expect(view.rows.filter((row) => row.cash === 'not known').length).toBeGreaterThan(0)
  })
})

describe('a selection', () => {
  test('adds up money and the breaches to be expected', () => {
    const { listUsd, cashUsd, expectedBreaches, detail } = selectionOf([
      { id: 'a', listUsd: -100, cashUsd: -50, chance: 0.02 },
      { id: 'b', listUsd: -40, cashUsd: -40, chance: 0.03 },
    ])
    expect([listUsd, cashUsd, expectedBreaches]).toEqual([-140, -90, 0.05])
    expect(detail).toBe('−$140/mo at list price, −$90/mo in cash; 0.05 breaches to be expected')
  })

  test('whose cash or chance is not known says so, and an unknown chance counts as a breach', () => {
    const unknown = { id: 'a', listUsd: -1, cashUsd: null, chance: null }
    expect(selectionOf([unknown])).toMatchObject({ cashUsd: null, expectedBreaches: 1 })
    expect(withinStop([unknown])).toEqual([])
  })

  test('made by the stop never passes it, and takes from the top', () => {
    const change = fc.record({
      id: fc.uuid(),
      listUsd: fc.double({ min: -1e5, max: 1e5, noNaN: true }),
      cashUsd: fc.constant(null),
      chance: fc.option(fc.double({ min: 0, max: 1, noNaN: true })),
    })
    fc.assert(
      fc.property(fc.array(change), (changes) => {
        const taken = withinStop(changes)
        expect(selectionOf(taken).expectedBreaches).toBeLessThanOrEqual(maxExpectedBreaches + 1e-9)
        const first = changes.find(({ chance }) => chance !== null && chance <= maxExpectedBreaches)
        expect(taken[0]).toBe(first)
      }),
    )
  })
})
