import type pg from 'pg'
import { type Actor, mayAdminister } from '../model/actor.ts'
import type { AuditEntry } from '../model/audit.ts'
import type { EpochMs } from '../model/time.ts'
import { database } from './client.ts'

/** SHA-256 over everything that an entry says and the hash before it; of a row with these columns. */
const hashSql = `encode(sha256(convert_to(jsonb_build_array(coalesce(previous_hash, ''),
  (extract(epoch FROM at) * 1000)::bigint, actor, action, target, before, after)::text, 'UTF8')), 'hex')`

/**
 * Appends an entry on the connection, and so in the transaction, of the change that it tells of. It is chained to the entry
 * before it, so entries are appended one after the other until their transactions end.
 */
export async function appendAudit(client: pg.PoolClient, entry: AuditEntry): Promise<void> {
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('audit chain'))`)
  await client.query(
    `INSERT INTO audit_entry (at, actor, action, target, before, after, previous_hash, hash)
     SELECT at, actor, action, target, before, after, previous_hash, ${hashSql}
     FROM (SELECT to_timestamp($1::float8 / 1000)::timestamptz(3) AS at, $2::text AS actor, $3::text AS action,
       $4::text AS target, $5::jsonb AS before, $6::jsonb AS after,
       (SELECT hash FROM audit_entry ORDER BY id DESC LIMIT 1) AS previous_hash) entry`,
    [entry.atMs, entry.actor, entry.action, entry.target, json(entry.before), json(entry.after)],
  )
}

/** How many entries are chained, and the first that is not what was written: changed, or one before it is gone. */
export type AuditChain = {
  readonly entries: number
  readonly brokenAt?: { readonly id: number; readonly atMs: EpochMs }
}

/** Recomputes the whole chain; for admins alone. */
export async function verifyAudit(actor: Actor): Promise<AuditChain | undefined> {
  if (!mayAdminister(actor)) return undefined
  const { rows } = await database().pool.query<{ entries: number; id: string | null; at: Date | null }>(
    `WITH chain AS (
       SELECT id, at, hash, previous_hash, lag(hash) OVER (ORDER BY id) AS hash_before, ${hashSql} AS expected
       FROM audit_entry),
     broken AS (
       SELECT id, at FROM chain
       WHERE hash <> expected OR hash IS NULL AND hash_before IS NOT NULL
         OR hash IS NOT NULL AND previous_hash IS DISTINCT FROM hash_before
       ORDER BY id LIMIT 1)
     SELECT (SELECT count(*)::int FROM chain WHERE hash IS NOT NULL) AS entries,
       (SELECT id FROM broken) AS id, (SELECT at FROM broken) AS at`,
  )
  const [{ entries, id, at } = { entries: 0, id: null, at: null }] = rows
  return {
    entries,
    ...(id === null || at === null ? {} : { brokenAt: { id: Number(id), atMs: at.getTime() } }),
  }
}

function json(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value)
}

/** An entry with its place in the log and its hash; none on those from before the chain. */
export type StoredAudit = AuditEntry & { readonly id: number; readonly hash?: string }

/** The newest entries first; for admins alone. */
export async function listAudit(actor: Actor, limit: number): Promise<StoredAudit[]> {
  if (!mayAdminister(actor)) return []
  const rows = await database().prisma.auditEntry.findMany({ orderBy: { id: 'desc' }, take: limit })
  return rows.map(({ id, at, actor: who, action, target, before, after, hash }) => ({
    id: Number(id),
    atMs: at.getTime(),
    actor: who,
    action,
    target,
    ...(before === null ? {} : { before }),
    ...(after === null ? {} : { after }),
    ...(hash === null ? {} : { hash }),
  }))
}
