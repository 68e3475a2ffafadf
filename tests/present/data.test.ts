import { describe, expect, test } from 'vitest'
import type { Run } from '#lib/model/run.ts'
import { presentData } from '#lib/present/data.ts'
import type { DataInput } from '#lib/present/data-input.ts'

const nowMs = Date.UTC(2026, 10, 25)
const empty: DataInput = {
  cost: { state: { ties: [], notes: [], sources: [] }, accountNames: new Map() },
  accounts: [],
  classes: [],
  runs: [],
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

  test('a denied account is red by itself with the missing action', () => {
    const accounts = [
      { id: '111122223333', name: 'core', regions: ['us-east-1'] },
      { id: '444455556666', name: 'data', regions: ['us-east-1'] },
    ]
    const rows = tableOf({ ...empty, accounts, runs: [denied] }, 'Accounts and regions')?.rows
    expect(rows?.map((row) => row[2])).toEqual([
      { text: 'Denied: rds:DescribeDBInstances', sub: 'Allow it.', tone: 'risk' },
      { text: 'No problem in the last runs', tone: 'save' },
    ])
  })

  test('a limit whose use is not measured is not zero', () => {
    const limit = { id: 'a', accountId: '1', region: 'us-east-1', kind: 'quota', name: 'q' } as const
    const limits = [{ ...limit, limit: 64, unit: 'vCPU', detail: '' }]
    expect(tableOf({ ...empty, limits }, 'Limits and reservations')?.rows[0]?.[2]?.text).toBe('not measured')
  })

  test('a job tells how long it took and what it counted', () => {
    const row = tableOf({ ...empty, runs: [denied] }, 'Jobs')?.rows[0]
    expect(row?.map(({ text }) => text).slice(3)).toEqual(['60 s', 'resources 3', '1'])
  })
})
