import { bytesPerGib } from '#lib/model/units.ts'
import type { WorldTable, WorldThroughput } from '../world-dynamodb.ts'
import { locationOf } from './accounts.ts'
import { type Frame, seedFor } from './frame.ts'
import { ownerOf } from './owner.ts'
import { createdMsOf, type EstateResource, lifeOf } from './resource.ts'
import type { WorldScalableTarget } from './scalable-target.ts'
import { cell, numberCell, numberOption, type TableRow } from './table.ts'
import {
  autoscalingMaximum,
  isOnDemand,
  type Throughput,
  targetShare,
  throughputCost,
  throughputOf,
  unitsOf,
} from './throughput.ts'
import { throughputSeries } from './throughput-series.ts'
import { workloadOf } from './workload.ts'

/** An item of this estate, bytes. */
const itemBytes = 900

/** A table of the inventory with its indexes, which are resources of their own beside it. */
export function tableOf(row: TableRow, indexes: readonly TableRow[], frame: Frame): EstateResource {
  const name = cell(row, 'name')
  const own = indexes.filter((index) => cell(index, 'table') === name)
  const built = resourceOf(row, frame, { TableName: name })
  const { createdMs, owner, throughput } = built
  return {
    ...built.resource,
    resourceClass: 'dynamodb-table',
    name,
    things: (nowMs) => ({
      'dynamodb-table': [{ ...worldTable(throughput, own, nowMs), createdMs, tags: owner.tagsAt(nowMs) }],
      'scalable-target': targetsOf(row, name),
    }),
  }
}

/** An index of the inventory, named after its table and itself. */
export function indexOf(row: TableRow, frame: Frame): EstateResource {
  const [table, name] = [cell(row, 'table'), cell(row, 'name')]
  const { resource } = resourceOf(row, frame, { TableName: table, GlobalSecondaryIndexName: name })
  return { ...resource, resourceClass: 'dynamodb-index', name: `${table}/${name}` }
}

function resourceOf(row: TableRow, frame: Frame, dimensions: Throughput['dimensions']) {
  const location = locationOf(cell(row, 'place'))
  const seed = seedFor(frame, Object.values(dimensions).join('/'))
  const owner = ownerOf(row, location, frame.anchorMs)
  const createdMs = createdMsOf(row, frame)
  const workload = workloadOf(row, frame, location.offsetHours)
  const life = lifeOf(row, frame)
  const throughput = throughputOf({ row, frame, dimensions, seed, life, workload })
  const resource: Omit<EstateResource, 'resourceClass' | 'name'> = {
    location,
    createdMs,
    teamAt: owner.teamAt,
    series: throughputSeries(throughput),
    changes: [],
    // Indexes are billed under their table.
    cost: (fromHour, hours) =>
      throughputCost(throughput, { fromHour, hours, createdMs }).map((cost) => ({
        ...cost,
        resourceId: `arn:aws:dynamodb:${location.region}:${location.accountId}:table/${dimensions.TableName}`,
      })),
  }
  return { resource, createdMs, owner, throughput }
}

function worldTable(
  { row, provisioned }: Throughput,
  indexes: readonly TableRow[],
  nowMs: number,
): Omit<WorldTable, 'createdMs' | 'tags'> {
  const hour = Math.floor(nowMs / 3_600_000)
  const at = (direction: 'read' | 'write') => Math.round(provisioned(direction)(hour, 1)[0] ?? 0)
  return {
    ...worldThroughput(row, { read: at('read'), write: at('write') }),
    mode: isOnDemand(row) ? 'on-demand' : 'provisioned',
    infrequentAccess: 'ia' in row.options,
    indexes: indexes.map((index) =>
      worldThroughput(index, { read: unitsOf(index, 'read'), write: unitsOf(index, 'write') }),
    ),
  }
}

function worldThroughput(
  row: TableRow,
  units: { readonly read: number; readonly write: number },
): WorldThroughput {
  const bytes = Math.round(numberCell(row, 'gib') * bytesPerGib)
  const writeMax = numberOption(row, 'odw', 0)
  return {
    name: cell(row, 'name'),
    readUnits: isOnDemand(row) ? 0 : units.read,
    writeUnits: isOnDemand(row) ? 0 : units.write,
    ...(writeMax > 0 ? { writeMax } : {}),
    bytes,
    items: Math.round(bytes / itemBytes),
  }
}

function targetsOf(row: TableRow, name: string): readonly WorldScalableTarget[] {
  return (['read', 'write'] as const).flatMap((direction): WorldScalableTarget[] => {
    const max = autoscalingMaximum(row, direction)
    if (max === undefined) return []
    const word = direction === 'read' ? 'Read' : 'Write'
    return [
      {
        serviceNamespace: 'dynamodb',
        resourceId: `table/${name}`,
        scalableDimension: `dynamodb:table:${word}CapacityUnits`,
        min: Math.round(0.2 * unitsOf(row, direction)),
        max,
        policies: [
          {
            name: `${name}-${direction}`,
            metric: `DynamoDB${word}CapacityUtilization`,
            targetValue: 100 * targetShare,
          },
        ],
      },
    ]
  })
}
