import type { EpochMs } from '#lib/model/time.ts'
import { opensearchNode, opensearchVolumeUsd } from '../facts/opensearch-nodes.ts'
import type { WorldDomain } from '../world-domain.ts'
import { locationOf } from './accounts.ts'
import { domainSeries } from './domain-series.ts'
import { type Frame, msAt, seedFor } from './frame.ts'
import { unit } from './hash.ts'
import { ownerOf } from './owner.ts'
import { createdMsOf, type EstateResource, hoursAlive, lifeOf, type ServiceCost } from './resource.ts'
import { cell, numberCell, numberOption, type TableRow } from './table.ts'
import { workloadOf } from './workload.ts'

const service = 'Amazon OpenSearch Service'
const smallVolumeGib = 20
const masterCount = 3

/** An OpenSearch Service domain of the table. */
export function domainOf(row: TableRow, frame: Frame): EstateResource {
  const name = cell(row, 'name')
  const location = locationOf(cell(row, 'place'))
  const owner = ownerOf(row, location, frame.anchorMs)
  const createdMs = createdMsOf(row, frame)
  const domain = worldDomain(row, frame, createdMs)
  return {
    resourceClass: 'opensearch-domain',
    name,
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: domainSeries({
      row,
      frame,
      accountId: location.accountId,
      node: opensearchNode(domain.nodeType),
      volumeGib: domain.volume?.gib ?? 0,
      seed: seedFor(frame, name),
      workload: workloadOf(row, frame, location.offsetHours),
      life: lifeOf(row, frame),
    }),
    changes: [],
    cost: (fromHour, hours) => {
      const arn = `arn:aws:es:${location.region}:${location.accountId}:domain/${name}`
      return costOf(domain, hoursAlive(createdMs, fromHour, hours)).map((cost) => ({
        ...cost,
        resourceId: arn,
      }))
    },
    things: (nowMs) => ({ 'opensearch-domain': [{ ...domain, tags: owner.tagsAt(nowMs) }] }),
  }
}

const versions = ['OpenSearch_2.17', 'OpenSearch_2.11', 'OpenSearch_2.19'] as const

function worldDomain(row: TableRow, frame: Frame, createdMs: EpochMs): WorldDomain {
  const seed = seedFor(frame, cell(row, 'name'))
  const nodes = numberCell(row, 'nodes')
  const { masters } = row.options
  const changed = numberOption(row, 'changed', 200 + Math.floor(200 * unit(seed, 71)))
  return {
    name: cell(row, 'name'),
    engineVersion: versions[Math.floor(unit(seed, 70) * versions.length)] ?? versions[0],
    nodeType: cell(row, 'type'),
    nodes,
    zones: Math.min(3, nodes),
    ...(masters && { masters: { nodeType: masters, count: masterCount } }),
    volume: {
      type: 'gp3',
      gib: cell(row, 'gib') === '-' ? smallVolumeGib : numberCell(row, 'gib'),
      iops: 3000,
      throughputMibps: 125,
    },
    createdMs,
    configuredMs: Math.max(createdMs, msAt(frame, -changed, 9)),
    tags: {},
  }
}

function costOf({ nodeType, nodes, masters, volume }: WorldDomain, hours: number): ServiceCost[] {
  if (hours === 0) return []
  const nodeCost = (type: string, count: number): ServiceCost => ({
    service,
    usageType: `ESInstance:${type.replace('.search', '')}`,
    usd: hours * count * opensearchNode(type).hourlyUsd,
  })
  return [
    nodeCost(nodeType, nodes),
    ...(masters ? [nodeCost(masters.nodeType, masters.count)] : []),
    {
      service,
      usageType: 'ES:GP3-Storage',
      usd: (hours * nodes * (volume?.gib ?? 0) * opensearchVolumeUsd.gp3) / 730,
    },
  ]
}
