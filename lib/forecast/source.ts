import type { Conversion, DimensionDefinition } from '../model/measure.ts'
import { dayMs } from '../model/time.ts'
import type { MetricSamples } from './samples.ts'

/** Keys of the metrics that a conversion reads. */
export function metricKeys(conversion: Conversion): readonly string[] {
  if (conversion.kind === 'rate' || conversion.kind === 'absolute') return conversion.metrics
  if (conversion.kind === 'percent-of-members') return [conversion.metric, conversion.members]
  if (conversion.kind === 'worst-member') return [conversion.metric, ...(conversion.plus ?? [])]
  if (conversion.kind === 'mean-of-members' && conversion.members !== undefined)
    return [conversion.metric, conversion.members]
  if (conversion.kind === 'percent-of-running' && conversion.count !== undefined)
    return [conversion.metric, conversion.count]
  return [conversion.metric]
}

/** The metric without whose samples the conversion says nothing. */
function mainKey(conversion: Conversion): string | undefined {
  return metricKeys(conversion)[0]
}

function newestMs(conversion: Conversion, metrics: readonly MetricSamples[]): number {
  let newest = Number.NEGATIVE_INFINITY
  for (const { key, mean } of metrics) {
    if (key !== mainKey(conversion)) continue
    const last = mean.values.findLastIndex((value) => !Number.isNaN(value))
    if (last >= 0) newest = Math.max(newest, mean.startMs + last * mean.stepMs)
  }
  return newest
}

/** The source that a dimension is read from: the first whose samples are within a day of the newest of all. */
export function conversionOf(
  { conversion, otherwise = [] }: DimensionDefinition,
  metrics: readonly MetricSamples[],
): Conversion {
  const sources = [conversion, ...otherwise]
  const ages = sources.map((one) => newestMs(one, metrics))
  const newest = Math.max(...ages)
  return sources.find((_, i) => (ages[i] as number) > newest - dayMs) ?? conversion
}
