import { z } from 'zod'
import type { Actor } from '../model/actor.ts'
import type { StoredDigest } from '../model/delivery.ts'
import { database } from './client.ts'

const imagesSchema = z.array(z.object({ cid: z.string(), base64: z.string() }))

/** Keeps a week's digest for ever: of two that were computed at once the first counts. */
export async function saveDigest(digest: StoredDigest): Promise<void> {
  const { asOfMs, images, body, ...rest } = digest
  const data = {
    ...rest,
    asOf: new Date(asOfMs),
    images: [...images],
    body: JSON.parse(JSON.stringify(body)),
  }
  await database().prisma.digest.createMany({ data: [data], skipDuplicates: true })
}

/** Replaces what `saveDigest` keeps, for the preview of the next one. */
export async function replaceDigest(digest: StoredDigest): Promise<void> {
  const { week, team } = digest
  await database().prisma.digest.deleteMany({ where: { week, team } })
  await saveDigest(digest)
}

/** The digest of a week and team; undefined where there is none or the actor may not see it. */
export async function readDigest(
  actor: Actor,
  week: string,
  team: string,
): Promise<StoredDigest | undefined> {
  if (actor.teams !== 'all' && !actor.teams.includes(team)) return undefined
  const row = await database().prisma.digest.findUnique({ where: { week_team: { week, team } } })
  if (!row) return undefined
  const { asOf, images, ...rest } = row
  return { ...rest, asOfMs: asOf.getTime(), images: imagesSchema.parse(images) }
}

export type DigestRef = Pick<StoredDigest, 'week' | 'team' | 'asOfMs' | 'subject'>

/** Which digests there are, newest first. */
export async function listDigests(actor: Actor, limit = 60): Promise<DigestRef[]> {
  const rows = await database().prisma.digest.findMany({
    where: actor.teams === 'all' ? {} : { team: { in: [...actor.teams] } },
    select: { week: true, team: true, asOf: true, subject: true },
    orderBy: [{ asOf: 'desc' }, { team: 'asc' }],
    take: limit,
  })
  return rows.map(({ asOf, ...row }) => ({ ...row, asOfMs: asOf.getTime() }))
}
