import type { Run } from '#lib/model/run.ts'
import { presentCostData } from './cost-data.ts'
import type { DataInput } from './data-input.ts'
import { dropTable, ownUseTables, predictedTable } from './data-own-cost.ts'
import { cell, type DataCell, type DataTable, later } from './data-table.ts'
import { count, dayWithYear, duration, instant, number, percent } from './format.ts'
import { classWords } from './words.ts'

/** The page of data and jobs as tables, in the order of reading. */
export function presentData(input: DataInput): {
  readonly lede: string
  readonly tables: readonly DataTable[]
} {
  const cost = presentCostData(input.cost)
  return {
    lede: ledeOf(input, cost),
    tables: [
      accountTable(input),
      classTable(input),
      ...billTables(cost),
      predictedTable(input),
      dropTable(input),
      ...ownUseTables(input),
      limitTable(input),
      commitmentTable(input),
      jobTable(input),
      problemTable(input),
    ].filter((table) => table !== undefined),
  }
}

type Cost = ReturnType<typeof presentCostData>

function ledeOf({ classes, accounts }: DataInput, { coverage, months }: Cost): string {
  const resources = classes.reduce((sum, one) => sum + one.resources, 0)
  const untagged = classes.reduce((sum, one) => sum + one.untagged, 0)
  const share = coverage ? `Inventory explains ${coverage.share} of the covered services' bill.` : ''
  const tie = months[0] ? `${months[0].name} differs from the bill by ${months[0].difference}.` : ''
  const tags = resources > 0 ? `${percent(untagged / resources)} of resources have no team.` : ''
  return [
    `${count(resources)} resources in ${count(accounts.length)} accounts are collected.`,
    share,
    tie,
    tags,
  ]
    .filter((part) => part !== '')
    .join(' ')
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
          text: denied ? `Denied: ${denied.action ?? 'access'}` : `${count(problems.length)} with a problem`,
          sub: first.text,
          tone: denied ? 'risk' : 'watch',
        }
      : { text: 'No problem in the last runs', tone: 'save' }
    return [cell(name, id), cell(regions.join(', ')), state]
  })
  return {
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
    title: 'Collected by class',
    sub: 'Living resources and their series',
    head: ['Class', 'Resources', 'Series', 'No team'],
    numeric: [1, 2, 3],
    rows: classes.map((one) => [
      cell(classWords[one.resourceClass]),
      cell(count(one.resources)),
      cell(count(one.series)),
      cell(count(one.untagged)),
    ]),
    empty: { title: 'No resource found', text: 'Inventory has not ended yet; see Jobs below.' },
  }
}

function billTables({ months, coverage, sources, notes, calls }: Cost): DataTable[] {
  return [
    {
      title: 'Totals against the bill',
      sub: `Net unblended. ${calls ?? sources.map(({ name, reach }) => `${name}: ${reach}`).join('; ')}`,
      head: ['Month', 'Source', 'Total', 'Difference'],
      numeric: [2, 3],
      rows: months.map(({ name, source, total, difference, ties }) => [
        cell(name),
        cell(source),
        cell(total),
        { text: difference, tone: ties ? 'save' : 'risk' },
      ]),
      empty: { title: 'No bill has been read', text: 'Name the payer account in headroom.yaml.' },
    },
    {
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
        cell(one.amount),
      ]),
      empty: coverage ? { title: 'Nothing is left over', text: 'Inventory explains all of it.' } : later,
      wide: true,
    },
    {
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
  ]
}

function limitTable({ limits }: DataInput): DataTable {
  return {
    title: 'Limits and reservations',
    sub: 'Addresses, quotas, capacity reservations and blocks',
    head: ['Name', 'Region', 'Used', 'Limit', 'Ends'],
    numeric: [2, 3],
    rows: limits.map((one) => [
      cell(one.name, one.detail),
      cell(one.region, one.accountId),
      one.used === undefined
        ? cell('not measured')
        : { text: number(one.used), ...(one.used >= 0.9 * one.limit && { tone: 'watch' as const }) },
      cell(`${number(one.limit)} ${one.unit}`),
      cell(one.endsMs === undefined ? 'no end' : dayWithYear(one.endsMs)),
    ]),
    empty: later,
    wide: true,
  }
}

function commitmentTable({ commitments }: DataInput): DataTable {
  return {
    title: 'Commitments',
    sub: 'The next to end first',
    head: ['Commitment', 'Covers', 'State', '$/h', 'Ends'],
    numeric: [3],
    rows: commitments.map((one) => [
      cell(one.kind === 'savings-plan' ? 'Savings Plan' : 'Reservation', one.accountId),
      cell([one.appliesTo, one.family ?? one.shape, one.region].filter(Boolean).join(' · ')),
      cell(one.state),
      cell(number(one.committedHourlyUsd)),
      cell(dayWithYear(one.endMs)),
    ]),
    empty: {
      title: 'No commitment known',
      text: 'They are read at the payer account; name it in headroom.yaml.',
    },
  }
}

const countsShown = 4

/** The largest counts of a run, with how many others there are. */
function countsText(counts: Run['counts']): string {
  const told = Object.entries(counts)
    .filter(([, value]) => value !== 0)
    .sort(([, a], [, b]) => b - a)
  const more = told.length - countsShown
  const text = told.slice(0, countsShown).map(([name, value]) => `${name} ${number(value)}`)
  return [...text, ...(more > 0 ? [`${count(more)} more`] : [])].join(', ') || 'none'
}

function jobTable({ runs, nowMs }: DataInput): DataTable {
  const tones = { done: 'save', failed: 'risk', running: 'watch' } as const
  return {
    title: 'Jobs',
    sub: 'Newest run of every job and scope',
    head: ['Job', 'State', 'Started', 'Took', 'Counts', 'Problems'],
    numeric: [3, 5],
    rows: runs.map((run) => [
      cell(run.job, run.scope),
      { text: run.state, tone: tones[run.state], ...(run.note && { sub: run.note }) },
      cell(instant(run.startedMs)),
      cell(duration((run.endedMs ?? nowMs) - run.startedMs)),
      cell(countsText(run.counts)),
      cell(count(run.problems.length)),
    ]),
    empty: { title: 'No job has run', text: 'Start the worker: npm run worker.' },
    wide: true,
  }
}

function problemTable({ runs }: DataInput): DataTable {
  return {
    title: 'Problems of these runs',
    sub: 'What was being done, what was wrong, what to do',
    head: ['Where', 'Missing action', 'What to do'],
    numeric: [],
    rows: runs.flatMap(({ job, problems }) =>
      problems.map((one) => [cell(one.scope, job), cell(one.action ?? 'none'), cell(one.text)]),
    ),
    empty: { title: 'No problem', text: 'Every newest run ended without one.' },
    wide: true,
  }
}
