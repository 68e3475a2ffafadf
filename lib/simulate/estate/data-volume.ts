import { storageHourlyUsd } from '../facts/storage-prices.ts'
import type { WorldInstance } from '../world.ts'
import { hourlyDemand } from './demand.ts'
import { hexId } from './hash.ts'
import { type Life, metricOf } from './metric.ts'
import type { ServiceCost } from './resource.ts'
import type { EstateSeries } from './series.ts'
import { numberOption, type TableRow } from './table.ts'
import { demandOf, type Workload } from './workload.ts'

type Volume = WorldInstance['volumes'][number]

/** IOPS that a gp2 volume sustains (EBS User Guide, "General Purpose SSD volumes"). */
const gp2BaselineIops = (gib: number) => Math.min(Math.max(3 * gib, 100), 16_000)

/** A second volume for data, option `gp2=GIB`. */
export function dataVolumes(row: TableRow, seed: number): readonly Volume[] {
  const gib = numberOption(row, 'gp2', 0)
  if (gib === 0) return []
  const volumeId = `vol-${hexId(seed ^ 5, 17)}`
  return [{ volumeId, gib, volumeType: 'gp2', iops: gp2BaselineIops(gib), throughputMibps: 0 }]
}

export function dataVolumeCosts(row: TableRow, aliveHours: number): readonly ServiceCost[] {
  const gib = numberOption(row, 'gp2', 0)
  if (gib === 0) return []
  const usd = aliveHours * gib * storageHourlyUsd('ec2', 'gp2')
  return [{ service: 'EC2 - Other', usageType: 'EBS:VolumeUsage.gp2', usd }]
}

type Setting = { readonly row: TableRow; readonly workload: Workload; readonly seed: number }

/** BurstBalance: spent while the load runs, saved up again until the next. */
export function burstBalances({ row, workload, seed }: Setting, life: Life): readonly EstateSeries[] {
  const spent = demandOf(workload, { key: 'burst', peak: 90, hourNoise: 0.05, events: false, trend: () => 1 })
  return dataVolumes(row, seed).map(({ volumeId }) =>
    metricOf(life, {
      metric: { namespace: 'AWS/EBS', name: 'BurstBalance', dimensions: { VolumeId: volumeId } },
      unit: 'Percent',
      statistics: ['Minimum'],
      seed: seed ^ 31,
      hourly: (fromHour, count) =>
        hourlyDemand(spent, fromHour, count).map((percent) => Math.min(100, percent)),
      total: (_, count) => new Float64Array(count).fill(100),
      ceiling: 100,
      ripple: 0.05,
      flutter: 0.02,
      spread: 0.05,
      typical: 20,
    }),
  )
}
