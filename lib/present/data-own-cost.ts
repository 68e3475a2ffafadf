import type { DataInput } from './data-input.ts'
import { cell, type DataTable, later } from './data-table.ts'
import { count, dayWithYear, usd } from './format.ts'
import { classWords } from './words.ts'

/** Before a pull: calls and dollars a month by account and class, and the cap. */
export function predictedTable({ economics, cost }: DataInput): DataTable {
  const cap = economics?.capUsdMonthly
  const capText =
    cap === undefined ? 'no cap' : `cap ${usd(cap)}/mo${economics?.aboveCap ? ', exceeded' : ''}`
  return {
    title: 'What Headroom costs, predicted',
    sub: economics
      ? `${count(Math.round(economics.callsMonthly))} calls and ${usd(economics.usdMonthly)}/mo, ${capText}; list price`
      : 'By account and class',
    head: ['Account', 'Class', 'Series', 'Billed metrics/mo', '$/mo'],
    numeric: [2, 3, 4],
    rows: (economics?.byAccountAndClass ?? []).map((line) => [
      cell(cost.accountNames.get(line.accountId) ?? line.accountId),
      cell(classWords[line.resourceClass]),
      cell(count(line.series)),
      cell(count(Math.round(line.billedMetricsMonthly))),
      cell(usd(line.usdMonthly)),
    ]),
    empty: later,
  }
}

/** What is not pulled for the cap; absent where nothing is. */
export function dropTable({ economics }: DataInput): DataTable | undefined {
  if (!economics || economics.dropped.length === 0) return undefined
  return {
    title: 'Dropped for the cap',
    sub: 'Not pulled',
    head: ['What follows', 'Series', '$/mo'],
    numeric: [1, 2],
    rows: economics.dropped.map((one) => [
      cell(one.text),
      cell(count(one.series)),
      cell(usd(one.usdMonthly)),
    ]),
    empty: later,
  }
}

/** After it: billed by day, calls by action. */
export function ownUseTables({ use }: DataInput): DataTable[] {
  return [
    {
      title: 'What Headroom costs, real',
      sub: 'Billed by day, last 30 days, UTC',
      head: ['Day', 'Billed metrics', '$'],
      numeric: [1, 2],
      rows: use.days.map((one) => [
        cell(dayWithYear(Date.parse(one.day))),
        cell(count(one.billedMetrics)),
        cell(usd(one.usd)),
      ]),
      empty: later,
    },
    {
      title: 'Our own calls',
      sub: 'By action, last 30 days',
      head: ['Action', 'Calls'],
      numeric: [1],
      rows: use.actions.map((one) => [cell(one.action), cell(count(one.calls))]),
      empty: later,
    },
  ]
}
