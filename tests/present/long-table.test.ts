import { describe, expect, test } from 'vitest'
import { emptyQuery } from '#lib/present/filters.ts'
import { presentResources } from '#lib/present/resources.ts'
import { firstRows, layoutOf, missingStretches } from '../../app/resources/_components/long-table.ts'
import { fixtureNowMs, fleetFixture } from '../support/fleet-fixture.ts'

const rows = fleetFixture()
const { groups } = presentResources({ rows, query: emptyQuery, policyHorizonDays: 90, nowMs: fixtureNowMs })

describe('the lines of a long table', () => {
  const { length, lineAt } = layoutOf(groups)

  test('are the heads of the groups and every row once, in order', () => {
    const lines = Array.from({ length }, (_, i) => lineAt(i))
    expect(length).toBe(rows.length + groups.length)
    expect(lines.flatMap((line) => (line?.kind === 'row' ? [line.at] : []))).toEqual(rows.map((_, i) => i))
    expect(lines.flatMap((line) => (line?.kind === 'group' ? [line.group.finding] : []))).toEqual(
      groups.map(({ finding }) => finding),
    )
  })

  test('a row belongs to the group above it; after the last there is none', () => {
    expect(lineAt(1)).toMatchObject({ kind: 'row', at: 0, group: { finding: groups[0]?.finding } })
    expect(lineAt((groups[0]?.count ?? 0) + 1)).toMatchObject({ kind: 'group' })
    expect(lineAt(length)).toBeUndefined()
  })
})

describe('rows that are read as they come into view', () => {
  test('those that came with the page are known by number', () => {
    const known = firstRows(groups)
    expect([...known.keys()]).toEqual(rows.map((_, i) => i))
    expect(missingStretches([0, 1, 2], known)).toEqual([])
  })

  test('what is missing is asked for in whole stretches, each once', () => {
    expect(missingStretches([98, 99, 100, 101, 350], new Map())).toEqual([0, 1, 3])
  })
})
