import { type Tier, tierFacts } from '#lib/model/series.ts'
import type { Range } from '#lib/model/time.ts'
import { database } from '#lib/store/client.ts'
import { readSamples } from '#lib/store/read-samples.ts'
import { type BulkSeries, bulkTruth } from './bulk-world.ts'

export type BulkReport = {
  readonly compared: number
  readonly lost: number
  /** Stored where nothing was asked for, or a series and day twice. */
  readonly duplicated: number
  readonly wrong: number
}

const seriesPerRead = 500

/** Every sample of `range` in the store against its closed form. */
export async function compareBulk(
  series: readonly BulkSeries[],
  { tier, range }: { readonly tier: Tier; readonly range: Range },
): Promise<BulkReport> {
  const { periodMs } = tierFacts[tier]
  const report = { compared: 0, lost: 0, duplicated: await storedTwice(tier), wrong: 0 }
  for (let from = 0; from < series.length; from += seriesPerRead) {
    const some = series.slice(from, from + seriesPerRead).map((one) => one.series)
    const statistics = some[0]?.statistics ?? []
    const blocks = await readSamples({ tier, seriesIds: some.map(({ id }) => id), statistics, range })
    some.forEach((ref, i) => {
      for (const statistic of statistics) {
        const truth = bulkTruth(ref, statistic, { ...range, periodMs })
        const stored = blocks[i]?.values[statistic] ?? new Float32Array(0)
        for (let k = 0; k < truth.length; k++) {
          report.compared++
          const value = stored[k] ?? Number.NaN
          if (Number.isNaN(value)) report.lost++
          else if (value !== truth[k]) report.wrong++
        }
      }
    })
  }
  return report
}

async function storedTwice(tier: Tier): Promise<number> {
  const { rows } = await database().pool.query<{ twice: number }>(
    `SELECT (count(*) - count(DISTINCT (series_id, day)))::int AS twice FROM sample_${tier}`,
  )
  return rows[0]?.twice ?? 0
}
