import { expect, test } from 'vitest'
import { presentTeamCosts } from '#lib/present/team-costs.ts'

const input = {
  lines: [
    { accountId: '1', team: 'checkout', usd: 600 },
    { accountId: '2', team: 'checkout', usd: 150 },
    { accountId: '1', team: 'search', usd: 1000 },
    { accountId: '1', usd: 250 },
  ],
  attribution: 'at-the-time',
  fromDay: '2026-10-26',
  toDay: '2026-11-25',
  nowMs: Date.parse('2026-11-25T06:00:00Z'),
} as const

test('cost of resources by team, the dearest first, the untagged share with its name', () => {
  const view = presentTeamCosts(input)
  expect(view?.rows).toEqual([
    { team: 'search', usd: '$1,000', share: '50%', accounts: 1 },
    { team: 'checkout', usd: '$750', share: '38%', accounts: 2 },
    { team: 'Untagged', usd: '$250', share: '13%', accounts: 1 },
  ])
  expect(view?.total).toBe('$2,000')
  expect(view?.sub).toContain('26 Oct – 24 Nov')
  expect(view?.sub).toContain('the team it was tagged for then')
})

test('by the tags of today it says so, and without a resource on the bill there is nothing to show', () => {
  expect(presentTeamCosts({ ...input, attribution: 'as-tagged-today' })?.sub).toContain('the team of today')
  expect(presentTeamCosts({ ...input, lines: [] })).toBeUndefined()
})
