import { describe, expect, test } from 'vitest'
import { drawFan } from '#lib/draw/fan.ts'
import type { ResourceDetail } from '#lib/model/fleet.ts'
import { dayMs } from '#lib/model/time.ts'
import { presentResource, type ResourceInput } from '#lib/present/resource.ts'
import { parseResourceQuery } from '#lib/present/resource-query.ts'
import { plainText } from '#lib/present/sentence.ts'
import {
  abstainedFixture,
  detailFixture,
  freshness,
  hostileFixture,
  hostileText,
  oversizedFixture,
  recommendation,
  resource,
} from '#tests/support/detail-fixture.ts'
import { nowMs } from '#tests/support/detail-series.ts'

function view(detail: ResourceDetail, asked: Partial<ResourceInput> = {}) {
  return presentResource({ detail, freshness, horizonDays: 90, nowMs, ...asked })
}

describe('the page of a resource that runs out', () => {
  const shown = view(detailFixture())

  test('names the finding with its dimension, and the facts', () => {
    expect(shown.finding).toEqual({ label: 'Likely to run out: CPU', tone: 'risk' })
    expect(shown.facts).toEqual([
      ['RDS for PostgreSQL 16.6, Multi-AZ'],
      ['db.r7g.2xlarge', '8 vCPU', '64 GiB'],
      ['checkout', 'tier 2'],
      ['prod-core', 'us-east-1'],
    ])
  })

  test('draws the binding dimension in percent of its capacity, over 120 and 180 days', () => {
    expect(shown.chart?.title).toBe('CPU demand, % of 8 vCPU')
    const fan = shown.chart?.fan
    expect(fan?.daily).toHaveLength(120)
    expect(fan?.forecast?.median).toHaveLength(180)
    expect((fan?.endMs ?? 0) - (fan?.startMs ?? 0)).toBe(300 * dayMs)
    expect(fan?.limit.at(-1)?.value).toBeCloseTo(80, 6)
    expect(fan?.capacity.at(-1)?.value).toBeCloseTo(100, 6)
  })

  test('a resize in the window is a step of capacity and limit', () => {
    const { capacity = [], limit = [] } = shown.chart?.fan ?? {}
    expect(capacity.map((step) => step.value)).toEqual([50, 100])
    expect(limit.map((step) => step.value)).toEqual([40, 80])
    expect(capacity.map((step) => step.label)).toEqual(['4 vCPU', '8 vCPU'])
  })

  test('the missing days are one labelled block and not a value', () => {
    expect(shown.chart?.fan.gaps.map((gap) => gap.label)).toEqual(['2 Sep – 5 Sep'])
    const from = (Date.UTC(2026, 8, 2) - (shown.chart?.fan.startMs ?? 0)) / dayMs
    expect(shown.chart?.fan.smooth.slice(from, from + 4)).toEqual([null, null, null, null])
  })

  test('bands are nested at every day', () => {
    const { bands = [], median = [] } = shown.chart?.fan.forecast ?? {}
    const [b95, b80, b50] = bands
    median.forEach((middle, i) => {
      const edges = [b95?.low[i], b80?.low[i], b50?.low[i], middle, b50?.high[i], b80?.high[i], b95?.high[i]]
      expect(edges).toEqual([...edges].sort((a, b) => (a ?? 0) - (b ?? 0)))
    })
  })

  test('the table has a row a week: measured first, then low, median and high', () => {
    const weeks = shown.chart?.weeks ?? []
    const measured = weeks.filter((week) => week.measured !== '')
    const ahead = weeks.filter((week) => week.median !== '')
    expect(measured).toHaveLength(17)
    expect(ahead).toHaveLength(26)
    expect(ahead[0]?.day).toBe('2026-11-22')
    expect(weeks.map((week) => week.day)).toEqual(weeks.map((week) => week.day).sort())
  })

  test('compares the sizes before and after', () => {
    const rows = Object.fromEntries((shown.decision?.rows ?? []).map((row) => [row.label, row]))
    expect(shown.decision).toMatchObject({ from: 'db.r7g.2xlarge', to: 'db.m7g.4xlarge' })
    expect(rows['Breach by 20 Feb']).toMatchObject({
      now: '82%',
      after: '3%',
      change: '−79 pp',
      tone: 'save',
    })
    expect(rows['vCPU / GiB']).toMatchObject({ now: '8 / 64', after: '16 / 64' })
    expect(rows['$/mo']).toMatchObject({ now: '$2,214', after: '$2,783', change: '+$569' })
    expect(rows['CPU p95']).toMatchObject({ now: '68%', after: '34%' })
    const terms = Object.fromEntries((shown.decision?.terms ?? []).map((t) => [t.term, plainText(t.text)]))
    expect(terms['Decide by']).toContain('11 Dec 2026')
    expect(terms.Downtime).toBe('failover, 35 to 70 s')
  })

  test('marks the current and the recommended candidate and says why others were refused', () => {
    const rows = shown.candidates?.rows ?? []
    expect(rows.map((row) => row.mark)).toEqual([undefined, 'current', undefined, 'recommended', undefined])
    expect(rows[0]).toMatchObject({ chanceText: '>99%', delta: '−$698', saves: true, tone: 'risk' })
    expect(rows[1]).toMatchObject({ delta: '–', effort: '–', note: '' })
    expect(rows[2]?.note).toBe('CPU would breach with a chance of 22%, accepted 3%.')
    expect(shown.candidates?.refused).toBe(
      '11 more sizes refused: previous generation (5), burstable class (4), not offered here (2)',
    )
  })

  test('the likeliest dimension comes first and unknown ones are named', () => {
    expect(shown.dimensions.map((item) => item.title)[0]).toBe('CPU')
    expect(shown.dimensions[0]).toMatchObject({ binding: true, tone: 'risk', used: '68%' })
    expect(shown.dimensions).toHaveLength(4)
    expect(shown.unknown).toBe(
      'Not known: Connections (No samples of this dimension have been collected). The chances cover the other dimensions only.',
    )
  })

  test('says in words what the forecast stands on', () => {
    const terms = Object.fromEntries((shown.built?.terms ?? []).map((term) => [term.term, term.text]))
    expect(terms.Coverage).toBe('97% of the expected samples in the lookback')
    expect(terms.Models).toBe('damped trend 62%, seasonal naive 38%')
    expect(terms.Backtest).toBe(
      'Tested 9 times on its own past: errors 23% smaller than its usual change from one week to the next (MASE 0.77); 83% of what came was inside the 80% interval.',
    )
  })

  test('lists the capacity changes newest first with their source; the first one is assumed', () => {
    expect(shown.history).toMatchObject([
      { day: '4 Aug 2026', size: 'db.r7g.2xlarge', source: 'RDS event', actor: 'terraform-apply' },
      { day: 'before 4 Aug 2026', size: 'db.r7g.xlarge', assumed: true },
    ])
  })
})

