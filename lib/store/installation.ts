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

/** Only simulated or replayed data on the embedded database are open, and only on loopback. */
export async function readOpenPages(): Promise<boolean> {
  const row = await database().prisma.installation.findUnique({ where: { key: 'openPages' } })
  return row?.value === true
}
