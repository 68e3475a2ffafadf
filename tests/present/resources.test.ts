import { describe, expect, test } from 'vitest'
import type { FleetRow } from '#lib/model/fleet.ts'
import { emptyQuery, type FleetQuery, sortKeys } from '#lib/present/filters.ts'
import { orderedRows, presentResources, presentStretch, type ResourcesView } from '#lib/present/resources.ts'
import { resourcesCsv } from '#lib/present/resources-csv.ts'
import { fixtureNowMs, fleetFixture } from '../support/fleet-fixture.ts'
import { hostileName } from '../support/fleet-stories.ts'

const rows = fleetFixture()

function present(query: Partial<FleetQuery> = {}): ResourcesView {
  return presentResources({
    rows,
    query: { ...emptyQuery, ...query },
    policyHorizonDays: 90,
    nowMs: fixtureNowMs,
  })
}

/** The fixture many times over, as a fleet of `count`. */
function manyRows(count: number): readonly FleetRow[] {
  return Array.from({ length: count }, (_, i) => {
    const row = rows[i % rows.length] ?? rows[0]
    return row && { ...row, resource: { ...row.resource, id: `${i}`, name: `${row.resource.name}-${i}` } }
  }).filter((row) => row !== undefined)
}

function names(view: ResourcesView): string[] {
  return view.groups.flatMap((group) => group.rows.map(({ name }) => name))
}

describe('facets and filters', () => {
  test('facets add up to all of them', () => {
    const [all, ...rest] = present().facets
    expect(all).toMatchObject({ label: 'All', count: 42, current: true })
    expect(rest.reduce((sum, { count }) => sum + count, 0)).toBe(42)
    expect(rest.map(({ label, count }) => `${label} ${count}`)).toEqual([
      'Runs out 5',
      'Watch 3',
      'Idle 1',
      'Oversized 6',
      'Right-sized 24',
      'No forecast 3',
    ])
  })

  test('facets count under the other filters and keep them in their links', () => {
    const view = present({ classes: ['rds-instance'], findings: ['watch'] })
    const [all, ...rest] = view.facets
    expect(rest.reduce((sum, { count }) => sum + count, 0)).toBe(all?.count)
    expect(all?.href).toBe('/resources?class=rds-instance')
    expect(names(view)).toEqual(['payments-pg', 'notifications-pg'])
  })

  test('a menu offers every value with the rows it would show', () => {
    const menu = present({ regions: ['eu-west-1'] }).menus.find(({ key }) => key === 'regions')
    expect(menu?.value).toBe('eu-west-1')
    expect(menu?.options.map(({ label }) => label)).toEqual(['eu-west-1', 'us-east-1', 'us-west-2'])
    expect(menu?.options.reduce((sum, { count }) => sum + count, 0)).toBe(42)
    expect(menu?.options[1]?.href).toBe('/resources?region=eu-west-1,us-east-1')
    expect(menu?.options[0]?.href).toBe('/resources')
  })

  test.each([
    ['team:checkout', 'orders-primary'],
    ['orders primary', 'orders-primary'],
    ['ORDERS', 'orders-primary'],
    ['rds multi-az storage', undefined],
    ['rds multi-az orders', 'orders-primary'],
    ['db.r7g.2xlarge', 'orders-primary'],
    ['account:prod-ml a100', 'ml-a100-usw2'],
    ['onerror=alert', hostileName],
  ])('the text %j finds it', (text, name) => {
    const found = names(present({ text }))
    if (name === undefined) expect(found).toEqual([])
    else expect(found).toContain(name)
  })

  test('words that only look like a field are searched as they are', () => {
    expect(names(present({ text: 'arn:aws:service:us-west-2:100000000003:thing/8' }))).toEqual([
      'ml-a100-usw2',
    ])
  })

  test('resources without a team can be asked for', () => {
    const view = present({ teams: ['-'] })
    expect(view.matching).toBe(rows.filter(({ resource }) => resource.team === undefined).length)
    expect(view.matching).toBeGreaterThan(1)
  })

  test('no match keeps the filters in view', () => {
    const view = present({ text: 'nothing-is-called-so', regions: ['eu-west-1'] })
    expect(view.matching).toBe(0)
    expect(view.groups).toEqual([])
    expect(view.menus.find(({ key }) => key === 'regions')?.active).toBe(true)
  })
})

describe('the form of the text filter', () => {
  test('keeps every other parameter, in the order of the URL', () => {
    const view = present({
      teams: ['checkout', 'search'],
      findings: ['watch'],
      text: 'x',
      sort: 'cost',
      descending: true,
    })
    expect(view.kept).toEqual([
      ['team', 'checkout,search'],
      ['finding', 'watch'],
      ['sort', '-cost'],
    ])
  })
})

