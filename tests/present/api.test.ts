import { describe, expect, test } from 'vitest'
import { presentApiDetail } from '#lib/present/api-detail.ts'
import { presentApiOverview, presentApiTeams } from '#lib/present/api-overview.ts'
import { unknownParameters } from '#lib/present/api-parameters.ts'
import { presentResourcesPage } from '#lib/present/api-resources.ts'
import {
  overviewSchema,
  resourceDetailSchema,
  resourcesSchema,
  teamsSchema,
} from '#lib/present/api-schemas.ts'
import { emptyQuery } from '#lib/present/filters.ts'
import { presentResources } from '#lib/present/resources.ts'
import { resourcesCsv } from '#lib/present/resources-csv.ts'
import { detailFixture, recommendation } from '../support/detail-fixture.ts'
import { costsFixture, fixtureNowMs, fleetFixture } from '../support/fleet-fixture.ts'
import { wholePage } from '../support/whole-page.ts'

const rows = fleetFixture()

function page(given: Partial<Parameters<typeof presentResourcesPage>[0]>) {
  const result = presentResourcesPage({ rows, query: emptyQuery, pageSize: 1_000, ...given })
  if (typeof result === 'string') throw new Error(result)
  return result
}

const cursorOf = (next: string | null) =>
  next === null ? undefined : (new URL(next, 'http://x').searchParams.get('cursor') ?? undefined)

describe('the API', () => {
  test('lists the rows of the CSV in its order, with its numbers', () => {
    const { items } = page({})
    const [head = '', ...lines] = resourcesCsv(rows, emptyQuery).trimEnd().split('\r\n')
    const names = head.split(',')
    expect(items.length).toBe(rows.length)
    expect(lines.length).toBe(rows.length)
    items.forEach((item, i) => {
      const cells = (lines[i] ?? '')
        .match(/("([^"]|"")*"|[^,]*)(,|$)/g)
        ?.map((cell) => cell.replace(/,$/, ''))
      const cell = (name: string) => cells?.[names.indexOf(name)]
      expect(cell('id')).toBe(item.id)
      expect(cell('chance_by_horizon')).toBe(String(item.chanceByHorizon ?? ''))
      expect(cell('runs_out_q50')).toBe(item.runsOut.q50 ?? '')
      expect(cell('decide_by')).toBe(item.decideBy ?? '')
      expect(cell('usd_per_month')).toBe(String(item.monthlyUsd ?? ''))
    })
  })

  test('answers as its schemas say', () => {
    resourcesSchema.parse(page({}))
    overviewSchema.parse(presentApiOverview(rows, costsFixture()))
    teamsSchema.parse(wholePage(presentApiTeams(rows, costsFixture())))
  })

  test('counts what the facets of the page count', () => {
    const view = presentResources({ rows, query: emptyQuery, policyHorizonDays: 90, nowMs: fixtureNowMs })
    const counts = presentApiOverview(rows, costsFixture()).findings.map(({ count }) => count)
    expect(counts.filter((count) => count > 0).sort()).toEqual(
      view.facets
        .slice(1)
        .map(({ count }) => count)
        .sort(),
    )
  })

  test('pages give every row once and in order while rows are added', () => {
    const seen: string[] = []
    let cursor: string | undefined
    let fleet = rows
    do {
      const { items, next } = page({ rows: fleet, pageSize: 5, cursor })
      seen.push(...items.map(({ id }) => id))
      cursor = cursorOf(next)
      const [model] = rows
      if (model)
        fleet = [
          { ...model, resource: { ...model.resource, id: `new-${fleet.length}`, name: 'a' } },
          ...fleet,
        ]
    } while (cursor)
    const old = seen.filter((id) => !id.startsWith('new-'))
    expect(old).toEqual(page({}).items.map(({ id }) => id))
    expect(new Set(seen).size).toBe(seen.length)
  })

  test('refuses a cursor of another query, of a row that is gone, and nonsense', () => {
    const cursor = cursorOf(page({ pageSize: 5 }).next)
    const ask = (given: object) =>
      presentResourcesPage({ rows, query: emptyQuery, pageSize: 5, cursor, ...given })
    expect(ask({ query: { ...emptyQuery, text: 'x' } })).toContain('not one of this query')
    expect(ask({ rows: [] })).toContain('no longer listed')
    expect(ask({ cursor: 'nonsense' })).toContain('not one of this query')
  })

  test('names a parameter that is not known and the nearest one', () => {
    expect(unknownParameters(['clas'], ['class', 'team'])).toEqual([
      '"clas" is not a parameter: did you mean "class"?',
    ])
    expect(unknownParameters(['class'], ['class'])).toEqual([])
  })

  test('tells what an option changes in Terraform code, and nothing of the present size', () => {
    const { options } = resourceDetailSchema.parse(presentApiDetail(detailFixture()))
    const recommended = options.find(({ id }) => id === recommendation.recommended?.id)
    expect(recommended?.terraform).toEqual([
      {
        address: 'aws_db_instance.orders_primary',
        attribute: 'instance_class',
        from: recommendation.current?.shape,
        to: recommendation.recommended?.shape,
      },
    ])
    expect(options.find(({ id }) => id === recommendation.current?.id)?.terraform).toEqual([])
  })
})
