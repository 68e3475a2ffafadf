import { hourMs } from '#lib/model/time.ts'
import { bytesPerGib } from '#lib/model/units.ts'
import { serverlessCachePrices } from '../facts/cache-nodes.ts'
import { locationOf } from './accounts.ts'
import { type Demand, hourlyDemand } from './demand.ts'
import { engineOf } from './elasticache.ts'
import { type Frame, seedFor } from './frame.ts'
import { amountOf, type Life, metricOf } from './metric.ts'
import { ownerOf } from './owner.ts'
import { createdMsOf, type EstateResource, hoursAlive, lifeOf, type ServiceCost } from './resource.ts'
import type { EstateSeries } from './series.ts'
import { cell, numberCell, numberOption, type TableRow } from './table.ts'
import { demandOf, workloadOf } from './workload.ts'

const secondsPerMinute = 60

/** A serverless cache of the inventory. */
export function serverlessCacheOf(row: TableRow, frame: Frame): EstateResource {
  const name = cell(row, 'name')
  const location = locationOf(cell(row, 'place'))
  const owner = ownerOf(row, location, frame.anchorMs)
  const createdMs = createdMsOf(row, frame)
  const workload = workloadOf(row, frame, location.offsetHours)
  const ecpu = demandOf(workload, { key: 'ecpu', peak: numberCell(row, 'ecpu'), hourNoise: 0.08 })
  const kept = { key: 'stored', peak: numberCell(row, 'gib'), follow: 0.1, hourNoise: 0.01, dayNoise: 0.01 }
  const built: Built = { row, ecpu, stored: demandOf(workload, kept), createdMs }
  const [storageGbMax, ecpuMax] = [numberOption(row, 'gbmax', 0), numberOption(row, 'ecpumax', 0)]
  return {
    resourceClass: 'elasticache-serverless',
    name,
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: seriesOf(built, lifeOf(row, frame), seedFor(frame, name)),
    changes: [],
    cost: (fromHour, hours) =>
      costOf(built, fromHour, hours).map((cost) => ({
        ...cost,
        resourceId: `arn:aws:elasticache:${location.region}:${location.accountId}:serverlesscache:${name}`,
      })),
    things: (nowMs) => ({
      'serverless-cache': [
        {
          name,
          engine: engineOf(row),
          majorVersion: engineOf(row) === 'valkey' ? '8' : '7',
          ...(storageGbMax > 0 ? { storageGbMax } : {}),
          ...(ecpuMax > 0 ? { ecpuMax } : {}),
          createdMs,
          tags: owner.tagsAt(nowMs),
        },
      ],
    }),
  }
}

type Built = {
  readonly row: TableRow
  readonly ecpu: Demand
  readonly stored: Demand
  readonly createdMs: number
}

function seriesOf({ row, ecpu, stored }: Built, life: Life, seed: number): readonly EstateSeries[] {
  const metric = (name: string) => ({
    namespace: 'AWS/ElastiCache',
    name,
    dimensions: { clusterId: cell(row, 'name') },
  })
  const perMinute = amountOf(ecpu)
  const gib = amountOf(stored)
  return [
    metricOf(life, {
      metric: metric('ElastiCacheProcessingUnits'),
      unit: 'Count',
      statistics: ['Sum'],
      seed: seed ^ 61,
      hourly: (fromHour, count) => perMinute(fromHour, count).map((units) => units * secondsPerMinute),
      counter: true,
      typical: numberCell(row, 'ecpu') * secondsPerMinute,
    }),
    metricOf(life, {
      metric: metric('BytesUsedForCache'),
      unit: 'Bytes',
      statistics: ['Average', 'Maximum'],
      seed: seed ^ 62,
      hourly: (fromHour, count) => gib(fromHour, count).map((value) => value * bytesPerGib),
      ripple: 0.01,
      flutter: 0.002,
      spread: 0.01,
      typical: 0.1 * numberCell(row, 'gib') * bytesPerGib,
    }),
    ...['ThrottledCmds', 'Evictions'].map((name, i) =>
      metricOf(life, {
        metric: metric(name),
        unit: 'Count',
        statistics: ['Sum'],
        seed: seed ^ (63 + i),
        hourly: (_, count) => new Float64Array(count),
        counter: true,
        ripple: 0,
        flutter: 0,
        spread: 0,
        typical: 1e5,
      }),
    ),
  ]
}

/** Data by the GB-hour and ECPUs, as they were used. */
function costOf(
  { row, ecpu, stored, createdMs }: Built,
  fromHour: number,
  hours: number,
): readonly ServiceCost[] {
  const alive = hoursAlive(createdMs, fromHour, hours)
  if (alive === 0) return []
  const from = Math.max(fromHour, Math.ceil(createdMs / hourMs))
  const engine = engineOf(row)
  const { gbHourUsd, millionEcpuUsd } = serverlessCachePrices[engine]
  const sum = (demand: Demand, each: (value: number) => number) =>
    hourlyDemand(demand, from, alive).reduce((total, value) => total + each(value), 0)
  const floor = engine === 'valkey' ? 0.1 : 1
  const name = { redis: 'Redis', valkey: 'Valkey', memcached: 'Memcached' }[engine]
  const service = 'Amazon ElastiCache'
  return [
    {
      service,
      usageType: `CachedData:${name}`,
      usd: sum(stored, (gib) => Math.max(floor, gib)) * gbHourUsd,
    },
    {
      service,
      usageType: `ElastiCacheProcessingUnits:${name}`,
      usd: (sum(ecpu, (units) => units * 3600) * millionEcpuUsd) / 1e6,
    },
  ]
}
