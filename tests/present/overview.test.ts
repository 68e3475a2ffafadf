import { describe, expect, test } from 'vitest'
import type { FleetRow } from '#lib/model/fleet.ts'
import { presentOverview } from '#lib/present/overview.ts'
import type { OverviewInput } from '#lib/present/overview-facts.ts'
import { plainText } from '#lib/present/sentence.ts'
import {
  costsFixture,
  emptyCosts,
  fixtureNowMs,
  fleetFixture,
  freshnessFixture,
} from '../support/fleet-fixture.ts'
import { expectGolden } from '../support/golden.ts'

const input: OverviewInput = {
  rows: fleetFixture(),
  freshness: freshnessFixture(),
  costs: costsFixture(),
  policyHorizonDays: 90,
  nowMs: fixtureNowMs,
}

function only(keep: (row: FleetRow) => boolean): OverviewInput {
  return { ...input, rows: input.rows.filter(keep) }
}

describe('the overview of the fixture fleet', () => {
  const view = presentOverview(input)

  test('answers in two sentences with their numbers', () => {
    // Upsizes of what runs out: 40,180 + 236 + 569 + 0 + 175. Savings: 32,062 + 15,021 + 7,738 + 5,466 + 2,865 + 182.
    expect(plainText(view.lede)).toBe(
      '5 of 42 shared resources will probably reach their safe limit by 20 February. ' +
        'Keeping them safe costs $41,160/mo, 1 other upsize $212/mo; 6 right-sizing changes give back $63,334/mo at list price.',
    )
  })

  test('has five tiles, none of them about forecasts that held', () => {
    expect(view.kpis.map(({ title, value }) => [title, value])).toEqual([
      ['Likely to run out in 90 days', '5'],
      ['First to run out, median', '30 Dec'],
      ['Savings ready to take, list price', '$63.3k'],
      ['Run-rate, all services', expect.stringMatching(/^\$1\.\d\dM$/)],
      ['Next decision due', '10 Dec'],
    ])
  })

  test('compares only resources that have an earlier run', () => {
    // etl-warehouse-pg (was watch) and catalog-pg (was right-sized) are new, search-asg is resolved.
    expect(view.kpis[0]?.detail).toBe('+1 since 15 Nov: 2 new, 1 resolved')
  })

  test('lists what runs out by chance, each with its interval', () => {
    const rows = view.runsOut?.rows ?? []
    expect(rows.map(({ chance }) => chance)).toEqual(['>99%', '90%', '80%', '70%', '50%'])
    for (const row of rows) {
      expect(row.dots.days).toHaveLength(20)
      expect(row.interval).toMatch(/ – /)
      expect(row.dots.label).toContain(row.median)
    }
    expect(rows[2]).toMatchObject({
      limitedBy: 'CPU 68 of 80%',
      changeTo: 'db.m7g.4xlarge',
      changeUsd: '+$569/mo',
    })
    expect(view.runsOut?.watchCount).toBe(3)
  })

  test('says what changed, risks first', () => {
    const items = view.changes?.items ?? []
    expect(items.map(({ kind, name, title }) => [kind, name ?? '', title])).toEqual([
      ['risk', 'etl-warehouse-pg', 'now likely to run out'],
      ['risk', 'orders-primary', 'is 31 days earlier'],
      ['risk', 'catalog-pg', 'now likely to run out'],
      ['resolved', 'search-asg', 'no longer likely to run out'],
      ['saving', '', '1 resource is newly oversized'],
      ['fleet', '', '4 resources created'],
    ])
  })

  test('the waterfall adds up to its net and keeps upsizes apart', () => {
    const { steps = [], net } = view.waterfall ?? {}
    const total = steps.reduce((sum, { deltaUsd }) => sum + deltaUsd, 0)
    expect(total).toBeCloseTo(net?.deltaUsd ?? Number.NaN, 6)
    expect(steps.at(-1)).toMatchObject({ name: 'Other upsizes', count: 1, amount: '+$212' })
    expect(steps.at(-2)).toMatchObject({ name: 'Upsizes, runs out', count: 4, amount: '+$41,160' })
    expect(steps.slice(0, -2).every(({ deltaUsd }) => deltaUsd < 0)).toBe(true)
  })

  test('the largest savings come first and name the chance afterwards', () => {
    expect(view.savings?.rows[0]).toMatchObject({
      name: 'ml-a100-usw2',
      from: 'p4d.24xlarge × 6',
      to: 'p4d.24xlarge × 4',
      saves: '$32,062',
      chance: '6%',
    })
    expect(view.savings?.footer).toBe('6 savings in all')
  })

  test('the strip counts every resource and draws those whose use is known', () => {
    const rows = view.strip?.rows ?? []
    expect(rows.reduce((sum, { count }) => sum + count, 0)).toBe(42)
    expect(rows.reduce((sum, { dots }) => sum + dots.length, 0)).toBe(39)
    const legend = (view.strip?.legend ?? []).map(({ text }) => Number(text.split(' ').at(-1)))
    expect(legend.reduce((sum, value) => sum + value, 0)).toBe(42)
  })

  test('spend is history in whole weeks with the estimated week marked', () => {
    expect(view.spend?.points).toHaveLength(57)
    expect(view.spend?.points.filter(({ estimated }) => estimated)).toHaveLength(1)
    expect(view.spend?.untagged).toBe('12%')
    const months = view.spend?.months ?? []
    expect(months[0]).toMatchObject({ name: 'Nov 2026', note: '21 of 30 days, partly estimated' })
    expect(months[1]).toMatchObject({ name: 'Oct 2026', note: '' })
    expect(months.at(-1)).toMatchObject({ name: 'Oct 2025', note: '14 of 31 days' })
  })

  test('a waiting resource is said, and nothing reads itself again', () => {
    expect(view.progress).toMatchObject({ title: '1 resource waits for the next forecast run', live: false })
  })

  test('is the golden view (rewrite with GOLDEN=1)', () => {
    expectGolden('present/overview', view)
  })
})

