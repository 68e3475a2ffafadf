import type { MetricDefinition } from '#lib/model/measure.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import type { MetricId, Statistic } from '#lib/model/series.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import type { FoundSeries } from '../collector.ts'

export type SeriesOptions = {
  readonly resourceClass: ResourceClass
  readonly resourceId: string
  /** The dimension set of the metrics that AWS itself publishes. */
  readonly dimensions: Readonly<Record<string, string>>
  readonly burstable: boolean
  /** The agent's metric of that name that belongs to this resource. */
  readonly agentMetric: (name: string) => MetricId | undefined
}

/** The series of one resource that are per resource: AWS's own by id, the agent's as discovered. */
export function resourceSeries(options: SeriesOptions): FoundSeries[] {
  const metrics: readonly MetricDefinition[] = classDefinitions[options.resourceClass].metrics
  return metrics.flatMap((definition) => {
    const metric = definition.per === 'resource' ? metricOf(definition, options) : undefined
    if (!metric) return []
    const { key } = definition
    return [{ resourceId: options.resourceId, key, member: '', metric, statistics: statisticsOf(definition) }]
  })
}

export function statisticsOf({ mean, peak }: MetricDefinition): Statistic[] {
  return peak === undefined || peak === mean ? [mean] : [mean, peak]
}

function metricOf({ key, namespace, name }: MetricDefinition, options: SeriesOptions): MetricId | undefined {
  if (namespace === 'CWAgent') return options.agentMetric(name)
  // Credits exist for burstable shapes only.
  if (key === 'credit-balance' && !options.burstable) return undefined
  return { namespace, name, dimensions: options.dimensions }
}

/**
 * The agent's metric of one instance or group, whatever else its operators append: the smallest set of dimensions
 * that holds `key` = `value` and none of `without`; of equal ones the first, which is the most active.
 */
export function agentMetricOf(
  metrics: readonly MetricId[],
  wanted: { readonly name: string; readonly key: string; readonly value: string; readonly without?: string },
): MetricId | undefined {
  let best: MetricId | undefined
  for (const metric of metrics) {
    const { dimensions } = metric
    if (metric.name !== wanted.name || dimensions[wanted.key] !== wanted.value) continue
    if (wanted.without !== undefined && dimensions[wanted.without] !== undefined) continue
    if (!best || Object.keys(dimensions).length < Object.keys(best.dimensions).length) best = metric
  }
  return best
}
