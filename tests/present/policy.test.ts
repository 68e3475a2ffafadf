import { describe, expect, test } from 'vitest'
import { defaultPolicy } from '#lib/model/policy.ts'
import { type PolicyInput, presentPolicy } from '#lib/present/policy.ts'
import { fixtureNowMs, fleetFixture } from '../support/fleet-fixture.ts'

const rows = fleetFixture()
const input: PolicyInput = {
  rows,
  policy: defaultPolicy,
  freezes: [],
  events: [],
  budgets: [],
  drivers: [],
  accountNames: new Map(),
  nowMs: fixtureNowMs,
}

function table(key: string, given: Partial<PolicyInput> = {}) {
  const found = presentPolicy({ ...input, ...given }).tables.find((one) => one.key === key)
  if (!found) throw new Error(`no table ${key}`)
  return found
}

describe('targets and their effect', () => {
  test('count the sizes of today that are above the chance their tier accepts', () => {
    const all = table('accepted-risk').rows
    const judged = all.reduce((sum, cells) => sum + Number(cells[2]?.value), 0)
    expect(judged).toBe(rows.filter(({ recommendation }) => recommendation?.current).length)
    for (const [name, accepted, , above] of all) {
      const tier = { 'Tier 1': 'tier-1', 'Tier 2': 'tier-2', 'Tier 3': 'tier-3' }[name?.text ?? '']
      const expected = rows.filter(
        ({ resource, recommendation }) =>
          resource.serviceTier === (tier ?? 'non-production') &&
          (recommendation?.current?.chance ?? 0) > Number(accepted?.value),
      )
      expect(above?.value).toBe(expected.length)
    }
  })

  test('a stricter target never lets more through, a looser one never fewer', () => {
    for (const cells of table('accepted-risk').rows) {
      const [now, half, double] = [cells[3], cells[4], cells[5]].map((one) => Number(one?.value))
      expect(half).toBeGreaterThanOrEqual(now ?? 0)
      expect(double).toBeLessThanOrEqual(now ?? 0)
    }
  })

  test('show the safe limit as what headroom leaves, and who is above it under another', () => {
    const use = (utilization: number, limit = 0.8) => ({
      dimension: 'cpu' as const,
      utilization,
      limit,
      chance: 0,
    })
    const [first] = rows
    if (!first?.recommendation) throw new Error('the fixture begins with a decided row')
    const uses = [use(0.82), use(0.78), use(0.5), use(0.5, 0.45)]
    const fleet = [{ ...first, recommendation: { ...first.recommendation, uses } }]
    const [cells] = table('headroom', { rows: fleet }).rows
    // Above 80 %: 82 %, and the one whose zone leaves 45 %. At 75 % also 78 %; at 85 % only that of the zone.
    expect(cells?.map(({ text }) => text)).toEqual(['CPU', '20%', '80%', '4', '2', '3', '1'])
    expect(cells?.[5]?.sub).toBe('1 resource more')
    expect(cells?.[6]?.sub).toBe('1 resource fewer')
  })
})

describe('the calendar', () => {
  const span = { fromMs: Date.UTC(2026, 10, 24), toMs: Date.UTC(2026, 11, 1), teams: [], accounts: [] }

  test('says which freeze comes next, and which holds changes now', () => {
    const freezes = [{ name: 'Holiday freeze', ...span }]
    expect(presentPolicy({ ...input, freezes }).lede).toContain('The next freeze is Holiday freeze')
    const during = presentPolicy({ ...input, freezes, nowMs: span.fromMs + 1 })
    expect(during.lede).toContain('Holiday freeze holds changes now.')
    expect(table('freezes', { freezes, nowMs: span.toMs }).rows[0]?.at(-1)?.text).toBe('over')
    expect(presentPolicy(input).lede).toContain('No freeze is planned.')
  })

  test('shows an event with its interval and whom it concerns', () => {
    const events = [
      { name: 'Black Friday', ...span, teams: ['checkout'], multiplier: 3.2, low: 2.6, high: 4 },
    ]
    const [cells] = table('events', { events }).rows
    expect(cells?.[0]).toMatchObject({ text: 'Black Friday', sub: 'checkout' })
    expect(cells?.[3]).toMatchObject({ text: '× 3.2', value: 3.2, sub: '80%: 2.6–4' })
  })

  test('says of what is not there how to name it', () => {
    for (const key of ['events', 'freezes', 'drivers'])
      expect(table(key).empty.text).toContain('headroom.yaml')
  })
})
