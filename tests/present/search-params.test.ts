import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dimensions } from '#lib/model/capacity.ts'
import { findings } from '#lib/model/recommendation.ts'
import { resourceClasses } from '#lib/model/resource.ts'
import { emptyQuery, type FleetQuery, queryString, sortKeys } from '#lib/present/filters.ts'
import { parseSearch, searchParamsOf } from '../../app/resources/search-params.ts'

fc.configureGlobal({ seed: 20_261_122 })

function read(text: string) {
  return parseSearch(searchParamsOf(new URLSearchParams(text)))
}

describe('the state of the resources page in its URL', () => {
  test('an empty query is the default, without notice', () => {
    expect(read('')).toEqual({ query: emptyQuery, notices: [] })
  })

  test('is written in fixed order without defaults', () => {
    const query: FleetQuery = {
      ...emptyQuery,
      classes: ['rds-instance', 'asg'],
      teams: ['checkout'],
      findings: ['watch'],
      sort: 'cost',
      descending: true,
    }
    expect(queryString(query)).toBe('?class=rds-instance,asg&team=checkout&finding=watch&sort=-cost')
    expect(queryString(emptyQuery)).toBe('')
  })

  test('what is unknown is dropped and named', () => {
    const { query, notices } = read('class=rds-instance,mainframe&sort=luck&colour=red')
    expect(query.classes).toEqual(['rds-instance'])
    expect(query.sort).toBe('risk')
    expect(notices).toEqual([
      'colour=red is not known and was left out.',
      'sort=luck is not known and was left out.',
      'class=mainframe is not known and was left out.',
    ])
  })

  test('huge input is cut, not refused', () => {
    const { query } = read(`q=${'x'.repeat(5000)}&team=${Array(500).fill('t').join(',')}`)
    expect(query.text.length).toBe(256)
    expect(query.teams.length).toBe(50)
  })

  test('every state survives the way through the URL, also with commas and percent signs in names', () => {
    const name = fc
      .string({ minLength: 1, maxLength: 20 })
      .map((text) => text.trim())
      .filter((text) => text !== '')
    const names = fc.uniqueArray(name, { maxLength: 4 })
    const state = fc
      .record({
        classes: fc.subarray([...resourceClasses]),
        accounts: names,
        regions: names,
        teams: names,
        limits: fc.subarray([...dimensions]),
        findings: fc.subarray([...findings]),
        text: fc.string({ maxLength: 60 }).map((text) => text.trim()),
        sort: fc.constantFrom(...sortKeys),
        descending: fc.boolean(),
      })
      .map((query) => ({ ...query, descending: query.sort !== 'risk' && query.descending }))
    fc.assert(
      fc.property(state, (query) => {
        expect(read(queryString(query))).toEqual({ query, notices: [] })
      }),
    )
  })
})
