import type pg from 'pg'
import type { Actor } from '../model/actor.ts'
import type { EpochMs } from '../model/time.ts'
import { database } from './client.ts'

/** Who changed what. `before` and `after` are what stood and what stands, `undefined` = nothing. */
export type AuditEntry = {
  readonly atMs: EpochMs
  readonly actor: string
  /** `decision.accept`, `review.freeze`. */
  readonly action: string
  /** `resource/abc`, `review/2026-W48`. */
  readonly target: string
  readonly before?: unknown
  readonly after?: unknown
}

/** Appends an entry on the connection, and so in the transaction, of the change that it tells of. */
export async function appendAudit(client: pg.PoolClient, entry: AuditEntry): Promise<void> {
  await client.query(
    `INSERT INTO audit_entry (at, actor, action, target, before, after)
     VALUES (to_timestamp($1::float8 / 1000), $2, $3, $4, $5, $6)`,
    [entry.atMs, entry.actor, entry.action, entry.target, json(entry.before), json(entry.after)],
  )
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}

/** The newest entries first; for admins alone. */
export async function listAudit(actor: Actor, limit: number): Promise<AuditEntry[]> {
  if (actor.role !== 'admin' || actor.teams !== 'all') return []
  const rows = await database().prisma.auditEntry.findMany({ orderBy: { id: 'desc' }, take: limit })
  return rows.map(({ at, actor: who, action, target, before, after }) => ({
    atMs: at.getTime(),
    actor: who,
    action,
    target,
    ...(before === null ? {} : { before }),
    ...(after === null ? {} : { after }),
  }))
}
