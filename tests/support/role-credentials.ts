import { type Actor, system } from '#lib/model/actor.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { createApiKey } from '#lib/store/api-keys.ts'
import { startSession } from '#lib/store/sessions.ts'
import { ownTeam } from './two-teams.ts'

export type Headers = Readonly<Record<string, string>>
export const roleNames = [
  'anonymous',
  'viewer',
  'editor',
  'readKey',
  'writeKey',
  'reviewer',
  'admin',
  'adminKey',
] as const
export type RoleName = (typeof roleNames)[number]

/** Headers with which each role asks: sessions of people, keys of programs; the limited ones are of one's own team. */
export async function roleCredentials(nowMs: EpochMs): Promise<Map<RoleName, Headers>> {
  const session = async (name: RoleName, actor: Actor) =>
    [name, { cookie: `headroom-session=${await startSession(actor, { name, nowMs })}` }] as const
  const key = async (name: RoleName, scope: 'read' | 'write' | 'admin', team?: string) => {
    const made = { name, scope, expiresMs: nowMs + dayMs, ...(team === undefined ? {} : { team }) }
    return [name, { authorization: `Bearer ${await createApiKey(system, made, nowMs)}` }] as const
  }
  return new Map<RoleName, Headers>([
    ['anonymous', {}],
    await session('viewer', { id: 'v', role: 'viewer', teams: [ownTeam] }),
    await session('editor', { id: 'e', role: 'editor', teams: [ownTeam], edits: [ownTeam] }),
    await session('reviewer', { id: 'r', role: 'reviewer', teams: 'all' }),
    await session('admin', { id: 'a', role: 'admin', teams: 'all' }),
    await key('readKey', 'read', ownTeam),
    await key('writeKey', 'write', ownTeam),
    await key('adminKey', 'admin'),
  ])
}
