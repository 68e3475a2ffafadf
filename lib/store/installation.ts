import { z } from 'zod'
import { database } from './client.ts'

export const sources = ['aws', 'simulated', 'replay'] as const
export type Source = (typeof sources)[number]

/** Records, at each start, where the data come from and whether pages may be read without sign-in. */
export async function saveInstallation(facts: { source: Source; openPages: boolean }): Promise<void> {
  for (const [key, value] of Object.entries(facts)) {
    await database().prisma.installation.upsert({ where: { key }, create: { key, value }, update: { value } })
  }
}

export async function readSource(): Promise<Source> {
  const row = await database().prisma.installation.findUnique({ where: { key: 'source' } })
  return z.enum(sources).parse(row?.value ?? 'aws')
}

/**
 * The external id with which this installation assumes roles: random, made once, never changed. It is no secret; it
 * keeps others from making this worker assume a role that was not meant for it.
 */
export async function ensureExternalId(make: () => string): Promise<string> {
  const { prisma } = database()
  const key = 'externalId'
  await prisma.installation.createMany({ data: [{ key, value: make() }], skipDuplicates: true })
  return z.string().parse((await prisma.installation.findUniqueOrThrow({ where: { key } })).value)
}

/** Only simulated or replayed data on the embedded database are open, and only on loopback. */
export async function readOpenPages(): Promise<boolean> {
  const row = await database().prisma.installation.findUnique({ where: { key: 'openPages' } })
  return row?.value === true
}
