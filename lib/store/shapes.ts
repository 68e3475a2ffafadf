import { z } from 'zod'
import { dimensions } from '../model/capacity.ts'
import { type Price, type Shape, shapeServices } from '../model/shape.ts'
import { database } from './client.ts'

const shapeSchema = z.object({
  name: z.string(),
  service: z.enum(shapeServices),
  family: z.string(),
  size: z.string(),
  arch: z.enum(['x86_64', 'arm64']),
  currentGeneration: z.boolean(),
  burstable: z.boolean(),
  baselineVcpu: z.number().optional(),
  memoryGib: z.number().optional(),
  capacity: z.partialRecord(z.enum(dimensions), z.number()),
  gpuModel: z.string().optional(),
  podsByAddresses: z.number().optional(),
  cpuScorePerVcpu: z.number().optional(),
  cpuScoreDate: z.string().optional(),
})

/** Replaces nothing, updates what is known: shapes and list prices of a region. */
export async function saveShapes(
  region: string,
  shapes: readonly Shape[],
  prices: readonly Price[],
): Promise<void> {
  const { pool } = database()
  await pool.query(
    `INSERT INTO shape (region, name, facts)
     SELECT $1, s->>'name', s FROM jsonb_array_elements($2::jsonb) AS s
     ON CONFLICT (region, name) DO UPDATE SET facts = EXCLUDED.facts`,
    [region, JSON.stringify(shapes)],
  )
  await pool.query(
    `INSERT INTO price (region, shape, key, hourly_usd, as_of, derived)
     SELECT DISTINCT ON (p.shape, p.key) $1, p.shape, p.key, p."hourlyUsd", p."asOf", coalesce(p.derived, false)
     FROM jsonb_to_recordset($2::jsonb) AS p(shape text, key text, "hourlyUsd" float8, "asOf" text, derived boolean)
     ON CONFLICT (region, shape, key) DO UPDATE SET hourly_usd = EXCLUDED.hourly_usd, as_of = EXCLUDED.as_of,
       derived = EXCLUDED.derived`,
    [region, JSON.stringify(prices)],
  )
}

/** List prices of Linux boxes and EBS volumes of all regions. */
export async function readRatePrices(): Promise<(Price & { readonly region: string })[]> {
  return database().prisma.price.findMany({
    where: { OR: [{ key: 'linux' }, { key: { startsWith: 'ebs/' } }] },
    orderBy: [{ region: 'asc' }, { shape: 'asc' }, { key: 'asc' }],
  })
}

/** Shapes and prices that a region offers; empty before the first pull. */
export async function readShapes(region: string): Promise<{ shapes: Shape[]; prices: Price[] }> {
  const { prisma } = database()
  const [shapes, prices] = await Promise.all([
    prisma.shape.findMany({ where: { region }, orderBy: { name: 'asc' } }),
    prisma.price.findMany({ where: { region }, orderBy: [{ shape: 'asc' }, { key: 'asc' }] }),
  ])
  return { shapes: shapes.map((row) => shapeSchema.parse(row.facts)), prices }
}
