import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import { dayMs } from '#lib/model/time.ts'
import { exportCsv } from '#lib/simulate/cost-export.ts'
import { billCoverage, readCostState } from '#lib/store/bill.ts'
import { database } from '#lib/store/client.ts'
import { readCosts } from '#lib/store/costs.ts'
import { withDatabase } from '#tests/support/database.ts'
import { type CostJob, daysOf, exportNowMs, openCostJob } from './exported-bill.ts'

withDatabase()

let job: CostJob
beforeAll(async () => {
  const objects = ['2026-10', '2026-11'].map((month) => ({
    key: `costs/x/data/BILLING_PERIOD=${month}/x-00001.csv.gz`,
    etag: `"${month}"`,
    modifiedMs: exportNowMs,
    body: () => gzipSync(exportCsv('cur', daysOf(month))),
  }))
  job = await openCostJob({ objects: (_id, bucket) => (bucket === 'exports' ? objects : undefined) })
})
afterAll(() => job.close())

describe('both sources', () => {
  test('agree to the cent where they overlap, count once, and tie', async () => {
    const sources = [{ kind: 'cost-explorer' }, { kind: 'cur', location: 's3://exports/costs' }] as const
    for (let day = 0; day < 3; day++) {
      job.atMs(exportNowMs + day * dayMs)
      await job.run(...sources)
    }
    const { rows } = await database().pool.query<{ grouping: string; day: string; off: number }>(
      `SELECT a.grouping, a.day::text, abs(a.usd - b.usd) + abs(a.net - b.net) AS off
       FROM (SELECT grouping, day, sum(usd) AS usd, sum(net_usd) AS net FROM cost_day WHERE source = 'cur'
             GROUP BY 1, 2) a
       JOIN (SELECT grouping, day, sum(usd) AS usd, sum(net_usd) AS net FROM cost_day WHERE source = 'cost-explorer'
             GROUP BY 1, 2) b USING (grouping, day)`,
    )
    // 31 days of October and 21 of November in four groupings; nothing was restated, so each has one row a key.
    expect(rows).toHaveLength(4 * 52)
    for (const { off } of rows) expect(off).toBeLessThan(0.01)
    const { days } = await readCosts(system)
    const one = days.find(({ day }) => day === '2026-10-15')
    expect(one?.usd).toBeCloseTo(21.5 + 11 + 0.7 + 2, 6)
    const ties = await database().pool.query<{ source: string; off: number }>(
      'SELECT source, abs(stored_usd / total_usd - 1) AS off FROM cost_tie',
    )
    expect(new Set(ties.rows.map(({ source }) => source))).toEqual(new Set(['cost-explorer', 'cur']))
    for (const { off } of ties.rows) expect(off).toBeLessThan(0.001)
  })

  test('are shown side by side, with what inventory explains: nothing, as there is none', async () => {
    const { sources, ties, calls } = await readCostState(system)
    expect(sources.map(({ source, toDay }) => [source, toDay])).toEqual([
      ['cost-explorer', '2026-11-23'],
      ['cur', '2026-11-21'],
    ])
    const october = ties.filter(({ month, grouping }) => month === '2026-10-01' && grouping === 'service')
    expect(october).toHaveLength(2)
    expect(october[0]?.totalUsd).toBeCloseTo(october[1]?.totalUsd ?? Number.NaN, 2)
    expect(calls?.calls).toBeGreaterThan(0)
    const bill = await billCoverage(system)
    expect(bill?.inventory).toEqual([])
    expect(bill?.services.map(({ service, matchedUsd }) => [service, matchedUsd])).toContainEqual([
      'EC2 - Other',
      0,
    ])
  })

  test('are for those who see the whole organization', async () => {
    const viewer = { id: 'ana', role: 'viewer', teams: ['payments'] } as const
    expect(await billCoverage(viewer)).toBeUndefined()
    expect(await readCostState(viewer)).toEqual({ ties: [], notes: [], sources: [] })
  })
})
