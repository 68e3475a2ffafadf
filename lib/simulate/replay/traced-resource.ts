import { join } from 'node:path'
import type { MetricId } from '#lib/model/series.ts'
import type { ReplayFile, ReplayMetric, ReplayResource } from './replay-file.ts'
import { malformed } from './replay-file.ts'
import { shapeAt, shapeTimeline, type TracedShape } from './shape-timeline.ts'
import { type RawTrace, readTable } from './trace-table.ts'
import { gridSeries, type TracedSeries } from './traced-series.ts'

/** A recorded resource, in the time of its recording (epoch seconds). */
export type TracedResource = {
  readonly id: string
  readonly resourceClass: ReplayResource['class']
  readonly tags: Readonly<Record<string, string>>
  readonly shapes: readonly TracedShape[]
  readonly series: readonly TracedSeries[]
  readonly firstS: number
  /** Newest sample of the recording, also one from a time at which the resource was stopped. */
  readonly newestS: number
}

/** Reads all resources of a folder; every file is read once. Throws one `AppError` for what is not usable. */
export async function readResources(dir: string, file: ReplayFile): Promise<readonly TracedResource[]> {
  const path = join(dir, 'replay.json')
  const grids = file.resources.map((resource) => ({
    resource,
    shapes: shapeTimeline(resource, path),
    series: new Array<TracedSeries>(resource.metrics.length),
    newestS: Number.NEGATIVE_INFINITY,
  }))
  for (const table of tablesOf(file, path)) {
    const traces = await readTable({ dir, ...table })
    for (const grid of grids) {
      grid.resource.metrics.forEach((source, index) => {
        const trace = source.file === table.file ? traces.get(source.key) : undefined
        if (trace === undefined) return
        const metric = metricOf(grid.resource, source)
        grid.series[index] = gridSeries({
          metric,
          source,
          trace,
          shapes: grid.shapes,
          periodS: file.periodSeconds,
        })
        grid.newestS = Math.max(grid.newestS, newestOf(trace, file.periodSeconds))
      })
    }
  }
  return grids.map(({ resource, shapes, series, newestS }) =>
    tracedResource({ resource, shapes, series, newestS }),
  )
}

type Table = {
  readonly file: string
  readonly layout: ReplayMetric['layout']
  readonly keys: readonly string[]
}

function tablesOf(file: ReplayFile, path: string): readonly Table[] {
  const tables = new Map<string, { layout: ReplayMetric['layout']; keys: Set<string> }>()
  for (const metric of file.resources.flatMap((resource) => resource.metrics)) {
    const table = tables.get(metric.file) ?? { layout: metric.layout, keys: new Set<string>() }
    if (table.layout !== metric.layout) throw malformed(path, `${metric.file} has two layouts`)
    tables.set(metric.file, table)
    table.keys.add(metric.key)
  }
  return [...tables].map(([name, { layout, keys }]) => ({ file: name, layout, keys: [...keys] }))
}

function newestOf(trace: RawTrace, periodS: number): number {
  let newest = Number.NEGATIVE_INFINITY
  for (let i = 0; i < trace.times.length; i++) {
    if (!Number.isNaN(trace.values[i])) newest = Math.max(newest, trace.times[i] ?? newest)
  }
  return Math.floor(newest / periodS) * periodS
}

type Grid = {
  readonly resource: ReplayResource
  readonly shapes: readonly TracedShape[]
  readonly series: readonly TracedSeries[]
  readonly newestS: number
}

function tracedResource({ resource, shapes, series, newestS }: Grid): TracedResource {
  const starts = series.filter(({ values }) => values.length > 0).map(({ startS }) => startS)
  const firstS = Math.min(...starts, newestS, shapes[0]?.fromS ?? newestS)
  const members = resource.class === 'asg' ? [memberSeries(resource, shapes, series)] : []
  return {
    id: resource.id,
    resourceClass: resource.class,
    tags: resource.tags,
    shapes,
    series: [...series, ...members.flatMap((found) => found ?? [])],
    firstS,
    newestS,
  }
}

const dimensionNames: Readonly<Record<ReplayResource['class'], string>> = {
  'ec2-instance': 'InstanceId',
  asg: 'AutoScalingGroupName',
  'rds-instance': 'DBInstanceIdentifier',
}

function metricOf(resource: ReplayResource, source: ReplayMetric): MetricId {
  const dimensions = { [dimensionNames[resource.class]]: resource.id }
  return { namespace: source.namespace, name: source.metric, dimensions }
}

/** Members in service of a group, from its shapes, wherever it has a sample; unless it was recorded itself. */
function memberSeries(
  resource: ReplayResource,
  shapes: readonly TracedShape[],
  series: readonly TracedSeries[],
): TracedSeries | undefined {
  const name = 'GroupInServiceInstances'
  const first = series[0]
  if (first === undefined || series.some(({ metric }) => metric.name === name)) return undefined
  const values = first.values.map((value, i) => {
    return Number.isNaN(value) ? Number.NaN : shapeAt(shapes, first.startS + i * first.periodS).count
  })
  const dimensions = { [dimensionNames.asg]: resource.id }
  return { ...first, metric: { namespace: 'AWS/AutoScaling', name, dimensions }, unit: 'None', values }
}
