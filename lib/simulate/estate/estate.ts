import type { MetricId } from '#lib/model/series.ts'
import type { EpochMs } from '#lib/model/time.ts'
import { databaseClasses } from '../facts/database-classes.ts'
import { instanceTypes } from '../facts/instance-types.ts'
import { storagePrices } from '../facts/storage-prices.ts'
import type { Place, World, WorldMetric } from '../world.ts'
import type { HeldThings } from '../world-things.ts'
import { accounts } from './accounts.ts'
import { auroraOf } from './aurora.ts'
import { budgetsOf } from './budgets.ts'
import { clusterOf } from './cluster.ts'
import { commitmentsOf } from './commitments.ts'
import { openBill } from './cost-lines.ts'
import { costsOf } from './costs.ts'
import { databaseOf } from './database.ts'
import { documentdbOf } from './documentdb.ts'
import { domainOf } from './domain.ts'
import { indexOf, tableOf } from './dynamodb.ts'
import { ecsProviderOf } from './ecs-provider.ts'
import { ecsServiceOf } from './ecs-service.ts'
import { eksPoolOf } from './eks-pool.ts'
import { cacheOf } from './elasticache.ts'
import { endpointOf } from './endpoint.ts'
import { openExportBucket } from './export-bucket.ts'
import type { Frame } from './frame.ts'
import { groupOf } from './group.ts'
import { instanceOf } from './instance.ts'
import { auroraRows, serverlessRows } from './inventory/aurora-clusters.ts'
import { cacheRows, serverlessCacheRows } from './inventory/caches.ts'
import { clusterRows } from './inventory/clusters.ts'
import { databaseRows } from './inventory/databases.ts'
import { documentdbRows, redshiftRows } from './inventory/document-clusters.ts'
import { domainRows } from './inventory/domains.ts'
import { ecsProviderRows, ecsServiceRows } from './inventory/ecs.ts'
import { eksPoolRows } from './inventory/eks-pools.ts'
import { endpointRows } from './inventory/endpoints.ts'
import { groupRows } from './inventory/groups.ts'
import { instanceRows } from './inventory/instances.ts'
import { poolRows } from './inventory/pools.ts'
import { indexRows, tableRows } from './inventory/tables.ts'
import { limitsOf } from './limits.ts'
import { poolOf } from './pool.ts'
import { redshiftOf } from './redshift.ts'
import type { EstateResource } from './resource.ts'
import { type EstateSeries, seriesValues } from './series.ts'
import { serverlessOf } from './serverless.ts'
import { serverlessCacheOf } from './serverless-cache.ts'

/** Every resource of the estate in a fixed order, from its tables. */
export function estateResources(frame: Frame): readonly EstateResource[] {
  return [
    ...instanceRows.map((row) => instanceOf(row, frame)),
    ...groupRows.map((row) => groupOf(row, frame)),
    ...databaseRows.map((row) => databaseOf(row, frame)),
    ...poolRows.map((row) => poolOf(row, frame)),
    ...tableRows.map((row) => tableOf(row, indexRows, frame)),
    ...indexRows.map((row) => indexOf(row, frame)),
    ...cacheRows.map((row) => cacheOf(row, frame)),
    ...serverlessCacheRows.map((row) => serverlessCacheOf(row, frame)),
    ...domainRows.map((row) => domainOf(row, frame)),
    ...clusterRows.map((row) => clusterOf(row, frame)),
    ...eksPoolRows.map((row) => eksPoolOf(row, frame)),
    ...ecsProviderRows.map((row) => ecsProviderOf(row, frame)),
    ...ecsServiceRows.map((row) => ecsServiceOf(row, frame)),
    ...endpointRows.map((row) => endpointOf(row, frame)),
    ...auroraRows.map((row) => auroraOf(row, frame)),
    ...serverlessRows.map((row) => serverlessOf(row, frame)),
    ...documentdbRows.map((row) => documentdbOf(row, frame)),
    ...redshiftRows.map((row) => redshiftOf(row, frame)),
  ]
}

type Known = { readonly place: string; readonly series: EstateSeries; readonly world: WorldMetric }

function placeKey(place: { readonly accountId: string; readonly region: string }): string {
  return `${place.accountId}/${place.region}`
}

