import { describe, expect, test } from 'vitest'
import { presentFound } from '#lib/present/find.ts'
import { fleetFixture } from '../support/fleet-fixture.ts'
import { hostileName } from '../support/fleet-stories.ts'

const rows = fleetFixture()
const names = (text: string) => presentFound(rows, text).resources.map(({ name }) => name)

describe('finding by name', () => {
  test('every word must be in the name, in any case and order', () => {
    expect(names('orders')).toContain('orders-primary')
    expect(names('PRIMARY orders')).toEqual(['orders-primary'])
    expect(names('orders nothing')).toEqual([])
  })

  test('what begins with the text comes first, then what is most at risk', () => {
    const found = presentFound(rows, 'pg').resources
    const risks = found.map(({ href }) => {
      const row = rows.find(({ resource }) => href === `/resources/${resource.id}`)
      return row?.recommendation?.chanceByHorizon ?? 0
    })
    expect(found.length).toBeGreaterThan(3)
    expect(risks).toEqual(risks.toSorted((a, b) => b - a))
    expect(names('search')[0]).toMatch(/^search/)
  })

  test('says of what is at risk what it is likely to come to', () => {
    const [found] = presentFound(rows, 'orders-primary').resources
    expect(found).toMatchObject({ state: 'Runs out, 80%', resourceClass: 'rds-instance' })
    expect(found?.sub).toContain('checkout')
  })

  test('teams are found with how much they own', () => {
    const { teams } = presentFound(rows, 'check')
    const owned = rows.filter(({ resource }) => resource.team === 'checkout').length
    expect(teams).toEqual([{ href: '/teams/checkout', name: 'checkout', sub: `Team, ${owned} resources` }])
  })

  test('lists at most eight resources and four teams, and nothing for no text', () => {
    const found = presentFound(rows, 'e')
    expect(found.resources).toHaveLength(8)
    expect(found.teams.length).toBeLessThanOrEqual(4)
    expect(presentFound(rows, '  ')).toEqual({ resources: [], teams: [] })
  })

  test('a hostile name is only a name', () => {
    expect(names('onerror')).toEqual([hostileName])
  })
})