describe('what the address asks for', () => {
  test.each([
    [{}, { horizonDays: 90, dropped: [] }],
    [
      { dim: 'memory', h: '30' },
      { dimension: 'memory', horizonDays: 30, dropped: [] },
    ],
    [
      { dim: ['cpu', 'memory'], h: '180' },
      { dimension: 'cpu', horizonDays: 180, dropped: [] },
    ],
  ])('%o is read as %o', (query, expected) => {
    expect(parseResourceQuery(query)).toEqual({ dimension: undefined, ...expected })
  })

  test('unknown values are dropped with a notice', () => {
    const query = parseResourceQuery({ dim: 'karma', h: '91' })
    expect(query).toMatchObject({ dimension: undefined, horizonDays: 90 })
    expect(view(detailFixture(), query).notices).toEqual([
      'The dimension "karma" is not known and was left out.',
      'The horizon "91" is not one of 30, 90, 180 days and was left out.',
    ])
  })

  test('links keep the order of the query and leave defaults out', () => {
    const shown = view(detailFixture(), { dimension: 'memory', horizonDays: 30 })
    const links = Object.fromEntries(shown.tabs.map((tab) => [tab.dimension, tab.href]))
    expect(links.cpu).toBe('/resources/r4f2a91c07?h=30')
    expect(links.iops).toBe('/resources/r4f2a91c07?dim=iops&h=30')
    expect(shown.horizons.map((horizon) => horizon.href)).toEqual([
      '/resources/r4f2a91c07?dim=memory&h=30',
      '/resources/r4f2a91c07?dim=memory',
      '/resources/r4f2a91c07?dim=memory&h=180',
    ])
    expect(shown.chart?.title).toBe('Memory demand, % of 64 GiB')
  })

  test('the horizon decides which dots are red and which chance stands beside them', () => {
    const chances = ([30, 90, 180] as const).map(
      (horizonDays) => view(detailFixture(), { horizonDays }).dimensions[0]?.chance,
    )
    const numbers = chances.map((text) => Number(text?.replace(/\D/g, '')))
    expect(numbers).toEqual([...numbers].sort((a, b) => a - b))
    expect(new Set(numbers).size).toBe(3)
  })

  test('a dimension without samples falls back to the binding one', () => {
    expect(view(detailFixture(), { dimension: 'connections' }).chart?.title).toContain('CPU')
  })
})

