import { z } from 'zod'
import { type CapacityChange, type CapacitySource, capacitySources, dimensions } from '../model/capacity.ts'
import type { Signals } from '../model/forecast.ts'
import type { Resource } from '../model/resource.ts'
import { type SeriesRef, statistics } from '../model/series.ts'
import { database } from './client.ts'
import { toResource } from './resource-row.ts'

const capacitySchema = z.partialRecord(z.enum(dimensions), z.number())
const signalsSchema = z.record(
  z.string(),
  z.object({ min: z.number(), p50: z.number(), max: z.number(), mean: z.number().optional() }),
)
const dimensionSetSchema = z.record(z.string(), z.string())

/** Every resource that exists, members included, for the jobs. */
export async function listResources(): Promise<Resource[]> {
  const rows = await database().prisma.resource.findMany({
    where: { deletedAt: null },
    orderBy: { id: 'asc' },
  })
  return rows.map(toResource)
}

/** Series of the given resources, in the order of their numbers. */
export async function listSeries(resourceIds: readonly string[]): Promise<SeriesRef[]> {
  const rows = await database().prisma.series.findMany({
    where: { resourceId: { in: [...resourceIds] } },
    orderBy: { id: 'asc' },
  })
  return rows.map((row) => ({
    id: row.id,
    resourceId: row.resourceId,
    key: row.key,
    member: row.member,
    metric: {
      namespace: row.namespace,
      name: row.name,
      dimensions: dimensionSetSchema.parse(row.dimensions),
    },
    statistics: z.array(z.enum(statistics)).parse(row.statistics),
  }))
}

/** Capacity timeline of a resource, oldest first. */
export async function readChanges(resourceId: string): Promise<CapacityChange[]> {
  const rows = await database().prisma.capacityChange.findMany({
    where: { resourceId },
    orderBy: { fromAt: 'asc' },
  })
  return rows.map((row) => ({
    fromMs: row.fromAt.getTime(),
    shape: row.shape,
    count: row.count,
    capacity: capacitySchema.parse(row.capacity),
    source: z.enum(capacitySources).parse(row.source) satisfies CapacitySource,
    actor: row.actor ?? undefined,
  }))
}

/** Recent levels of metrics that tell of pressure. */
export async function readSignals(resourceId: string): Promise<Signals> {
  const row = await database().prisma.resource.findUnique({
    where: { id: resourceId },
    select: { signals: true },
  })
  return signalsSchema.parse(row?.signals ?? {})
}

export async function saveSignals(resourceId: string, signals: Signals): Promise<void> {
  await database().prisma.resource.update({ where: { id: resourceId }, data: { signals: { ...signals } } })
}