function metricKey(metric: MetricId): string {
  const dimensions = Object.entries(metric.dimensions)
    .map(([name, value]) => `${name}=${value}`)
    .sort()
  return [metric.namespace, metric.name, ...dimensions].join('|')
}

function knownMetrics(resources: readonly EstateResource[]): readonly Known[] {
  const all = resources.flatMap(({ location, series }) =>
    series.map((one) => ({ place: placeKey(location), one })),
  )
  return all.map(({ place, one }, i) => {
    const { metric, unit, firstMs, lastMs, nativePeriodMs } = one
    return { place, series: one, world: { id: i + 1, metric, unit, firstMs, lastMs, nativePeriodMs } }
  })
}

/** As of `nowMs`: what begins later is unknown, what ends later is alive. */
function asOf(world: WorldMetric, nowMs: EpochMs): WorldMetric | undefined {
  if (world.firstMs > nowMs) return undefined
  return world.lastMs !== undefined && world.lastMs > nowMs ? { ...world, lastMs: undefined } : world
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  return Map.groupBy(items, keyOf)
}

/**
 * The seeded estate: about 220 shared resources of one organization whose every metric, change and cost is a closed
 * form of time around `anchorMs`. Nothing is stored; the past never depends on now. Stories: `stories.ts`.
 */
export function openEstate(options: { readonly seed: number; readonly anchorMs: EpochMs }): World {
  const resources = estateResources(options)
  const byPlace = groupBy(resources, ({ location }) => placeKey(location))
  const known = knownMetrics(resources)
  const metricsByPlace = groupBy(known, ({ place }) => place)
  const byMetric = new Map(known.map((one) => [`${one.place}|${metricKey(one.world.metric)}`, one.world]))
  const bill = openBill(resources, options)
  const at = (place: Place) =>
    (byPlace.get(placeKey(place)) ?? []).filter(({ createdMs }) => createdMs <= place.nowMs)
  const instancesOf = (place: Place) =>
    at(place).flatMap((resource) => resource.instances?.(place.nowMs) ?? [])
  return {
    accounts,
    instanceTypes,
    databaseClasses,
    storagePrices,
    instances: instancesOf,
    groups: (place) => at(place).flatMap((resource) => resource.group?.(place.nowMs) ?? []),
    databases: (place) =>
      at(place).flatMap(({ database, databases }) => [
        ...(database ? [database(place.nowMs)] : []),
        ...(databases?.(place.nowMs) ?? []),
      ]),
    things: (place, kind) => {
      const held: readonly HeldThings[] = [
        ...at(place).map((resource) => resource.things?.(place.nowMs) ?? {}),
        commitmentsOf(options, place),
        budgetsOf(options, place),
        limitsOf(options, place, () => instancesOf({ ...place, nowMs: options.anchorMs })),
      ]
      return held.flatMap((things) => things[kind] ?? [])
    },
    metrics: (place) =>
      (metricsByPlace.get(placeKey(place)) ?? []).flatMap(({ world }) => asOf(world, place.nowMs) ?? []),
    findMetric: (place, metric) => {
      const found = byMetric.get(`${placeKey(place)}|${metricKey(metric)}`)
      return found && asOf(found, place.nowMs)
    },
    values: (metric, statistic, range) => {
      const found = known[metric.id - 1]
      if (!found) throw new Error(`no metric with id ${metric.id} in the simulated estate`)
      return seriesValues(found.series, statistic, range)
    },
    changes: (place) =>
      at(place)
        .flatMap(({ changes }) => changes)
        .filter(({ atMs }) => atMs <= place.nowMs)
        .sort((a, b) => a.atMs - b.atMs),
    tagChanges: (place) =>
      at(place)
        .flatMap(({ tagChanges = [] }) => tagChanges)
        .filter(({ atMs }) => atMs <= place.nowMs)
        .sort((a, b) => a.atMs - b.atMs),
    costs: (day, nowMs) => costsOf(bill(day, nowMs), day),
    costLines: bill,
    resourceCosts: true,
    objects: openExportBucket((day, nowMs) => bill(day, nowMs, 'resource')),
  }
}
