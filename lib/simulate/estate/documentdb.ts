import { hoursPerMonth } from '#lib/model/units.ts'
import { documentdbClass, documentdbUsagePrices } from '../facts/documentdb-classes.ts'
import { locationOf } from './accounts.ts'
import { clusterOf, memberIdsOf, volumeOf } from './aurora.ts'
import { type Frame, seedFor } from './frame.ts'
import { cacheHitRatio, type MemberTruth, memberSeries } from './member-series.ts'
import { createdMsOf, type EstateResource, hoursAlive, lifeOf } from './resource.ts'
import { cell, numberCell, type TableRow } from './table.ts'
import { ioRequests, volumeGib, volumeSeries } from './volume-series.ts'
import { workloadOf } from './workload.ts'

const engine = { name: 'docdb', version: '5.0.0', storageType: 'standard' } as const
const service = 'Amazon DocumentDB (with MongoDB compatibility)'
/** Share of the primary's load that a replica carries. */
const replicaLoad = 0.6

/** A DocumentDB cluster of the table. */
export function documentdbOf(row: TableRow, frame: Frame): EstateResource {
  const klass = documentdbClass(cell(row, 'class'))
  const volume = { ...volumeOf(row, frame), namespace: 'AWS/DocDB' as const }
  const members = memberIdsOf(row)
  const workload = workloadOf(row, frame, locationOf(cell(row, 'place')).offsetHours)
  return {
    ...clusterOf({ row, frame, databaseClass: klass.name, resourceClass: 'documentdb-cluster', engine }),
    series: [
      ...members.flatMap((memberId, i) => {
        const truth: MemberTruth = {
          namespace: 'AWS/DocDB',
          memberId,
          seed: seedFor(frame, memberId),
          workload,
          life: lifeOf(row, frame),
          vcpu: klass.vcpu,
          memoryGib: klass.memoryGib,
          // DocumentDB's balance of credits is no part of what is collected.
          burstable: false,
          cpuPercent: (i === 0 ? 1 : replicaLoad) * numberCell(row, 'cpu'),
          memoryPercent: numberCell(row, 'mem'),
        }
        return [...memberSeries(truth), cacheHitRatio(truth)]
      }),
      ...volumeSeries(volume),
    ],
    cost: (fromHour, hours) => {
      const alive = hoursAlive(createdMsOf(row, frame), fromHour, hours)
      if (alive === 0) return []
      const { storageGibMonthUsd, millionIoUsd } = documentdbUsagePrices
      const gibMonths = (volumeGib(volume, fromHour) * alive) / hoursPerMonth
      const requests = ioRequests(volume, fromHour, alive)
      return [
        {
          service,
          usageType: `InstanceUsage:${klass.name}`,
          usd: alive * members.length * klass.hourlyUsd,
        },
        { service, usageType: 'StorageUsage', usd: gibMonths * storageGibMonthUsd },
        { service, usageType: 'StorageIOUsage', usd: (requests / 1e6) * millionIoUsd },
      ]
    },
  }
}
