import { headers } from 'next/headers'
import type { Actor } from '#lib/model/actor.ts'
import { takeToken } from '#lib/store/rate-limits.ts'
import { tooMany } from './who-asks.ts'

/** An answer that asks to wait, where a client of ours has asked too often; undefined where it may go on. */
export async function takeTurn(
  kind: Parameters<typeof takeToken>[0],
  who?: string,
): Promise<Response | undefined> {
  const peer = (await headers()).get('x-headroom-peer') ?? 'unknown'
  const waitSeconds = await takeToken(kind, who ?? peer, Date.now())
  if (waitSeconds === 0) return undefined
  return tooMany(waitSeconds)
}

/** The same for an export, which reads much: by who asks. Visitors of open pages are alone on their machine. */
export async function takeExport(actor: Actor): Promise<Response | undefined> {
  return actor.id === 'visitor' ? undefined : takeTurn('export', actor.id)
}
