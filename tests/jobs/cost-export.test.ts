import { copyFile, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import { dayMs } from '#lib/model/time.ts'
import { exportCsv } from '#lib/simulate/cost-export.ts'
import { database } from '#lib/store/client.ts'
import { readCostNotes } from '#lib/store/cost-notes.ts'
import { readCosts } from '#lib/store/costs.ts'
import { withDatabase } from '#tests/support/database.ts'
import {
  type CostJob,
  daysOf,
  emptyCosts,
  exportNowMs,
  openCostJob,
  shop,
  costSums as sums,
} from './exported-bill.ts'

withDatabase()

let job: CostJob
let folder = ''
beforeAll(async () => {
  job = await openCostJob()
})
beforeEach(async () => {
  await emptyCosts()
  if (folder !== '') await rm(folder, { recursive: true })
  folder = await mkdtemp(join(tmpdir(), 'headroom-test-'))
  job.atMs(exportNowMs)
})
afterAll(async () => {
  await job.close()
  await rm(folder, { recursive: true })
})

async function put(path: string, content: string | Uint8Array): Promise<void> {
  await mkdir(dirname(join(folder, path)), { recursive: true })
  await writeFile(join(folder, path), content)
}

describe('a Parquet export of CUR 2.0 (Snappy, maps, two groups of rows)', () => {
  const file = 'data/BILLING_PERIOD=2026-10/cur-00001.snappy.parquet'
  beforeEach(async () => {
    await put(file, '')
    await copyFile('tests/fixtures/cur-2.parquet', join(folder, file))
  })

  test('is read but for the row without an account, which is named', async () => {
    const { counts, problems } = await job.run({ kind: 'cur', location: folder })
    expect(counts).toMatchObject({ assemblies: 1, rows: 9, malformed: 1, notes: 0 })
    expect(problems).toHaveLength(1)
    expect(problems[0]?.text).toContain('1 of 9 rows')
    expect(problems[0]?.text).toContain('row 9: line_item_usage_account_id is missing')
  })

  test('adds up by hand: hours to days, tags in order, the pod counted once', async () => {
    await job.run({ kind: 'cur', location: folder })
    // 2 x 2.40, the covered 5.00 and its negation; a volume; a reserved database that costs nothing unblended.
    expect(await sums('service')).toEqual({
      'Amazon Elastic Compute Cloud - Compute': 4.8,
      'Amazon Relational Database Service': 0,
      'EC2 - Other': 0.25,
    })
    expect(await sums('service', 'amortized_usd')).toEqual({
      'Amazon Elastic Compute Cloud - Compute': 8.3,
      'Amazon Relational Database Service': 1.25,
      'EC2 - Other': 0.25,
    })
    expect(await sums('service', 'net_usd')).toMatchObject({ 'Amazon Elastic Compute Cloud - Compute': 4.6 })
    expect(await sums('team')).toEqual({ '': 0, payments: 4.8, web: 0.25 })
    expect(await sums('record-type')).toMatchObject({ Credit: -1.5, Usage: 5.05 })
    const { rows } = await database().pool.query(
      'SELECT day::text, parent_id, resource_id, team, split_usd, unused_usd FROM cost_split_day',
    )
    expect(rows).toEqual([
      {
        day: '2026-10-02',
        parent_id: 'i-0a',
        resource_id: 'arn:pod/1',
        team: 'search',
        split_usd: 0.75,
        unused_usd: 0.25,
      },
    ])
  })

  test('is read once while it stays as it is', async () => {
    await job.run({ kind: 'cur', location: folder })
    expect((await job.run({ kind: 'cur', location: folder })).counts).toEqual({
      assemblies: 0,
      rows: 0,
      malformed: 0,
      changed: 0,
      notes: 0,
    })
  })
})

describe('a delivery', () => {
  const header = exportCsv('cur', []).trim()
  const row = (resource: string, usd: string) =>
    `2026-06-01T00:00:00Z,${shop},2026-06-03T07:00:00Z,Usage,AmazonEC2,BoxUsage:m7i.large,${resource},${usd},,,,{},{},,,`
  const csv = (...rows: string[]) => gzipSync([header, ...rows].join('\n'))
  const october = 'x/data/BILLING_PERIOD=2026-06'

  test('replaces the one before as a whole, and the past stays as it was known', async () => {
    await put(`${october}/x-00001.csv.gz`, csv(row('i-1', '150'), row('i-2', '300')))
    await job.run({ kind: 'cur', location: folder })
    const before = JSON.stringify(await readCosts(system, '2026-11-22'))
    job.atMs(exportNowMs + dayMs)
    await put(`${october}/x-00001.csv.gz`, csv(row('i-1', '151')))
    expect((await job.run({ kind: 'cur', location: folder })).counts).toMatchObject({
      assemblies: 1,
      notes: 4,
    })
    expect((await readCosts(system)).days).toEqual([{ day: '2026-06-03', usd: 151, estimated: false }])
    expect(JSON.stringify(await readCosts(system, '2026-11-22'))).toBe(before)
    const notes = await readCostNotes(system)
    expect(notes.find(({ grouping }) => grouping === 'service')).toMatchObject({
      month: '2026-06-01',
      source: 'cur',
      beforeUsd: 450,
      afterUsd: 151,
    })
    const { rows } = await database().pool.query(
      `SELECT resource_id, usd FROM cost_resource_day WHERE observed_day = '2026-11-23' ORDER BY 1`,
    )
    expect(rows).toEqual([
      { resource_id: 'i-1', usd: 151 },
      { resource_id: 'i-2', usd: 0 },
    ])
  })

  test('in a folder of its own is taken instead of older ones, never beside them', async () => {
    await put(`${october}/run-1/x-00001.csv.gz`, csv(row('i-1', '150')))
    await new Promise((resolve) => setImmediate(resolve))
    await put(`${october}/run-2/x-00001.csv.gz`, csv(row('i-1', '152')))
    await job.run({ kind: 'cur', location: folder })
    expect(await sums('service')).toEqual({ 'Amazon Elastic Compute Cloud - Compute': 152 })
  })

  test('with broken rows counts the others; a file that is no export leaves the month as it was', async () => {
    await put(
      `${october}/x-00001.csv.gz`,
      csv(row('i-1', '5'), 'too,short', row('i-2', 'many'), row('i-3', '6')),
    )
    const { counts, problems } = await job.run({ kind: 'cur', location: folder })
    expect(counts).toMatchObject({ rows: 4, malformed: 2 })
    expect(problems[0]?.text).toMatch(/row 2: it has 2 fields where the header has 16; row 3: .* is "many"/)
    await put(`${october}/x-00001.csv.gz`, gzipSync('a,b\n1,2\n'))
    const broken = await job.run({ kind: 'cur', location: folder })
    expect(broken.counts).toMatchObject({ assemblies: 0, changed: 0 })
    expect(broken.problems[0]?.text).toContain('It has no column line_item_usage_account_id')
    await put(`${october}/x-00001.csv.gz`, csv(row('i-1', '5')).subarray(0, 60))
    expect((await job.run({ kind: 'cur', location: folder })).problems).toMatchObject([
      { code: 'cost-export' },
    ])
    expect(await sums('service')).toEqual({ 'Amazon Elastic Compute Cloud - Compute': 11 })
  })

  test('of which a listed file is missing waits; what the manifest does not list is left out', async () => {
    await put(`${october}/x-00001.csv.gz`, csv(row('i-1', '5')))
    await put(`${october}/x-00002.csv.gz`, csv(row('i-9', '900')))
    const manifest = 'x/metadata/BILLING_PERIOD=2026-06/x-Manifest.json'
    await put(manifest, JSON.stringify({ dataFiles: ['s3://b/x-00001.csv.gz', 's3://b/x-00003.csv.gz'] }))
    // An older month is not kept waiting.
    await put('x/data/BILLING_PERIOD=2026-05/x-00001.csv.gz', csv())
    const waiting = await job.run({ kind: 'cur', location: folder })
    expect(waiting.problems[0]?.text).toContain('x-00003.csv.gz')
    expect(waiting.counts).toMatchObject({ assemblies: 1 })
    await put(manifest, JSON.stringify({ dataFiles: ['s3://b/x-00001.csv.gz'] }))
    await job.run({ kind: 'cur', location: folder })
    expect(await sums('service')).toEqual({ 'Amazon Elastic Compute Cloud - Compute': 5 })
  })

  test('that breaks off after much was staged leaves nothing behind', async () => {
    const many = Array.from({ length: 50_001 }, (_, i) => row(`i-${i}`, '1'))
    await put(`${october}/x-00001.csv.gz`, csv(...many))
    await put(`${october}/x-00002.csv.gz`, csv(row('i-1', '5')).subarray(0, 60))
    const { counts, problems } = await job.run({ kind: 'cur', location: folder })
    expect(counts).toMatchObject({ assemblies: 0, changed: 0 })
    expect(problems[0]?.text).toContain('x-00002.csv.gz')
    const { rows } = await database().pool.query('SELECT count(*)::int AS staged FROM cost_stage')
    expect(rows).toEqual([{ staged: 0 }])
    expect(await sums('service')).toEqual({})
  })

  test('that is not there is named', async () => {
    const { problems } = await job.run({ kind: 'cur', location: join(folder, 'nowhere') })
    expect(problems).toMatchObject([{ code: 'cost-export' }])
    expect(problems[0]?.text).toContain('Name the folder that holds it')
  })

  test('FOCUS tells net and amortized of the same days', async () => {
    await put('f/data/BILLING_PERIOD=2026-10/f-00001.csv.gz', gzipSync(exportCsv('focus', daysOf('2026-10'))))
    await job.run({ kind: 'focus', location: folder })
    // 31 days of (20 + day / 10) + 11: 620 + 49.6 + 341, nine tenths of it billed.
    const compute = 'Amazon Elastic Compute Cloud - Compute'
    expect((await sums('service', 'net_usd'))[compute]).toBeCloseTo(0.9 * 1010.6, 6)
    expect(await sums('record-type', 'net_usd')).toMatchObject({ Refund: -36 })
  })
})
