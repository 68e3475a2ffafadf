import type { Budget } from '@aws-sdk/client-budgets'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { scopeOfBudget } from '#lib/collect/budgets/budget-scope.ts'
import { ownershipReader, tagRules } from '#lib/collect/ownership-rules.ts'
import { dayMs } from '#lib/model/time.ts'
import type { WorldBudget } from '#lib/simulate/world-budget.ts'
import { tinyAccounts, tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'

const hub = '111122223333'
const monthly = { type: 'COST', timeUnit: 'MONTHLY', unit: 'USD', filters: {} } as const
const startMs = tinyNowMs - 400 * dayMs

/** More than a page holds, and whatever else AWS Budgets may hold. */
const budgets: readonly WorldBudget[] = [
  { ...monthly, name: 'payments', amount: 1200.5, filters: { TagKeyValue: ['user:team$payments'] }, startMs },
  { ...monthly, name: 'shop', amount: 900, filters: { LinkedAccount: ['444455556666'] }, startMs },
  {
    ...monthly,
    name: 'planned',
    planned: [9, 10, 11].map((month, i) => ({ fromMs: Date.UTC(2026, month, 1), amount: 100 * (i + 1) })),
    startMs,
  },
  { ...monthly, name: 'ended', amount: 1, startMs, endMs: Date.UTC(2026, 10, 1) },
  { ...monthly, name: 'to come', amount: 1, startMs: Date.UTC(2026, 11, 1) },
  { ...monthly, name: 'quarter', timeUnit: 'QUARTERLY', amount: 1, startMs },
  { ...monthly, name: 'rupees', unit: 'INR', amount: 1, startMs },
  { ...monthly, name: 'hours', type: 'USAGE', unit: 'Hrs', amount: 1, startMs },
  ...Array.from({ length: 120 }, (_, i) => ({ ...monthly, name: `more ${i}`, amount: i, startMs })),
]

const worldOf = (deniedActions: readonly string[]) => ({
  ...tinyWorld,
  accounts: tinyAccounts.map((account) => ({ ...account, deniedActions })),
  things: (({ accountId }, kind) => (kind === 'budget' && accountId === hub ? budgets : [])) as NonNullable<
    typeof tinyWorld.things
  >,
})

let opened: Opened
beforeAll(async () => {
  opened = await openTiny({ world: worldOf([]) })
})
afterAll(() => opened.close())

describe('budgets of AWS Budgets', () => {
  test('are read page by page: this month, and the months to come of a plan', async () => {
    const { budgets: found, complete } = await opened.collector.budgets(
      opened.account('management'),
      tinyNowMs,
    )
    expect(complete).toBe(true)
    expect(found).toHaveLength(4 + 120)
    expect(found.slice(0, 4)).toEqual([
      {
        name: 'payments',
        payerId: hub,
        month: '2026-11',
        usd: 1200.5,
        scope: { kind: 'team', team: 'payments' },
      },
      {
        name: 'shop',
        payerId: hub,
        month: '2026-11',
        usd: 900,
        scope: { kind: 'account', accountId: '444455556666' },
      },
      { name: 'planned', payerId: hub, month: '2026-11', usd: 200, scope: { kind: 'workspace' } },
      { name: 'planned', payerId: hub, month: '2026-12', usd: 300, scope: { kind: 'workspace' } },
    ])
    const calls = opened.simulator.ledger.filter(({ service }) => service === 'budgets')
    expect(calls.map(({ action, region }) => `${action} ${region}`)).toEqual([
      'budgets:ViewBudget us-east-1',
      'budgets:ViewBudget us-east-1',
    ])
  })

  test('of quarters and other currencies are counted and left out', async () => {
    const { problems } = await opened.collector.budgets(opened.account('management'), tinyNowMs)
    expect(problems.map(({ code, text }) => `${code}: ${text}`)).toEqual([
      expect.stringMatching(/^budget-left-out: 2 cost budgets are not imported/),
    ])
  })

  test('that are refused are a named problem, and nothing is called gone', async () => {
    const denied = await openTiny({ world: worldOf(['budgets:ViewBudget']) })
    const found = await denied.collector.budgets(denied.account('management'), tinyNowMs)
    await denied.close()
    expect(found).toMatchObject({ budgets: [], complete: false })
    expect(found.problems).toMatchObject([{ code: 'aws-denied', action: 'budgets:ViewBudget' }])
  })
})

describe('what a budget is about', () => {
  const ownerOf = ownershipReader(tagRules(['team', 'owner']), tinyNowMs)
  const scope = (rest: Partial<Budget>) =>
    scopeOfBudget({ BudgetName: 'x', BudgetType: 'COST', TimeUnit: 'MONTHLY', ...rest }, ownerOf)
  const tags = (...values: string[]) => ({ CostFilters: { TagKeyValue: values } })
  const team = (name: string) => ({ kind: 'team', team: name })

  test.each([
    ['no filter', {}, { kind: 'workspace' }],
    ['an empty filter', { CostFilters: { Service: [] } }, { kind: 'workspace' }],
    ['a tag of a team', tags('user:team$search'), team('search')],
    ['the second tag of the rules', tags('user:owner$ml'), team('ml')],
    ['a tag value with a dollar sign', tags('user:team$a$b'), team('a$b')],
    [
      'a tag that is none of ours',
      tags('user:env$prod'),
      { kind: 'part', filter: 'TagKeyValue user:env$prod' },
    ],
    ['two values', tags('user:team$a', 'user:team$b'), expect.objectContaining({ kind: 'part' })],
    ['an account', { CostFilters: { LinkedAccount: ['1'] } }, { kind: 'account', accountId: '1' }],
    [
      'a team in one service',
      { CostFilters: { TagKeyValue: ['user:team$a'], Service: ['Amazon EC2'] } },
      { kind: 'part', filter: 'TagKeyValue user:team$a; Service Amazon EC2' },
    ],
    ['an expression of a tag', { FilterExpression: { Tags: { Key: 'team', Values: ['a'] } } }, team('a')],
    [
      'an expression of an account',
      { FilterExpression: { Dimensions: { Key: 'LINKED_ACCOUNT', Values: ['1'] } } },
      { kind: 'account', accountId: '1' },
    ],
    [
      'an expression of a service',
      { FilterExpression: { Dimensions: { Key: 'SERVICE', Values: ['Amazon EC2'] } } },
      { kind: 'part', filter: 'SERVICE Amazon EC2' },
    ],
    [
      'everything but a team',
      { FilterExpression: { Not: { Tags: { Key: 'team', Values: ['a'] } } } },
      { kind: 'part', filter: 'a filter expression' },
    ],
    [
      'an absent tag',
      { FilterExpression: { Tags: { Key: 'team', Values: ['a'], MatchOptions: ['ABSENT'] } } },
      { kind: 'part', filter: 'a filter expression' },
    ],
  ] as const)('by %s', (_name, budget, expected) => {
    expect(scope(budget as Partial<Budget>)).toEqual(expected)
  })
})
