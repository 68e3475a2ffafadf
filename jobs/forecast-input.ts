import { type ForecastInput, type MetricSamples, signalsOf } from '#lib/forecast/index.ts'
import type { Signals } from '#lib/model/forecast.ts'
import type { MetricDefinition } from '#lib/model/measure.ts'
import type { Policy } from '#lib/model/policy.ts'
import type { Resource } from '#lib/model/resource.ts'
import {
  provisionalMs,
  type SampleBlock,
  type Series,
  type SeriesRef,
  type Statistic,
  tierFacts,
} from '#lib/model/series.ts'
import { silenceAsZero } from '#lib/model/silence.ts'
import { type EpochMs, floorTo, hourMs } from '#lib/model/time.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { existingDimensions } from '#lib/resources/judged-dimensions.ts'
import { readCoverage } from '#lib/store/coverage.ts'
import { readSamples } from '#lib/store/read-samples.ts'
import { listSeries, readChanges } from '#lib/store/resources.ts'

/** Reads from the store what the forecast stage needs of one resource: its hourly samples and its capacity. */
export async function loadForecastInput(options: {
  resource: Resource
  policy: Policy
  nowMs: EpochMs
}): Promise<{ input: ForecastInput; signals: Signals }> {
  const { resource, policy, nowMs } = options
  const { metrics: definitions } = classDefinitions[resource.resourceClass]
  const dimensions = existingDimensions(resource)
  const [series, changes] = await Promise.all([listSeries([resource.id]), readChanges(resource.id)])
  const toMs = floorTo(nowMs - provisionalMs, hourMs)
  const range = { fromMs: toMs - tierFacts['1h'].servedMs, toMs }
  const metrics: MetricSamples[] = []
  for (const definition of definitions) {
    const refs = series.filter(({ key }) => key === definition.key)
    if (refs.length > 0) metrics.push(...(await readMetric({ resource, definition, refs, range })))
  }
  const input = { resourceId: resource.id, nowMs, dimensions, changes, metrics, policy }
  return { input, signals: signalsOf(metrics) }
}

async function readMetric(options: {
  resource: Resource
  definition: MetricDefinition
  refs: readonly SeriesRef[]
  range: { fromMs: EpochMs; toMs: EpochMs }
}): Promise<MetricSamples[]> {
  const { resource, definition, refs, range } = options
  const statistics = definition.peak ? [definition.mean, definition.peak] : [definition.mean]
  const blocks = await readSamples({ tier: '1h', seriesIds: refs.map(({ id }) => id), statistics, range })
  const silent = definition.silentWhile !== undefined && resource.facts[definition.silentWhile] === true
  const coverage = silent
    ? await readCoverage(
        '1h',
        refs.map(({ id }) => id),
      )
    : undefined
  const heard = (series: Series, seriesId: number) =>
    coverage
      ? silenceAsZero(series, { covered: coverage.get(seriesId), aliveMs: resource.createdMs })
      : series
  return blocks.map((block, i) => ({
    key: definition.key,
    member: refs[i]?.member ?? '',
    mean: heard(toSeries(block, definition.mean), block.seriesId),
    peak: definition.peak && toSeries(block, definition.peak),
    ...(definition.counter === true ? { counter: true } : {}),
  }))
}

function toSeries({ startMs, stepMs, values }: SampleBlock, statistic: Statistic): Series {
  return { startMs, stepMs, values: Float64Array.from(values[statistic] ?? []) }
}
