import { serverlessClass } from '#lib/resources/aurora-serverless.ts'
import { auroraUsagePrices } from '../facts/aurora-classes.ts'
import { clusterOf, memberIdsOf, volumeCosts, volumeOf } from './aurora.ts'
import { hourlyDemand } from './demand.ts'
import { type Frame, seedFor } from './frame.ts'
import { metricOf } from './metric.ts'
import { createdMsOf, type EstateResource, hoursAlive, lifeOf } from './resource.ts'
import type { EstateSeries } from './series.ts'
import { numberCell, type TableRow } from './table.ts'
import { volumeSeries } from './volume-series.ts'
import { demandOf } from './workload.ts'

/** An Aurora cluster of Serverless v2: it follows its load between two capacities and is cut off at the upper one. */
export function serverlessOf(row: TableRow, frame: Frame): EstateResource {
  const scaling = { minAcu: numberCell(row, 'min'), maxAcu: numberCell(row, 'max') }
  const volume = volumeOf(row, frame)
  const members = memberIdsOf(row)
  return {
    ...clusterOf({
      row,
      frame,
      databaseClass: serverlessClass,
      resourceClass: 'aurora-serverless',
      scaling,
    }),
    series: [...members.flatMap((memberId) => capacitySeries(row, frame, memberId)), ...volumeSeries(volume)],
    cost: (fromHour, hours) => {
      const alive = hoursAlive(createdMsOf(row, frame), fromHour, hours)
      const acuHours = members
        .flatMap((memberId) => [...capacity(row, frame, memberId)(fromHour, alive)])
        .reduce((sum, value) => sum + value, 0)
      const service = 'Amazon Relational Database Service'
      const usd = acuHours * auroraUsagePrices.acuHourUsd
      return [
        { service, usageType: 'Aurora:ServerlessV2Usage', usd },
        ...volumeCosts(row, { volume, fromHour, hours: alive }),
      ]
    },
  }
}

type Hourly = (fromHour: number, count: number) => Float64Array

/** ACU that one member runs at. */
function capacity(row: TableRow, frame: Frame, memberId: string): Hourly {
  const { workload } = volumeOf(row, frame)
  const demand = demandOf(workload, { key: `${memberId}/acu`, peak: numberCell(row, 'acu') })
  const [least, most] = [numberCell(row, 'min'), numberCell(row, 'max')]
  return (fromHour, count) =>
    hourlyDemand(demand, fromHour, count).map((value) => Math.min(most, Math.max(least, value)))
}

/** ServerlessDatabaseCapacity and ACUUtilization, its percentage of the maximum. */
function capacitySeries(row: TableRow, frame: Frame, memberId: string): readonly EstateSeries[] {
  const hourly = capacity(row, frame, memberId)
  const life = lifeOf(row, frame)
  const seed = seedFor(frame, memberId)
  const most = numberCell(row, 'max')
  const dimensions = { DBInstanceIdentifier: memberId }
  const shared = { seed: seed ^ 11, ripple: 0.1, spread: 0.1 }
  return [
    metricOf(life, {
      ...shared,
      metric: { namespace: 'AWS/RDS', name: 'ServerlessDatabaseCapacity', dimensions },
      unit: 'Count',
      statistics: ['Average', 'Maximum'],
      hourly,
      ceiling: most,
      typical: most / 2,
    }),
    metricOf(life, {
      ...shared,
      metric: { namespace: 'AWS/RDS', name: 'ACUUtilization', dimensions },
      unit: 'Percent',
      statistics: ['Maximum'],
      hourly: (fromHour, count) => hourly(fromHour, count).map((value) => (100 * value) / most),
      ceiling: 100,
      typical: Math.max(1, (50 * numberCell(row, 'acu')) / most),
    }),
  ]
}
