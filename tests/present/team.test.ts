import { describe, expect, test } from 'vitest'
import type { DecisionRow, FollowUp } from '#lib/model/decision.ts'
import { dayMs } from '#lib/model/time.ts'
import { presentTeam, type TeamInput } from '#lib/present/team.ts'
import { presentTeams, teamHref } from '#lib/present/team-list.ts'
import {
  costsFixture,
  emptyCosts,
  fixtureAsOfMs,
  fixtureNowMs,
  fleetFixture,
  freshnessFixture,
} from '../support/fleet-fixture.ts'
import { hostileStrings } from '../support/hostile-strings.ts'

const own = fleetFixture().filter(({ resource }) => resource.team === 'checkout')

function input(changes: Partial<TeamInput> = {}): TeamInput {
  return {
    team: 'checkout',
    rows: own,
    freshness: freshnessFixture(),
    costs: costsFixture(),
    policyHorizonDays: 90,
    nowMs: fixtureNowMs,
    budgets: [],
    shares: [],
    drivers: [],
    decisions: [],
    followUps: new Map(),
    decided: [],
    ...changes,
  }
}

describe('the page of a team', () => {
  test('says what it has to decide, its tiles the riskiest first', () => {
    const view = presentTeam(input())
    expect(view.decisions[0]?.name).toBe('orders-primary')
    expect(view.tiles).toHaveLength(own.length)
    expect(view.tiles[0]).toMatchObject({
      name: 'orders-primary',
      chance: '80%',
      tone: 'risk',
      used: 'CPU 68 of 80%',
    })
    expect(view.kpis.length).toBeGreaterThan(3)
  })

  test('names what is overdue with owner and days, and asks no question twice', () => {
    const [first] = own
    const decision = {
      id: 1,
      resourceId: first?.resource.id ?? '',
      kind: 'capacity',
      verdict: 'accept',
      atMs: fixtureAsOfMs - 40 * dayMs,
      actor: 'ana',
      reason: '',
      owner: 'Marta',
      dueMs: fixtureNowMs - 6 * dayMs,
      basis: {
        asOfMs: 0,
        finding: 'runs-out',
        chance: null,
        medianMs: null,
        fromLabel: null,
        fromMonthlyUsd: null,
      },
    } as const
    const resource = first?.resource as DecisionRow['resource']
    const row = { decision, resource, accountName: 'a' }
    const view = presentTeam(input({ decided: [{ row, standing: { state: 'stands' } }] }))
    const cells = view.overdue.rows.map((one) => one.map(({ text }) => text))
    expect(cells).toContainEqual([resource.name, 'Marta', 'accepted change 6 days overdue'])
    expect(view.decisions.some(({ id }) => id === resource.id)).toBe(false)
  })

  test('sets spend against the budget of the month', () => {
    const { spend } = presentTeam(
      input({ budgets: [{ team: 'checkout', month: '2026-11', usd: 2_000_000 }] }),
    )
    // 30 days at about $41,000 make $1.25M in a month of 730 hours.
    expect(spend?.text).toMatch(
      /^\$1\.25M\/mo at the rate of the last 30 days: 6\d% of this month’s budget of \$2M\.$/,
    )
    expect(spend?.bars.at(-1)).toMatchObject({ partial: true, budgetUsd: 2_000_000, budget: '$2,000,000' })
    expect(spend?.bars.at(-2)).toMatchObject({ partial: false, budget: '–' })
  })

  test('says which rule split shared clusters, and what of it nobody used', () => {
    const shares = [
      { parentId: 'arn:aws:eks:us-east-1:1:cluster/prod', service: 'EKS', splitUsd: 300, unusedUsd: 100 },
    ]
    const { shares: table } = presentTeam(input({ shares }))
    expect(table.sub).toContain('$400 in 30 days, $100 of it for what nobody used.')
    expect(table.sub).toContain('CPU and memory that they reserve')
    expect(table.rows[0]?.map(({ text }) => text)).toEqual([
      'arn:aws:eks:us-east-1:1:cluster/prod',
      '$300',
      '$100',
      '$400',
    ])
  })

  test('divides the bill by the units of the business of the same days', () => {
    const days = Array.from({ length: 60 }, (_, i) => {
      const day = new Date(fixtureAsOfMs - (60 - i) * dayMs).toISOString().slice(0, 10)
      return { day, usd: i < 30 ? 10 : 20, estimated: false }
    })
    const drivers = [
      { name: 'orders', unit: 'orders', before: 100_000, recent: 100_000 },
      { name: 'tenants', unit: '', recent: 0 },
      { name: 'silent', unit: '' },
    ]
    const owned = own.slice(0, 1)
    const { drivers: table } = presentTeam(input({ rows: owned, costs: { ...emptyCosts(), days }, drivers }))
    // $600 over 100,000 orders = $6 a thousand; $300 before: twice as much. Capacity: its list price of 30 days.
    const monthly = owned[0]?.recommendation?.current?.monthlyUsd ?? Number.NaN
    const capacity = ((monthly / 730) * 24 * 30) / 100
    expect(table.rows.map((cells) => cells.map(({ text }) => text))).toEqual([
      ['orders', '100,000', '$6', '+100%', `$${capacity.toPrecision(3)}`],
      ['tenants', '0', '–', '–', '–'],
      ['silent', 'no samples', '–', '–', '–'],
    ])
  })

  test('sets what was measured beside what was predicted, and marks a risk that rose', () => {
    const basis = {
      asOfMs: 0,
      finding: 'oversized',
      chance: 0.01,
      medianMs: null,
      fromLabel: 'm7g.xlarge',
      fromMonthlyUsd: 200,
      optionLabel: 'm7g.large',
      deltaMonthlyUsd: -100,
    } as const
    const decision = {
      id: 7,
      resourceId: 'r1',
      kind: 'saving',
      verdict: 'accept',
      atMs: fixtureAsOfMs - 40 * dayMs,
      actor: 'ana',
      reason: '',
      owner: 'ben',
      basis,
    } as const
    const row = {
      decision,
      resource: { id: 'r1', name: 'cart', resourceClass: 'ec2-instance', accountId: '1', region: 'x' },
      accountName: 'a',
    } as DecisionRow
    const followUp: FollowUp = {
      decisionId: 7,
      asOfMs: fixtureAsOfMs,
      state: 'confirmed',
      text: '',
      predictedMonthlyUsd: -100,
      measured: { monthlyUsd: -92, lowUsd: -95, highUsd: -88 },
      risk: { before: 0.01, after: 0.2, risen: true },
    }
    const cellsOf = (followUps: TeamInput['followUps']) =>
      presentTeam(input({ decisions: [row], followUps })).applied.rows[0]
    const cells = cellsOf(new Map([[7, followUp]]))
    expect(cells?.map(({ text }) => text)).toEqual(['cart', '13 Oct', '−$100', '−$92', '1% → 20%'])
    expect(cells?.at(-1)?.tone).toBe('risk')
    expect(cells?.[3]?.sub).toBe('−$95 to −$88')
    expect(cellsOf(new Map())?.map(({ text }) => text)).toEqual([
      'cart',
      '13 Oct',
      '−$100',
      'not yet changed',
      '–',
    ])
  })

  test('of a team without anything says why each part is empty', () => {
    const view = presentTeam(input({ rows: [], costs: emptyCosts() }))
    expect(
      [view.shares, view.drivers, view.applied].map(
        ({ rows, empty }) => `${rows.length} ${empty.text.length > 20}`,
      ),
    ).toEqual(['0 true', '0 true', '0 true'])
    expect(JSON.stringify(view)).not.toMatch(/NaN|Infinity|undefined/)
  })
})

describe('the list of teams', () => {
  test('stands by name, with what each owns and is billed', () => {
    const teams = presentTeams({
      rows: fleetFixture(),
      costs: costsFixture(),
      budgets: [{ team: 'checkout', month: '2026-11', usd: 90_000 }],
      nowMs: fixtureNowMs,
    })
    expect(teams.map(({ team }) => team)).toEqual(
      [...teams.map(({ team }) => team)].sort((a, b) => a.localeCompare(b, 'en')),
    )
    expect(teams.find(({ team }) => team === 'checkout')).toMatchObject({
      resources: String(own.length),
      runsOut: '1',
      risky: true,
      spend: '$90k',
      budget: '$90k',
    })
    expect(teams.every(({ team }) => team !== '')).toBe(true)
  })

  test.each(hostileStrings)('links to $what and back', ({ text, kept = text }) => {
    const href = teamHref(text)
    expect(href).toMatch(/^\/teams\/[^/?#\s]*$/)
    expect(decodeURIComponent(href.slice('/teams/'.length)).replaceAll('\0', '')).toBe(kept)
  })
})
