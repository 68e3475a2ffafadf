import { describe, expect, test } from 'vitest'
import { billedTeam, linesWithTeams, withTeams } from '#lib/collect/billed-teams.ts'
import type { CostDay, ResourceCost } from '#lib/model/cost.ts'
import type { OwnershipRules, TeamRule } from '#lib/model/ownership.ts'

const rulesOf = (...teams: TeamRule[]): OwnershipRules => ({ teams, tiers: [], exemptions: [] })
const spelled: TeamRule = { kind: 'tag', tag: 'team', values: new Map([['pay', 'payments']]) }
const owner: TeamRule = { kind: 'tag', tag: 'owner', values: new Map([['ops', 'platform']]) }
const labs: TeamRule = { kind: 'account', accountId: '2', team: 'labs' }

describe('the team on a bill', () => {
  test.each<{
    what: string
    rules: OwnershipRules | undefined
    account: string
    value: string
    team: string
  }>([
    { what: 'as it is without rules', rules: undefined, account: '1', value: 'pay', team: 'pay' },
    { what: 'by its spelling', rules: rulesOf(spelled), account: '1', value: 'pay', team: 'payments' },
    {
      what: 'by the spelling of a later tag',
      rules: rulesOf(spelled, owner),
      account: '1',
      value: 'ops',
      team: 'platform',
    },
    {
      what: 'as it is where no spelling names it',
      rules: rulesOf(spelled),
      account: '1',
      value: 'web',
      team: 'web',
    },
    {
      what: 'of the account where untagged',
      rules: rulesOf(spelled, labs),
      account: '2',
      value: '',
      team: 'labs',
    },
    {
      what: 'of the tag before the account',
      rules: rulesOf(spelled, labs),
      account: '2',
      value: 'web',
      team: 'web',
    },
    {
      what: 'of the account before the tag',
      rules: rulesOf(labs, spelled),
      account: '2',
      value: 'web',
      team: 'labs',
    },
    {
      what: 'nobody where untagged elsewhere',
      rules: rulesOf(spelled, labs),
      account: '1',
      value: '',
      team: '',
    },
  ])('is $what', ({ rules, account, value, team }) => {
    expect(billedTeam(rules)(account, value)).toBe(team)
  })
})

const day = (key: string, usd: number, grouping: CostDay['grouping'] = 'team'): CostDay => ({
  ...{ day: '2026-11-20', accountId: '1', grouping, key, usd, amortizedUsd: usd, netUsd: usd },
  estimated: false,
})

test('spellings of one team add up, and the total stays', () => {
  const teamOf = billedTeam(rulesOf(spelled))
  expect(withTeams([day('pay', 3), day('payments', 4), day('', 2)], teamOf)).toEqual([
    day('payments', 7),
    day('', 2),
  ])
  const services = [day('pay', 3, 'service')]
  expect(withTeams(services, teamOf)).toBe(services)
})

test('lines of one resource under two spellings are one line', () => {
  const line = (team: string, usd: number): ResourceCost => ({
    ...{ day: '2026-11-20', accountId: '1', service: 'EC2', usageType: 'Box', resourceId: 'i-1', team },
    ...{ recordType: 'Usage', usd, amortizedUsd: usd * 2, netUsd: usd / 2 },
  })
  const lines = linesWithTeams(
    [line('pay', 3), line('payments', 4), line('web', 1)],
    billedTeam(rulesOf(spelled)),
  )
  expect(lines).toEqual([line('payments', 7), line('web', 1)])
})
