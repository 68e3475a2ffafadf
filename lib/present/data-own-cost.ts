import type { DataInput } from './data-input.ts'
import { amount, cell, type DataTable, later } from './data-table.ts'
import { count, dayWithYear, usd } from './format.ts'
import { classWords } from './words.ts'

/** Why viewers of some teams find a table empty. */
export const ofTheWhole = {
  title: 'Not shown to viewers of some teams',
  text: 'It is of the whole organization; those who see all teams see it.',
}

/** Before a pull: calls and dollars a month by account and class, and the cap. */
export function predictedTable({ economics, cost, teamsOnly }: DataInput): DataTable {
  const cap = economics?.capUsdMonthly
  const capText =
    cap === undefined ? 'no cap' : `cap ${usd(cap)}/mo${economics?.aboveCap ? ', exceeded' : ''}`
  return {
    key: 'planned-cost',
    title: 'What Headroom costs, predicted',
    sub: economics
      ? `${count(Math.round(economics.callsMonthly))} calls and ${usd(economics.usdMonthly)}/mo, ${capText}; list price`
      : 'By account and class',
    head: ['Account', 'Class', 'Series', 'Billed metrics/mo', '$/mo'],
    numeric: [2, 3, 4],
    rows: (economics?.byAccountAndClass ?? []).map((line) => [
      cell(cost.accountNames.get(line.accountId) ?? line.accountId),
      cell(classWords[line.resourceClass]),
      amount(count(line.series), line.series),
      amount(count(Math.round(line.billedMetricsMonthly)), line.billedMetricsMonthly),
      amount(usd(line.usdMonthly), line.usdMonthly),
    ]),
    empty: teamsOnly ? ofTheWhole : later,
  }
}

/** What is not pulled for the cap; absent where nothing is. */
export function dropTable({ economics }: DataInput): DataTable | undefined {
  if (!economics || economics.dropped.length === 0) return undefined
  return {
    key: 'dropped',
    title: 'Dropped for the cap',
    sub: 'Not pulled',
    head: ['What follows', 'Series', '$/mo'],
    numeric: [1, 2],
    rows: economics.dropped.map((one) => [
      cell(one.text),
      amount(count(one.series), one.series),
      amount(usd(one.usdMonthly), one.usdMonthly),
    ]),
    empty: later,
    wide: true,
  }
}

/** After it: billed by day, calls by action. */
export function ownUseTables({ use }: DataInput): DataTable[] {
  return [
    {
      key: 'own-cost',
      title: 'What Headroom costs, real',
      sub: 'Billed by day, last 30 days, UTC',
      head: ['Day', 'Billed metrics', '$'],
      numeric: [1, 2],
      rows: use.days.map((one) => [
        amount(dayWithYear(Date.parse(one.day)), one.day),
        amount(count(one.billedMetrics), one.billedMetrics),
        amount(usd(one.usd), one.usd),
      ]),
      empty: later,
    },
    {
      key: 'own-calls',
      title: 'Our own calls',
      sub: 'By action, last 30 days',
      head: ['Action', 'Calls'],
      numeric: [1],
      rows: use.actions.map((one) => [cell(one.action), amount(count(one.calls), one.calls)]),
      empty: later,
    },
  ]
}
