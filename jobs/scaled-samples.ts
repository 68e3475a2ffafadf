import { provisionalMs, type SeriesRef, type Statistic, type Tier, tierFacts } from '#lib/model/series.ts'
import { type EpochMs, floorTo, hourMs } from '#lib/model/time.ts'
import { readSamples } from '#lib/store/read-samples.ts'

/** Samples of one resource over the 63 days of five-minute samples; a series that is not there is all gaps. */
export type ScaledSamples = {
  readonly startMs: EpochMs
  /** Five-minute periods of the range. */
  readonly periods: number
  of(key: string, tier: Tier, statistic: Statistic): Promise<Float32Array>
  /** The same of every member of the resource that has such a series. */
  ofMembers(key: string, statistic: Statistic): Promise<readonly (readonly [string, Float32Array])[]>
}

/** Opens the samples of a resource's series, up to the last whole hour that is no longer provisional. */
export function scaledSamples(series: readonly SeriesRef[], nowMs: EpochMs): ScaledSamples {
  const toMs = floorTo(nowMs - provisionalMs, hourMs)
  const range = { fromMs: floorTo(toMs - tierFacts['5m'].servedMs, hourMs), toMs }
  const periodsOf = (tier: Tier) => Math.round((range.toMs - range.fromMs) / tierFacts[tier].periodMs)
  const read = async (ref: SeriesRef, tier: Tier, statistic: Statistic) => {
    const [block] = await readSamples({ tier, seriesIds: [ref.id], statistics: [statistic], range })
    return block?.values[statistic] ?? new Float32Array(periodsOf(tier)).fill(Number.NaN)
  }
  return {
    startMs: range.fromMs,
    periods: periodsOf('5m'),
    async of(key, tier, statistic) {
      const ref = series.find((one) => one.key === key)
      return ref ? read(ref, tier, statistic) : new Float32Array(periodsOf(tier)).fill(Number.NaN)
    },
    ofMembers: (key, statistic) =>
      Promise.all(
        series
          .filter((one) => one.key === key)
          .map(async (ref) => [ref.member, await read(ref, '5m', statistic)] as const),
      ),
  }
}
