import type { Run } from '#lib/model/run.ts'
import { isoDay } from '#lib/model/time.ts'
import { presentCostData } from './cost-data.ts'
import { type DataAnswer, presentAnswers } from './data-answers.ts'
import { budgetTable } from './data-budgets.ts'
import { type CoverageView, gapTable, presentCoverage } from './data-coverage.ts'
import { discountTable } from './data-discounts.ts'
import type { DataInput } from './data-input.ts'
import { jobTable } from './data-jobs.ts'
import { dropTable, ofTheWhole, ownUseTables, predictedTable } from './data-own-cost.ts'
import { problemTable } from './data-problems.ts'
import { amount, cell, type DataCell, type DataTable, later } from './data-table.ts'
import { count, dayWithYear, number, percent, plural } from './format.ts'
import { oncePer } from './once.ts'
import { classWords } from './words.ts'

export type DataView = {
  readonly lede: string
  readonly answers: readonly DataAnswer[]
  readonly coverage?: CoverageView
  readonly tables: readonly DataTable[]
}

const costData = oncePer(presentCostData)
const coverageView = oncePer(presentCoverage)
const gaps = oncePer(gapTable)

/** The page of data and jobs: the questions, coverage by day, and the tables in the order of reading. */
export function presentData(input: DataInput): DataView {
  const cost = costData(input.cost)
  const coverage = coverageView(input.coverage)
  const tables = [
    problemTable(input.runs),
    jobTable(input),
    ...billTables(cost),
    accountTable(input),
    gaps(input.coverage),
    classTable(input),
    dropTable(input),
    predictedTable(input),
    ...ownUseTables(input),
    commitmentTable(input),
    discountTable({ discounts: input.discounts ?? [], accounts: input.accounts }),
    budgetTable({ ...input.cost, budgets: input.budgets ?? [], nowMs: input.nowMs }),
    limitTable(input),
  ].filter((table) => table !== undefined)
  return { lede: ledeOf(input), answers: presentAnswers(input, cost), ...(coverage && { coverage }), tables }
}

type Cost = ReturnType<typeof presentCostData>

function ledeOf({ classes, accounts }: DataInput): string {
  const resources = classes.reduce((sum, one) => sum + one.resources, 0)
  const untagged = classes.reduce((sum, one) => sum + one.untagged, 0)
  const tags = resources > 0 ? ` ${percent(untagged / resources)} of resources have no team.` : ''
  return `${plural(resources, 'resource')} in ${plural(accounts.length, 'account')} are collected.${tags}`
}

function problemsOf(runs: readonly Run[], accountId: string) {
  return runs
    .flatMap(({ problems }) => problems)
    .filter(({ scope }) => scope.split(/[/ ]/).includes(accountId))
}

function accountTable({ accounts, runs }: DataInput): DataTable {
  const rows = accounts.map(({ id, name, regions }) => {
    const problems = problemsOf(runs, id)
    const denied = problems.find(({ code }) => code === 'aws-denied')
    const first = denied ?? problems[0]
    const state: DataCell = first
      ? {
          text: denied
            ? `Access denied: ${plural(problems.length, 'action')}`
            : plural(problems.length, 'problem'),
          more: {
            label: 'which',
            lines: [...new Set(problems.map(({ action, scope }) => action ?? scope))].sort(),
          },
          tone: denied ? 'risk' : 'watch',
        }
      : { text: 'No problem in the last runs', tone: 'save' }
    return [cell(name, id), cell(regions.join(', ')), state]
  })
  return {
    key: 'accounts',
    title: 'Accounts and regions',
    sub: 'State of the newest run of each job',
    head: ['Account', 'Regions', 'State'],
    numeric: [],
    rows,
    empty: {
      title: 'No account is connected',
      text: 'Add accounts to headroom.yaml, then run npm run doctor.',
    },
    wide: true,
  }
}

