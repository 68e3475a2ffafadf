import type { MetricId } from '#lib/model/series.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { databaseClasses } from '../facts/database-classes.ts'
import { instanceTypes } from '../facts/instance-types.ts'
import { storagePrices } from '../facts/storage-prices.ts'
import type { Place, World, WorldAccount, WorldMetric } from '../world.ts'
import { replayCosts } from './replay-costs.ts'
import { type ReplayFile, readReplayFile } from './replay-file.ts'
import {
  createdMs,
  type PlacedResource,
  replayChanges,
  replayDatabase,
  replayGroup,
  replayInstances,
} from './replay-inventory.ts'
import { type ReplayShifts, shiftsOf } from './shifts.ts'
import { readResources } from './traced-resource.ts'
import { seriesValues, type TracedSeries } from './traced-series.ts'

export type ReplayOptions = {
  readonly dir: string
  readonly nowMs: EpochMs
  /** As a former start gave them; empty at the first one. */
  readonly shifts: ReplayShifts
}

/** Keep `shifts` beside the database and give them to the next start. */
export type Replay = { readonly world: World; readonly shifts: ReplayShifts }

/** Opens a folder of recorded traces as a world. Throws one `AppError` that names the path and what to do. */
export async function openReplay(options: ReplayOptions): Promise<Replay> {
  const file = await readReplayFile(options.dir)
  const resources = await readResources(options.dir, file)
  const { shifts: known, nowMs } = options
  const shifts = shiftsOf({ resources, periodSeconds: file.periodSeconds, known, nowMs })
  const placed = resources.map((resource) => {
    return { resource, shiftMs: (shifts[resource.id] ?? 0) * 1000, region: file.region }
  })
  return { world: replayWorld(file, placed), shifts }
}

type PlacedSeries = { readonly series: TracedSeries; readonly shiftMs: number }

function replayWorld(file: ReplayFile, placed: readonly PlacedResource[]): World {
  const series = new Map<number, PlacedSeries>()
  const metrics: WorldMetric[] = []
  for (const { resource, shiftMs } of placed) {
    for (const found of resource.series) {
      const metric = worldMetric(found, metrics.length + 1, shiftMs)
      metrics.push(metric)
      series.set(metric.id, { series: found, shiftMs })
    }
  }
  const byKey = new Map(metrics.map((metric) => [metricKey(metric.metric), metric]))
  const changes = placed.flatMap(replayChanges).sort((a, b) => a.atMs - b.atMs)
  const here = (place: Place) => place.accountId === file.account && place.region === file.region
  const alive = (place: Place) => (here(place) ? placed.filter((one) => createdMs(one) <= place.nowMs) : [])
  return {
    accounts: [accountOf(file)],
    instances: (place) => alive(place).flatMap((one) => replayInstances(one, place.nowMs)),
    groups: (place) => alive(place).flatMap((one) => replayGroup(one, place.nowMs) ?? []),
    databases: (place) => alive(place).flatMap((one) => replayDatabase(one, place.nowMs) ?? []),
    metrics: (place) => (here(place) ? metrics : []),
    findMetric: (place, metric) => (here(place) ? byKey.get(metricKey(metric)) : undefined),
    values: (metric, statistic, range) => {
      const found = series.get(metric.id)
      if (found === undefined) throw new Error(`no recorded series of metric ${metric.id}`)
      const { shiftMs } = found
      const recorded = { ...range, fromMs: range.fromMs - shiftMs, toMs: range.toMs - shiftMs }
      return seriesValues(found.series, statistic, recorded)
    },
    changes: (place) => (here(place) ? changes.filter((change) => change.atMs <= place.nowMs) : []),
    keepsAllSamples: true,
    costs: (day, nowMs) => replayCosts({ placed, accountId: file.account, day, nowMs }),
    instanceTypes,
    databaseClasses,
    storagePrices,
  }
}

function accountOf(file: ReplayFile): WorldAccount {
  const { account: id, region } = file
  return { id, name: 'replay', regions: [region], payer: true, deniedActions: [], configRecorder: true }
}

/** Recorded metrics never die: also one that ended long ago is listed, so that its whole history can be read. */
function worldMetric(series: TracedSeries, id: number, shiftMs: number): WorldMetric {
  const { metric, unit, startS, periodS } = series
  return { id, metric, unit, firstMs: startS * 1000 + shiftMs, nativePeriodMs: periodS * 1000 }
}

function metricKey(metric: MetricId): string {
  const dimensions = Object.entries(metric.dimensions).map(([name, value]) => `${name}=${value}`)
  return [metric.namespace, metric.name, ...dimensions.sort()].join('\n')
}
