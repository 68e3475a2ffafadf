import { describe, expect, test } from 'vitest'
import { accessPolicy } from '#lib/collect/index.ts'
import type { Run } from '#lib/model/run.ts'
import { presentData } from '#lib/present/data.ts'
import { dataCsv } from '#lib/present/data-csv.ts'
import type { DataInput } from '#lib/present/data-input.ts'
import { plainText } from '#lib/present/sentence.ts'

const nowMs = Date.UTC(2026, 10, 25)
const empty: DataInput = {
  cost: { state: { ties: [], notes: [], sources: [] }, accountNames: new Map() },
  accounts: [],
  classes: [],
  runs: [],
  schedules: [],
  coverage: { startMs: nowMs - 30 * 86_400_000, days: 30, classes: [] },
  use: { days: [], actions: [] },
  limits: [],
  commitments: [],
  nowMs,
}
const denied: Run = {
  id: 1,
  job: 'inventory',
  scope: '111122223333',
  state: 'done',
  startedMs: nowMs - 90_000,
  endedMs: nowMs - 30_000,
  done: 1,
  total: 1,
  note: '',
  counts: { resources: 3 },
  problems: [
    {
      scope: '111122223333/us-east-1',
      code: 'aws-denied',
      action: 'rds:DescribeDBInstances',
      text: 'Allow it.',
    },
  ],
}
const tableOf = (input: DataInput, title: string) =>
  presentData(input).tables.find((table) => table.title === title)

