import { redshiftNode } from '../facts/redshift-nodes.ts'
import { locationOf } from './accounts.ts'
import { daysFrom, type Frame, seedFor } from './frame.ts'
import { type Life, metricOf, percentOf } from './metric.ts'
import { ownerOf } from './owner.ts'
import { createdMsOf, type EstateResource, hoursAlive, lifeOf, zoneOf } from './resource.ts'
import type { EstateSeries } from './series.ts'
import { cell, numberCell, numberOption, type TableRow } from './table.ts'
import { unevenDays } from './uneven-days.ts'
import { demandOf, workloadOf } from './workload.ts'

/** A provisioned Redshift cluster of the table. */
export function redshiftOf(row: TableRow, frame: Frame): EstateResource {
  const name = cell(row, 'name')
  const location = locationOf(cell(row, 'place'))
  const owner = ownerOf(row, location, frame.anchorMs)
  const node = redshiftNode(cell(row, 'class'))
  const nodes = numberCell(row, 'nodes')
  const createdMs = createdMsOf(row, frame)
  return {
    resourceClass: 'redshift-cluster',
    name,
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: clusterSeries(row, frame, lifeOf(row, frame)),
    changes: [],
    cost: (fromHour, hours) => [
      {
        service: 'Amazon Redshift',
        usageType: `Node:${node.name}`,
        usd: hoursAlive(createdMs, fromHour, hours) * nodes * node.hourlyUsd,
      },
    ],
    things: (nowMs) => ({
      'redshift-cluster': [
        {
          identifier: name,
          nodeType: node.name,
          nodes,
          storageGib: nodes * node.storageGib,
          version: '1.0',
          zone: zoneOf(location.region, seedFor(frame, name)),
          createdMs,
          maintenanceWindow: 'sat:05:00-sat:05:30',
          tags: owner.tagsAt(nowMs),
        },
      ],
    }),
  }
}

function clusterSeries(row: TableRow, frame: Frame, life: Life): readonly EstateSeries[] {
  const name = cell(row, 'name')
  const seed = seedFor(frame, name)
  const workload = workloadOf(row, frame, locationOf(cell(row, 'place')).offsetHours)
  const dimensions = { ClusterIdentifier: name }
  const metric = (text: string) => ({ namespace: 'AWS/Redshift', name: text, dimensions })
  const cpuPercent = numberCell(row, 'cpu')
  const disk = numberCell(row, 'disk')
  const yearly = numberOption(row, 'vgrow', 10) / 100
  const evenDays = unevenDays(seed ^ 15)
  const connections = numberCell(row, 'conn')
  const load = demandOf(workload, { key: 'connections', peak: connections, follow: 0.7 })
  const wholePercent = [{ fromHour: 0, amount: 100 }]
  return [
    metricOf(life, {
      metric: metric('CPUUtilization'),
      unit: 'Percent',
      statistics: ['Average', 'Maximum'],
      seed: seed ^ 11,
      hourly: percentOf(demandOf(workload, { key: 'cpu', peak: cpuPercent }), wholePercent),
      ceiling: 100,
      spread: 0.3,
      typical: cpuPercent / 4,
    }),
    metricOf(life, {
      metric: metric('PercentageDiskSpaceUsed'),
      unit: 'Percent',
      statistics: ['Maximum'],
      seed: seed ^ 12,
      hourly: (fromHour, count) =>
        Float64Array.from({ length: count }, (_, i) => {
          const days = evenDays(daysFrom(frame, (fromHour + i) / 24))
          return Math.min(100, disk * (1 + yearly) ** (days / 365))
        }),
      ceiling: 100,
      ripple: 0.002,
      flutter: 0.001,
      spread: 0.002,
      typical: disk / 2,
    }),
    metricOf(life, {
      metric: metric('DatabaseConnections'),
      unit: 'Count',
      statistics: ['Maximum'],
      seed: seed ^ 14,
      hourly: percentOf(load, wholePercent, Number.POSITIVE_INFINITY),
      typical: connections / 4,
    }),
  ]
}