describe('states', () => {
  test('no forecast: the reason, what is needed and when, the history, and no sizes', () => {
    const shown = view(abstainedFixture())
    expect(plainText(shown.lede)).toBe(
      'Only 5 of 7 days of samples so far. The first forecast can be made on 24 November.',
    )
    expect(shown.finding).toEqual({ label: 'No forecast', tone: 'no' })
    expect(shown.chart?.fan.forecast).toBeUndefined()
    expect(shown.chart?.fan.smooth.filter((value) => value !== null).length).toBeGreaterThan(2)
    expect(shown).toMatchObject({ decision: undefined, candidates: undefined })
  })

  test('nothing collected yet: no chart, and no made-up numbers', () => {
    const shown = view({ ...detailFixture(), dimensions: [], changes: [], recommendation: undefined })
    expect(shown.chart).toBeUndefined()
    expect(shown.tabs).toEqual([])
    expect(plainText(shown.lede)).toBe('No recommendation yet: the first forecast has not run.')
  })

  test('a member leads to its group', () => {
    const member = {
      ...detailFixture(),
      recommendation: undefined,
      resource: { ...resource, memberOf: 'abc' },
    }
    expect(view(member).memberOfHref).toBe('/resources/abc')
  })

  test('widened intervals, old forecasts, problems of the account and a running back-fill are said', () => {
    const detail = detailFixture()
    const dimensions = detail.dimensions.map((item) => ({
      ...item,
      forecast: item.forecast && { ...item.forecast, widened: true, asOfMs: nowMs - 3 * dayMs },
    }))
    const notices = view(
      { ...detail, dimensions },
      {
        freshness: {
          ...freshness,
          backfill: { done: 1, total: 3 },
          problems: [
            { scope: '111122223333', code: 'aws-denied', text: 'AccessDenied.', action: 'Grant it.' },
            { scope: '111122223333/eu-west-1', code: 'aws-denied', text: 'Another region.' },
            { scope: '999988887777', code: 'aws-denied', text: 'Another account.' },
          ],
        },
      },
    ).notices.join(' ')
    expect(notices).toContain('AccessDenied. Grant it.')
    expect(notices).not.toMatch(/Another (account|region)/)
    expect(notices).toContain('3 days old')
    expect(notices).toContain('widened')
    expect(notices).toContain('still being pulled')
  })

  test('without a recommended size the card says why to keep what there is', () => {
    const kept = {
      ...recommendation,
      finding: 'right-sized' as const,
      recommended: undefined,
      current: recommendation.current && { ...recommendation.current, chance: 0.01 },
    }
    const shown = view(detailFixture({ recommendation: kept }))
    expect(shown.decision).toMatchObject({ from: 'db.r7g.2xlarge', rows: [] })
    expect(shown.decision?.to).toBeUndefined()
    expect(shown.decision?.keep).toBe(
      'Its 1% chance of a breach is within the accepted 3%, and no other size is worth a change.',
    )
  })

  test('one dimension alone is not compared with itself', () => {
    const shown = view(oversizedFixture())
    expect(shown.dimensions).toEqual([])
    expect(shown.notices.join(' ')).toContain('Not known: Connections')
  })

  test('no team tag is said', () => {
    const shown = view(detailFixture({ resource: { ...resource, team: undefined } }))
    expect(shown.facts[2]).toEqual(['no team tag', 'tier 2'])
  })
})

test('hostile names stay text, apart from each other', () => {
  const shown = view(hostileFixture())
  expect(shown.facts[2]?.[0]).toBe(hostileText)
  if (!shown.chart) throw new Error('the chart of the hostile fixture is missing')
  expect(drawFan(shown.chart.fan, 966)).not.toMatch(/<img|onerror="/)
  expect(shown.history[0]?.actor).toContain('<img')
})
