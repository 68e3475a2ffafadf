import { expect, test } from 'vitest'
import type { Budget } from '#lib/model/budget.ts'
import { budgetTable } from '#lib/present/data-budgets.ts'

const nowMs = Date.UTC(2026, 10, 25)
const accountNames = new Map([['444455556666', 'shop']])
const budget = (rest: Partial<Budget>): Budget => ({
  source: 'aws-budgets',
  name: 'n',
  month: '2026-11',
  usd: 1200,
  scope: { kind: 'workspace' },
  overruled: false,
  ...rest,
})

test('budgets of this month are told with what they are for and where they come from', () => {
  const budgets = [
    budget({ scope: { kind: 'team', team: 'payments' }, overruled: true }),
    budget({ scope: { kind: 'account', accountId: '444455556666' } }),
    budget({ scope: { kind: 'part', filter: 'Service Amazon EC2' } }),
    budget({ month: '2026-12' }),
  ]
  const { sub, rows } = budgetTable({ budgets, accountNames, nowMs })
  expect(sub).toBe('Of Nov 2026, with 1 later month known')
  expect(rows).toEqual([
    [
      { text: 'payments', sub: 'team' },
      { text: 'AWS Budgets', sub: 'n: headroom.yaml names another for this month, and that one counts' },
      { text: '$1,200' },
    ],
    [{ text: 'shop', sub: 'account' }, { text: 'AWS Budgets', sub: 'n' }, { text: '$1,200' }],
    [
      { text: 'A part of the bill', sub: 'Service Amazon EC2' },
      { text: 'AWS Budgets', sub: 'n' },
      { text: '$1,200' },
    ],
  ])
})
