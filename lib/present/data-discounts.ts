import { type AccountDiscount, discountShare } from '#lib/model/discount.ts'
import { dayMs, dayStart } from '#lib/model/time.ts'
import { sourceWords } from './cost-data.ts'
import { cell, type DataTable } from './data-table.ts'
import { dayWithYear, usd } from './format.ts'

/** What accounts pay for on-demand usage against its list price; accounts without a measurement say so. */
export function discountTable(input: {
  readonly discounts: readonly AccountDiscount[]
  readonly accounts: readonly { readonly id: string; readonly name: string }[]
}): DataTable {
  const { discounts, accounts } = input
  const rows = accounts.map(({ id, name }) => {
    const found = discounts.find(({ accountId }) => accountId === id)
    if (!found) return [cell(name, id), cell('not measured'), cell('none'), cell('none'), cell('none')]
    const { fromDay, toDay, source, listUsd, paidUsd } = found
    const days = `${dayWithYear(dayStart(fromDay))} to ${dayWithYear(dayStart(toDay) - dayMs)}`
    return [
      cell(name, id),
      cell(`${(100 * discountShare(found)).toFixed(1)}%`),
      cell(usd(listUsd)),
      cell(usd(paidUsd)),
      cell(sourceWords[source], days),
    ]
  })
  return {
    key: 'discounts',
    title: 'Discounts of accounts',
    sub: 'Paid for on-demand usage (net unblended) against the list price of the same usage',
    head: ['Account', 'Discount', 'At list', 'Paid', 'Source'],
    numeric: [1, 2, 3],
    rows: discounts.length === 0 ? [] : rows,
    empty: {
      title: 'No discount has been measured',
      text: 'It needs the prices of a region and the bill of the payer; name it in headroom.yaml.',
    },
  }
}