describe('data and jobs', () => {
  test('says the cause and one next step for every table without data', () => {
    const { tables } = presentData(empty)
    expect(tables.length).toBeGreaterThan(8)
    for (const table of tables) {
      expect(table.rows).toEqual([])
      expect(table.empty.text).not.toBe('')
    }
    expect(JSON.stringify(presentData(empty))).not.toMatch(/NaN|undefined|Invalid/)
  })

  test('viewers of some teams are told that what is of the whole organization is not shown to them', () => {
    for (const title of ['Commitments', 'What Headroom costs, predicted']) {
      const told = tableOf({ ...empty, teamsOnly: true }, title)?.empty
      expect(told?.title).toBe('Not shown to viewers of some teams')
      expect(tableOf(empty, title)?.empty.title).not.toBe(told?.title)
    }
  })

  test('a denied account is red by itself with the missing action', () => {
    const accounts = [
      { id: '111122223333', name: 'core', regions: ['us-east-1'] },
      { id: '444455556666', name: 'data', regions: ['us-east-1'] },
    ]
    const rows = tableOf({ ...empty, accounts, runs: [denied] }, 'Accounts and regions')?.rows
    expect(rows?.map((row) => row[2])).toEqual([
      {
        text: 'Access denied: 1 action',
        more: { label: 'which', lines: ['rds:DescribeDBInstances'] },
        tone: 'risk',
      },
      { text: 'No problem in the last runs', tone: 'save' },
    ])
  })

  test('a limit whose use is not measured is not zero', () => {
    const limit = { id: 'a', accountId: '1', region: 'us-east-1', kind: 'quota', name: 'q' } as const
    const limits = [{ ...limit, limit: 64, unit: 'vCPU', detail: '' }]
    expect(tableOf({ ...empty, limits }, 'Limits and reservations')?.rows[0]?.[2]?.text).toBe('not measured')
  })

  test('a job tells how long it took, when it is due next and what it counted', () => {
    const schedules = [{ job: 'inventory', about: 'lists resources', everyMs: 3_600_000 }]
    const row = tableOf({ ...empty, runs: [denied], schedules }, 'Jobs')?.rows[0]
    expect(row?.map(({ text }) => text).slice(3)).toEqual([
      '60 s',
      '25 Nov 2026, 01:00 UTC',
      'resources 3',
      '1',
    ])
  })

  test('a job that has not run yet is listed with its next time', () => {
    const schedules = [{ job: 'forecast', about: '', everyMs: 86_400_000 }]
    const row = tableOf({ ...empty, schedules }, 'Jobs')?.rows[0]
    expect(row?.map(({ text }) => text)).toEqual([
      'forecast',
      'waiting',
      'not yet',
      '–',
      '26 Nov 2026, 00:00 UTC',
      '–',
      '0',
    ])
  })

  test('problems of one cause are one line with their number and the names behind it', () => {
    const refusal = (action: string, region: string) => ({
      scope: `111122223333/${region}`,
      code: 'aws-denied',
      action,
      text: `${action} in 111122223333/${region}: AccessDenied`,
    })
    const gap = (scope: string) => ({ scope, code: 'bad-data', text: `${scope}: 3 values were refused` })
    const problems = [
      refusal('rds:DescribeDBInstances', 'us-east-1'),
      refusal('ec2:DescribeInstances', 'us-east-1'),
      gap('orders-7'),
      gap('orders-8'),
      gap('orders-9'),
    ]
    const rows = tableOf({ ...empty, runs: [{ ...denied, problems }] }, 'Problems')?.rows
    expect(rows?.map(([, number]) => number?.value)).toEqual([3, 2])
    expect(rows?.[1]?.[0]?.text).toBe('Access denied in 111122223333/us-east-1')
    expect(rows?.[1]?.[1]?.more?.lines).toEqual(['ec2:DescribeInstances', 'rds:DescribeDBInstances'])
    expect(rows?.[0]?.[1]?.more?.lines).toEqual(['orders-7', 'orders-8', 'orders-9'])
  })

  test('coverage counts what is measured by day, and says what is not measured at all', () => {
    const one = (observed: boolean[], dimension: 'cpu' | 'memory') => ({
      resourceId: 'a',
      name: 'a',
      dimension,
      observed,
    })
    const series = [one([true, true], 'cpu'), one([true, false], 'cpu'), one([false, false], 'memory')]
    const coverage = { startMs: nowMs, days: 2, classes: [{ resourceClass: 'asg' as const, series }] }
    const view = presentData({ ...empty, coverage })
    expect(view.coverage?.rows).toEqual([{ name: 'Auto Scaling group', shares: [1, 0.5] }])
    expect(view.coverage?.label).toBe(
      '1 of 2 measured dimensions have samples on each of the last 2 days. 1 have none at all, such as memory where no agent runs, and are not counted.',
    )
    expect(tableOf({ ...empty, coverage }, 'Days without samples')?.rows.map((row) => row[2]?.value)).toEqual(
      [1],
    )
  })

  test('answers the three questions with figures, or says what is missing', () => {
    const said = (input: DataInput) => presentData(input).answers.map(({ answer }) => plainText(answer))
    expect(said(empty)).toEqual([
      'Not known yet: no bill has been read. Name the payer account in headroom.yaml.',
      'Not known yet: no month has been compared with the bill.',
      'Nothing so far: no call to AWS has been made in 30 days.',
    ])
    const ties = [
      { month: '2026-10-01', source: 'cur', grouping: 'service', totalUsd: 1_000, storedUsd: 1_000 },
      { month: '2026-09-01', source: 'cur', grouping: 'service', totalUsd: 1_000, storedUsd: 900 },
    ] as const
    const use = {
      days: [{ day: '2026-11-24', billedMetrics: 10, usd: 0.22 }],
      actions: [
        { action: 'rds:DescribeDBInstances', calls: 7 },
        { action: 'sts:AssumeRole', calls: 5 },
      ],
    }
    const cost = {
      ...empty.cost,
      state: { ...empty.cost.state, ties: ties.map((tie) => ({ ...tie, checkedDay: '2026-11-24' })) },
    }
    const [, tie, own] = said({ ...empty, cost, use })
    expect(tie).toBe(
      'Not all. 1 of 2 months add up to the net unblended bill; Oct 2026 is $1,000, off by 0.00%. Off: Sep 2026.',
    )
    expect(own).toBe(
      '$0.22 in 30 days for 12 calls. It reads by 2 actions, all listed below. It writes nothing to AWS.',
    )
    const writing = { ...use, actions: [{ action: 's3:PutObject', calls: 1 }] }
    expect(said({ ...empty, use: writing })[2]).toContain('Not reads: s3:PutObject.')
    const allowed = Object.values(accessPolicy).flat()
    expect(allowed.length).toBeGreaterThan(60)
    const reading = { ...use, actions: allowed.map((action) => ({ action, calls: 1 })) }
    expect(said({ ...empty, use: reading })[2]).toContain('It writes nothing to AWS.')
  })

  test('the CSV of a table has its raw numbers and the lists behind its cells', () => {
    const schedules = [{ job: 'inventory', about: 'lists resources', everyMs: 3_600_000 }]
    const tables = presentData({ ...empty, runs: [denied], schedules }).tables
    const text = dataCsv(tables.find(({ key }) => key === 'jobs') ?? fail())
    expect(text).toBe(
      'Job,"Job, detail",State,Last run,Took,Next due,"Next due, detail",Counts,Problems\r\n' +
        'inventory,lists resources,done,2026-11-24T23:58:30.000Z,60,2026-11-25T01:00:00.000Z,every 1 h,resources 3,1\r\n',
    )
    expect(new Set(tables.map(({ key }) => key)).size).toBe(tables.length)
  })
})

function fail(): never {
  throw new Error('no such table')
}
