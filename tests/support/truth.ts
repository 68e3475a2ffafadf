import { type Tier, tierFacts } from '#lib/model/series.ts'
import type { World } from '#lib/simulate/world.ts'
import { readCoverage } from '#lib/store/coverage.ts'
import { readSamples } from '#lib/store/read-samples.ts'
import { listResources, listSeries } from '#lib/store/resources.ts'

export type TruthReport = {
  readonly series: number
  readonly compared: number
  /** In the world and not in the store, or the other way round. */
  readonly lost: number
  readonly invented: number
  /** In both, and not equal as float32. */
  readonly wrong: number
}

/** Compares every stored sample of a tier with the world that it was pulled from, over what the store calls covered. */
export async function compareWithTruth(world: World, tier: Tier, nowMs: number): Promise<TruthReport> {
  const resources = new Map((await listResources()).map((resource) => [resource.id, resource]))
  const series = await listSeries([...resources.keys()])
  const coverage = await readCoverage(
    tier,
    series.map(({ id }) => id),
  )
  const report = { series: 0, compared: 0, lost: 0, invented: 0, wrong: 0 }
  const { periodMs, servedMs } = tierFacts[tier]
  for (const ref of series) {
    const resource = resources.get(ref.resourceId)
    const covered = coverage.get(ref.id)
    if (!resource || !covered) continue
    const metric = world.findMetric(
      { accountId: resource.accountId, region: resource.region, nowMs },
      ref.metric,
    )
    if (!metric) continue
    report.series++
    const fromMs = Math.max(covered.fromMs, Math.ceil((nowMs - servedMs) / periodMs) * periodMs + periodMs)
    const range = { fromMs, toMs: covered.toMs }
    const [block] = await readSamples({ tier, seriesIds: [ref.id], statistics: ref.statistics, range })
    for (const statistic of ref.statistics) {
      const truth = world.values(metric, statistic, { ...range, periodMs })
      const stored = block?.values[statistic] ?? new Float32Array(0)
      for (let i = 0; i < truth.length; i++) {
        const expected = Math.fround(truth[i] ?? Number.NaN)
        const found = stored[i] ?? Number.NaN
        report.compared++
        if (Number.isNaN(expected) !== Number.isNaN(found))
          report[Number.isNaN(found) ? 'lost' : 'invented']++
        else if (!Number.isNaN(found) && expected !== found) report.wrong++
      }
    }
  }
  return report
}
