import { describe, expect, test } from 'vitest'
import type { Freeze } from '#lib/model/calendar.ts'
import { earliestMerge } from '#lib/present/merge-time.ts'
import { resource } from '#tests/support/detail-fixture.ts'

const freeze = (from: string, to: string, rest: Partial<Freeze> = {}): Freeze => {
  return {
    name: 'year end',
    fromMs: Date.parse(from),
    toMs: Date.parse(to),
    teams: [],
    accounts: [],
    ...rest,
  }
}
const yearEnd = freeze('2026-12-18T00:00:00Z', '2027-01-04T00:00:00Z')
const windowed = { ...resource, facts: { ...resource.facts, maintenanceWindow: 'sun:03:00-sun:03:30' } }

/** 20 and 27 December 2026 and 3 January 2027 are Sundays. */
const cases: readonly [
  name: string,
  of: typeof resource,
  now: string,
  freezes: readonly Freeze[],
  at: string,
][] = [
  ['no freeze', windowed, '2026-12-14T12:00:00Z', [], '2026-12-14T12:00:00Z'],
  ['applied before the freeze', windowed, '2026-12-10T12:00:00Z', [yearEnd], '2026-12-10T12:00:00Z'],
  [
    'before the freeze, but the next window lies in it: after the last one inside',
    windowed,
    '2026-12-14T12:00:00Z',
    [yearEnd],
    '2027-01-03T03:30:00Z',
  ],
  ['in the freeze', windowed, '2026-12-22T12:00:00Z', [yearEnd], '2027-01-03T03:30:00Z'],
  [
    'in the freeze, after its last window',
    windowed,
    '2027-01-03T12:00:00Z',
    [yearEnd],
    '2027-01-03T12:00:00Z',
  ],
  [
    'no window: at the end of the freeze',
    resource,
    '2026-12-22T12:00:00Z',
    [yearEnd],
    '2027-01-04T00:00:00Z',
  ],
  ['no window, before the freeze', resource, '2026-12-14T12:00:00Z', [yearEnd], '2026-12-14T12:00:00Z'],
  [
    'two freezes, one after the other',
    windowed,
    '2026-12-22T12:00:00Z',
    [freeze('2027-01-08T00:00:00Z', '2027-01-12T00:00:00Z', { name: 'sale' }), yearEnd],
    '2027-01-10T03:30:00Z',
  ],
  [
    'a freeze of another team and of another account',
    windowed,
    '2026-12-22T12:00:00Z',
    [
      { ...yearEnd, teams: ['search'] },
      { ...yearEnd, accounts: ['999988887777'] },
    ],
    '2026-12-22T12:00:00Z',
  ],
  [
    'a freeze of its own team',
    windowed,
    '2026-12-22T12:00:00Z',
    [{ ...yearEnd, teams: ['checkout'] }],
    '2027-01-03T03:30:00Z',
  ],
]

describe('the earliest time of a merge', () => {
  test.each(cases)('%s', (_, of, now, freezes, at) => {
    const merge = earliestMerge(of, freezes, Date.parse(now))
    expect(new Date(merge.atMs).toISOString()).toBe(new Date(at).toISOString())
    expect(merge.text).toMatch(
      at === now ? /^May be merged now/ : /^Not before .* the freeze (year end|sale)\.$/,
    )
  })

  test('a window over the end of the week', () => {
    const late = { ...resource, facts: { maintenanceWindow: 'Sat:23:30-Sun:00:30' } }
    const merge = earliestMerge(late, [yearEnd], Date.parse('2026-12-22T12:00:00Z'))
    expect(new Date(merge.atMs).toISOString()).toBe('2027-01-03T00:30:00.000Z')
  })
})