describe('an overview without some of its data', () => {
  test('before anything is found it says where it looks and shows no numbers', () => {
    const view = presentOverview({
      ...input,
      rows: [],
      costs: emptyCosts(),
      freshness: freshnessFixture({
        samplesToMs: undefined,
        backfill: { done: 0, total: 0 },
        running: [{ job: 'inventory', done: 1, total: 4, note: 'prod-core' }],
      }),
    })
    expect(plainText(view.lede)).toBe('Looking for resources in 4 accounts.')
    expect(view.kpis).toEqual([])
    expect(view.progress?.jobs).toEqual([{ name: 'inventory', text: '1 of 4 (25%), prod-core', share: 0.25 }])
    for (const part of ['runsOut', 'changes', 'spend', 'waterfall', 'savings', 'strip'] as const) {
      expect(view[part]).toBeUndefined()
    }
  })

  test('during the first pull it counts what is there', () => {
    const view = presentOverview({
      ...input,
      rows: input.rows.map(({ resource, accountName }) => ({ resource, accountName })),
      freshness: freshnessFixture({
        backfill: { done: 150, total: 600 },
        running: [{ job: 'pull', done: 0, total: 0, note: '' }],
      }),
    })
    expect(plainText(view.lede)).toContain('42 shared resources found in 4 accounts')
    expect(view.progress).toMatchObject({ title: 'First pull under way', share: 0.25, live: true })
    expect(view.progress?.text).toBe(
      '0 of 42 resources decided; found: 9 EC2, 11 ASG, 9 GPU, 13 RDS; history: 150 of 600 series complete',
    )
    expect(view.kpis.map(({ title }) => title)).toEqual(['Run-rate, all services'])
  })

  test('runs of one job in several places are one line', () => {
    const running = [
      { job: 'pull', done: 3, total: 10, note: '' },
      { job: 'pull', done: 2, total: 10, note: 'us-east-1' },
      { job: 'costs', done: 0, total: 0, note: '' },
    ]
    const freshness = freshnessFixture({ running, backfill: { done: 1, total: 600 } })
    expect(presentOverview({ ...input, freshness }).progress?.jobs).toEqual([
      { name: 'pull', text: '5 of 20 (25%), us-east-1', share: 0.25 },
      { name: 'costs', text: '', share: undefined },
    ])
  })

  test('without a risk it names the nearest, with its chance', () => {
    const view = presentOverview(only((row) => row.recommendation?.finding !== 'runs-out'))
    expect(plainText(view.lede)).toMatch(
      /^None of 37 shared resources .* by 20 February; the closest is search-asg, 20%\. /,
    )
    expect(view.runsOut?.empty).toBe('Nothing is likely to run out by 20 Feb. These are the nearest.')
    expect(view.runsOut?.rows.map(({ name }) => name)).toEqual([
      'search-asg',
      'payments-pg',
      'notifications-pg',
    ])
    expect(view.kpis.map(({ title }) => title)).not.toContain('First to run out, median')
  })

  test('without an earlier run there is no comparison', () => {
    const rows = input.rows.map((row) => ({
      ...row,
      recommendation: row.recommendation && { ...row.recommendation, previous: undefined },
    }))
    const view = presentOverview({ ...input, rows })
    expect(view.changes).toBeUndefined()
    expect(view.decisions.map(({ name }) => name).slice(0, 2)).toEqual(['orders-primary', 'ml-h100-use1'])
    expect(view.kpis[0]?.detail).toBe('3 more on watch')
  })

  test('a missing cost series leaves out spend and the run-rate, nothing else', () => {
    const view = presentOverview({ ...input, costs: emptyCosts() })
    expect(view.spend).toBeUndefined()
    expect(view.kpis).toHaveLength(4)
    expect(view.kpis.find(({ title }) => title.startsWith('Savings'))?.detail).toBe('6 changes')
  })

  test('what is above its limit already is said without a date', () => {
    const rows = input.rows.map((row) => {
      const above = { saturationDays: Array<number>(20).fill(0), medianDays: 0, lowDays: 0, highDays: 0 }
      const { recommendation } = row
      if (row.resource.name !== 'catalog-pg' || !recommendation) return row
      return { ...row, recommendation: { ...recommendation, ...above, chanceByHorizon: 1 } }
    })
    const view = presentOverview({ ...input, rows })
    expect(view.kpis[1]).toMatchObject({ title: 'First to run out', value: 'now', name: 'catalog-pg' })
    expect(view.runsOut?.rows[0]).toMatchObject({ name: 'catalog-pg', median: 'above now', interval: '' })
    expect(view.runsOut?.rows[0]?.dots.label).toBe('catalog-pg is above its safe limit now')
  })

  test('a decision whose date has passed is overdue', () => {
    const view = presentOverview({ ...input, nowMs: fixtureNowMs + 25 * 86_400_000 })
    expect(view.kpis.at(-1)).toMatchObject({ value: '10 Dec', unit: 'overdue', tone: 'risk' })
    expect(view.runsOut?.rows.some(({ late }) => late)).toBe(true)
  })

  test('the same problem of two runs is named once', () => {
    const problem = { scope: 'staging', code: 'AccessDenied', text: 'rds:DescribeDBInstances was refused.' }
    const view = presentOverview({
      ...input,
      freshness: freshnessFixture({ problems: [problem, { ...problem }] }),
    })
    expect(view.problems?.problems).toEqual([problem])
    expect(view.problems?.title).toBe('1 problem in 1 place; totals exclude what could not be read')
  })
})
