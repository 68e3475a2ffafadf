import { type EpochMs, hourMs } from '#lib/model/time.ts'
import { instanceType } from '../facts/instance-types.ts'
import { brokerStorageUsd, mskBroker } from '../facts/msk-brokers.ts'
import type { WorldChange } from '../world.ts'
import { kafkaArn, type WorldKafkaCluster } from '../world-kafka.ts'
import { locationOf } from './accounts.ts'
import { clusterSeries, volumeSteps } from './cluster-series.ts'
import { type Frame, seedFor } from './frame.ts'
import { hexId } from './hash.ts'
import { ownerOf } from './owner.ts'
import {
  actorOf,
  createdMsOf,
  type EstateResource,
  hoursAlive,
  lifeOf,
  type ServiceCost,
} from './resource.ts'
import { cell, numberCell, type TableRow } from './table.ts'
import { workloadOf } from './workload.ts'

const service = 'Amazon Managed Streaming for Apache Kafka'

/** An MSK cluster of the table. */
export function clusterOf(row: TableRow, frame: Frame): EstateResource {
  const name = cell(row, 'name')
  const location = locationOf(cell(row, 'place'))
  const owner = ownerOf(row, location, frame.anchorMs)
  const createdMs = createdMsOf(row, frame)
  const seed = seedFor(frame, name)
  const cluster = worldCluster(row, seed, createdMs)
  const type = instanceType(cell(row, 'type').replace(/^\w+\./, ''))
  return {
    resourceClass: 'msk-cluster',
    name,
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: clusterSeries({
      row,
      frame,
      type,
      seed,
      workload: workloadOf(row, frame, location.offsetHours),
      life: lifeOf(row, frame),
    }),
    changes: changesOf(row, frame, { createdMs, seed }),
    cost: (fromHour, hours) => {
      const resourceId = kafkaArn(location, name)
      return costOf(cluster, hoursAlive(createdMs, fromHour, hours)).map((cost) => ({ ...cost, resourceId }))
    },
    things: (nowMs) => ({ 'msk-cluster': [{ ...cluster, tags: owner.tagsAt(nowMs) }] }),
  }
}

/** Made, and grown once where the table says so. */
function changesOf(
  row: TableRow,
  frame: Frame,
  { createdMs, seed }: { readonly createdMs: EpochMs; readonly seed: number },
): readonly WorldChange[] {
  const brokers = { kind: 'kafka', id: cell(row, 'name'), shape: cell(row, 'type') } as const
  const at = { ...brokers, count: numberCell(row, 'brokers'), actor: actorOf(seed) }
  if (cell(row, 'gib') === '-') return [{ ...at, atMs: createdMs }]
  return volumeSteps(row, frame).map(({ fromHour, amount }, i) => ({
    ...at,
    atMs: i === 0 ? createdMs : fromHour * hourMs,
    storageGib: amount,
  }))
}

function worldCluster(row: TableRow, seed: number, createdMs: EpochMs): WorldKafkaCluster {
  const count = numberCell(row, 'brokers')
  const gib = cell(row, 'gib')
  return {
    name: cell(row, 'name'),
    brokers: {
      type: cell(row, 'type'),
      count,
      kafkaVersion: '3.7.x',
      ...(gib !== '-' && { volumeGib: Number(gib) }),
      iamAccess: 'iam' in row.options,
    },
    subnets: Array.from({ length: Math.min(3, count) }, (_, i) => `subnet-${hexId(seed ^ (i + 1), 17)}`),
    createdMs,
    tags: {},
  }
}

function costOf({ brokers }: WorldKafkaCluster, hours: number): ServiceCost[] {
  if (hours === 0 || !brokers) return []
  const { type, count, volumeGib = 0 } = brokers
  const usageType = type.replace(/^./, (first) => first.toUpperCase())
  const brokerUsd = hours * count * mskBroker(type).hourlyUsd
  const storageUsd = (hours * count * volumeGib * brokerStorageUsd) / 730
  return [
    { service, usageType, usd: brokerUsd },
    ...(volumeGib > 0 ? [{ service, usageType: 'Kafka.Storage.GP2', usd: storageUsd }] : []),
  ]
}