describe('groups', () => {
  test('stand in order of risk and carry count and sum', () => {
    expect(present().groups.map(({ label, count }) => `${label} ${count}`)).toEqual([
      'Runs out 5',
      'Watch 3',
      'Idle 1',
      'Oversized 6',
      'Right-sized 24',
      'No forecast 3',
    ])
    const oversized = present().groups.find(({ finding }) => finding === 'oversized')
    expect(oversized?.note).toMatch(/^saves \$63\.3k of \$\d+k\/mo$/)
  })

  test('list every row, however calm', () => {
    const view = present()
    expect(view.groups.find(({ finding }) => finding === 'right-sized')?.rows).toHaveLength(24)
    expect(names(view)).toHaveLength(42)
    expect(view.long).toBe(false)
  })

  test('savings stand largest first, risks by chance', () => {
    const view = present()
    expect(view.groups[3]?.rows.slice(0, 3).map(({ name }) => name)).toEqual([
      'ml-a100-usw2',
      'ml-notebooks',
      'legacy-monolith',
    ])
    expect(view.groups[0]?.rows.map(({ forecast }) => forecast?.chance)).toEqual([
      '>99%',
      '90%',
      '80%',
      '70%',
      '50%',
    ])
  })

  test('a row without forecast says why and shows no number', () => {
    const silent = present().groups.at(-1)?.rows ?? []
    expect(silent.every(({ forecast, change }) => forecast === undefined && change.delta === '–')).toBe(true)
    expect(silent.map(({ silence }) => silence?.title)).toEqual([
      'Metrics stopped.',
      'Short history.',
      'Waits for its first forecast.',
    ])
  })

  test('an idle resource without a smaller size is asked about, not called right', () => {
    expect(present().groups[2]?.rows[0]?.change).toMatchObject({ to: 'Still needed?', keep: true })
  })
})

describe('a long table', () => {
  const fleet = manyRows(1_000)
  const input = { rows: fleet, query: emptyQuery, policyHorizonDays: 90, nowMs: fixtureNowMs }

  test('comes with its first rows only, and counts all', () => {
    const view = presentResources(input)
    expect(view).toMatchObject({ long: true, matching: 1_000, rowsHref: '/resources/rows?' })
    expect(names(view)).toHaveLength(60)
    expect(view.groups.reduce((sum, { count }) => sum + count, 0)).toBe(1_000)
  })

  test('its stretches put together are the rows of the CSV, in order', () => {
    const ids = Array.from({ length: 10 }, (_, i) => presentStretch(input, { from: i * 100, count: 100 }))
      .flat()
      .map(({ id }) => id)
    expect(ids).toEqual(orderedRows(fleet, emptyQuery).map(({ resource }) => resource.id))
    expect(presentStretch(input, { from: 990, count: 100 })).toHaveLength(10)
    expect(presentStretch(input, { from: 5_000, count: 100 })).toEqual([])
  })

  test('the first of them are those that the page came with', () => {
    const first = presentStretch(input, { from: 0, count: 60 })
    expect(presentResources(input).groups.flatMap((group) => group.rows)).toEqual(first)
  })

  test('reads its stretches under the same filter and order', () => {
    const view = presentResources({ ...input, query: { ...emptyQuery, sort: 'cost', descending: true } })
    expect(view.rowsHref).toBe('/resources/rows?sort=-cost&')
  })
})

describe('sorting', () => {
  test.each(sortKeys.filter((key) => key !== 'risk'))(
    'by %s is total and keeps what is unknown last',
    (sort) => {
      const up = orderedRows(rows, { ...emptyQuery, sort, descending: false })
      const down = orderedRows(rows, { ...emptyQuery, sort, descending: true })
      expect(new Set(up.map(({ resource }) => resource.id)).size).toBe(42)
      expect(new Set(down.map(({ resource }) => resource.id)).size).toBe(42)
    },
  )

  test('a head sorts by its column, turns round, and returns to the default', () => {
    const cost = (query: Partial<FleetQuery>) => present(query).columns.find(({ key }) => key === 'cost')
    expect(cost({})?.href).toBe('/resources?sort=-cost')
    expect(cost({ sort: 'cost', descending: true })).toMatchObject({
      sorted: 'descending',
      href: '/resources?sort=cost',
    })
    expect(cost({ sort: 'cost', descending: false })).toMatchObject({
      sorted: 'ascending',
      href: '/resources',
    })
  })

  test('inside a group the dearest comes first by cost', () => {
    const view = present({ sort: 'cost', descending: true })
    expect(view.groups[1]?.rows.map(({ name }) => name)).toEqual([
      'search-asg',
      'payments-pg',
      'notifications-pg',
    ])
  })
})

describe('the CSV', () => {
  const lines = (query: Partial<FleetQuery> = {}) =>
    resourcesCsv(rows, { ...emptyQuery, ...query })
      .trimEnd()
      .split('\r\n')

  test('holds every row that the filter lists, in the order of the table', () => {
    expect(lines()).toHaveLength(43)
    const rds = lines({ classes: ['rds-instance'], findings: ['runs-out'] }).slice(1)
    expect(rds.map((line) => line.split(',')[1])).toEqual([
      'etl-warehouse-pg',
      'orders-primary',
      'catalog-pg',
    ])
  })

  test('has raw numbers, ISO dates and one column per quantile', () => {
    const [head = '', row = ''] = lines({ text: 'orders-primary' })
    const cells = Object.fromEntries(head.split(',').map((name, i) => [name, row.split(',')[i]]))
    expect(cells).toMatchObject({
      chance_by_horizon: '0.8',
      runs_out_q50: '2027-01-14',
      change_usd_per_month: '569',
      used_share_p95_7d: '0.68',
      // 53 days x exp(0.6 x 1.96) = 171.8 days after 22 Nov 2026.
      'runs_out_q97.5': '2027-05-12',
    })
    expect(head.split(',')).toHaveLength(row.split(',').length)
  })

  test('a hostile name stays one quoted cell', () => {
    expect(lines({ text: 'onerror' })[1]).toContain(`"${hostileName.replaceAll('"', '""')}"`)
  })
})
