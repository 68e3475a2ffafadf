import { describe, expect, test } from 'vitest'
import type { AccountDiscount } from '#lib/model/discount.ts'
import { recommend } from '#lib/recommend/index.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

const input = sizingInput('rds-instance')
const discount = (paidUsd: number): AccountDiscount => ({
  accountId: input.resource.accountId,
  source: 'cost-explorer',
  fromDay: '2026-10-20',
  toDay: '2026-11-19',
  listUsd: 1000,
  paidUsd,
})
const said = (measured?: AccountDiscount) =>
  recommend({ ...input, discount: measured })
    .evidence.find(({ title }) => title === 'Data')
    ?.text.replace(/^.*(?=Dollars are)/, '')

describe('the prices of a recommendation', () => {
  test('are list prices where no discount is measured, and that is said', () => {
    expect(said()).toBe('Dollars are list prices; the discount of the account is not measured.')
  })

  test('are told after the discount, with its days and its source', () => {
    const usd = recommend(input).current?.monthlyUsd ?? Number.NaN
    const after = Math.round(0.91 * usd).toLocaleString('en-US')
    const text = said(discount(910))
    expect(text).toMatch(
      /^Dollars are list prices\. Account \d+ pays 9\.0% less than list for on-demand usage \(measured .* from Cost Explorer\)/,
    )
    expect(text).toContain(`after it this is $${after}/mo`)
  })

  test('are what the account pays where it has no discount', () => {
    expect(said(discount(1000))).toMatch(/are list prices, and account \d+ pays them: measured/)
  })
})