function classTable({ classes }: DataInput): DataTable {
  return {
    key: 'classes',
    title: 'Collected by class',
    sub: 'Living resources and their series',
    head: ['Class', 'Resources', 'Series', 'No team'],
    numeric: [1, 2, 3],
    rows: classes.map((one) => [
      cell(classWords[one.resourceClass]),
      amount(count(one.resources), one.resources),
      amount(count(one.series), one.series),
      amount(count(one.untagged), one.untagged),
    ]),
    empty: { title: 'No resource found', text: 'Inventory has not ended yet; see Jobs below.' },
  }
}

function billTables({ months, coverage, sources, notes, calls }: Cost): DataTable[] {
  return [
    {
      key: 'months',
      title: 'Totals against the bill',
      sub: `Net unblended. ${calls ?? sources.map(({ name, reach }) => `${name}: ${reach}`).join('; ')}`,
      head: ['Month', 'Source', 'Total', 'Difference'],
      numeric: [2, 3],
      rows: months.map(({ name, source, total, totalUsd, difference, differenceShare, ties }) => [
        cell(name),
        cell(source),
        amount(total, totalUsd),
        { text: difference, value: differenceShare, tone: ties ? 'save' : 'risk' },
      ]),
      empty: { title: 'No bill has been read', text: 'Name the payer account in headroom.yaml.' },
    },
    {
      key: 'restatements',
      title: 'Restatements and notes on cost',
      sub: 'What AWS changed after it was first read',
      head: ['Note'],
      numeric: [],
      rows: notes.map((text) => [cell(text)]),
      empty:
        sources.length > 0
          ? { title: 'No restatement', text: 'No day read so far changed beyond its tolerance.' }
          : later,
    },
    {
      key: 'unexplained',
      title: 'What inventory does not explain',
      sub: coverage
        ? `${coverage.window}: ${coverage.explained} of ${coverage.billed} explained. ${coverage.more ?? ''}`
        : 'Of the covered services, by usage type',
      head: ['Usage type', 'Service', 'Account', 'Amount'],
      numeric: [3],
      rows: (coverage?.unexplained ?? []).map((one) => [
        cell(one.usageType),
        cell(one.service),
        cell(one.account),
        amount(one.amount, one.usd),
      ]),
      empty: coverage ? { title: 'Nothing is left over', text: 'Inventory explains all of it.' } : later,
      wide: true,
    },
  ]
}

function limitTable({ limits }: DataInput): DataTable {
  return {
    key: 'limits',
    title: 'Limits and reservations',
    sub: 'Addresses, quotas, capacity reservations and blocks',
    head: ['Name', 'Region', 'Used', 'Limit', 'Ends'],
    numeric: [2, 3],
    rows: limits.map((one) => [
      cell(one.name, one.detail),
      cell(one.region, one.accountId),
      one.used === undefined
        ? amount('not measured', null)
        : {
            text: number(one.used),
            value: one.used,
            ...(one.used >= 0.9 * one.limit && { tone: 'watch' as const }),
          },
      { text: number(one.limit), value: one.limit, sub: one.unit },
      one.endsMs === undefined ? cell('no end') : amount(dayWithYear(one.endsMs), isoDay(one.endsMs)),
    ]),
    empty: later,
    wide: true,
  }
}

function commitmentTable({ commitments, teamsOnly }: DataInput): DataTable {
  return {
    key: 'commitments',
    title: 'Commitments',
    sub: 'The next to end first',
    head: ['Commitment', 'Covers', 'State', '$/h', 'Ends'],
    numeric: [3],
    rows: commitments.map((one) => [
      cell(one.kind === 'savings-plan' ? 'Savings Plan' : 'Reservation', one.accountId),
      cell([one.appliesTo, one.family ?? one.shape, one.region].filter(Boolean).join(' · ')),
      cell(one.state),
      amount(number(one.committedHourlyUsd), one.committedHourlyUsd),
      amount(dayWithYear(one.endMs), isoDay(one.endMs)),
    ]),
    empty: teamsOnly
      ? ofTheWhole
      : {
          title: 'No commitment known',
          text: 'They are read at the payer account; name it in headroom.yaml.',
        },
  }
}
