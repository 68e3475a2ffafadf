import { randomBytes, randomUUID } from 'node:crypto'
import { z } from 'zod'
import type { Actor } from '../model/actor.ts'
import {
  type ClaimedDelivery,
  type Delivery,
  type DeliveryChannel,
  type DeliveryKey,
  type DeliveryOutcome,
  deliveryChannels,
  deliveryStates,
  nextTryMs,
} from '../model/delivery.ts'
import { type EpochMs, minuteMs } from '../model/time.ts'
import { lateAfterMs } from '../model/zone.ts'
import { appendAudit } from './audit.ts'
import { database, transaction } from './client.ts'

/** How long a claim lasts: longer than any transport waits for an answer. */
const leaseMs = 3 * minuteMs
/** A recipient that was refused for good so often gets nothing more. */
const refusalsMax = 2

const rowSchema = z.object({
  week: z.string(),
  team: z.string(),
  recipient: z.string(),
  channel: z.enum(deliveryChannels),
  state: z.enum(deliveryStates),
  attempt: z.number(),
  due_at: z.date(),
  late: z.boolean(),
  sent_at: z.date().nullable(),
  note: z.string(),
})

function toDelivery(row: unknown): Delivery {
  const { due_at, sent_at, ...rest } = rowSchema.parse(row)
  return { ...rest, dueMs: due_at.getTime(), ...(sent_at ? { sentMs: sent_at.getTime() } : {}) }
}

export type PlannedDelivery = DeliveryKey & { readonly channel: DeliveryChannel; readonly dueMs: EpochMs }

/**
 * Adds deliveries; one that is known stays as it is, so nothing is planned twice. `prepare` makes what they send and runs
 * first, only where one is new. Returns how many are new.
 */
export async function planDeliveries(
  plans: readonly PlannedDelivery[],
  nowMs: EpochMs,
  prepare: () => Promise<void> = async () => undefined,
): Promise<number> {
  const { delivery } = database().prisma
  const keys = plans.map(({ week, team, recipient }) => ({ week, team, recipient }))
  if ((await delivery.count({ where: { OR: keys } })) === plans.length) return 0
  await prepare()
  const { count } = await delivery.createMany({
    data: plans.map(({ dueMs, ...plan }) => {
      return { ...plan, state: 'planned', dueAt: new Date(dueMs), nextAt: new Date(nowMs) }
    }),
    skipDuplicates: true,
  })
  return count
}

/**
 * Claims the delivery that has waited longest, under a lease that only this caller holds; undefined when none is due.
 * Two callers at once never get the same.
 */
export async function claimDelivery(nowMs: EpochMs): Promise<ClaimedDelivery | undefined> {
  const leaseId = randomUUID()
  const { rows } = await database().pool.query(
    `WITH next AS (
       SELECT week, team, recipient FROM delivery WHERE state = 'planned' AND next_at <= to_timestamp($1::float8 / 1000)
       ORDER BY next_at, week, team, recipient LIMIT 1 FOR UPDATE SKIP LOCKED)
     UPDATE delivery d SET state = 'sending', attempt = d.attempt + 1, lease_id = $2, handed_over = false,
       late = d.due_at < to_timestamp(($1::float8 - $4) / 1000),
       lease_until = to_timestamp(($1::float8 + $3) / 1000)
     FROM next WHERE (d.week, d.team, d.recipient) = (next.week, next.team, next.recipient)
     RETURNING d.*, (SELECT token FROM subscription s WHERE s.team = d.team AND s.recipient = d.recipient) AS token`,
    [nowMs, leaseId, leaseMs, lateAfterMs],
  )
  const row = rows[0]
  if (!row) return undefined
  return { ...toDelivery(row), leaseId, ...(row.token ? { unsubscribeToken: String(row.token) } : {}) }
}

/**
 * Notes that the message is about to leave. From here on a crash leaves `unknown` and never a second message. False where
 * the lease was lost: then nothing may leave.
 */
export async function handOver(leaseId: string): Promise<boolean> {
  const { rowCount } = await database().pool.query(
    `UPDATE delivery SET handed_over = true WHERE lease_id = $1 AND state = 'sending'`,
    [leaseId],
  )
  return rowCount === 1
}

/** Writes how a try ended; a late answer to a lost lease still turns `unknown` into `sent`. */
export async function settleDelivery(
  { leaseId, attempt }: ClaimedDelivery,
  outcome: DeliveryOutcome,
  nowMs: EpochMs,
): Promise<void> {
  const again = outcome.kind === 'retry' ? nextTryMs(attempt, nowMs) : undefined
  const state = outcome.kind === 'retry' ? (again === undefined ? 'failed' : 'planned') : outcome.kind
  const note = outcome.kind === 'sent' ? '' : outcome.note
  await transaction(async (client) => {
    const { rows } = await client.query(
      `UPDATE delivery SET state = $2, note = $3, next_at = to_timestamp($4::float8 / 1000), lease_until = NULL,
         lease_id = CASE WHEN $2 = 'planned' THEN NULL ELSE lease_id END,
         sent_at = CASE WHEN $2 = 'sent' THEN to_timestamp($5::float8 / 1000) END
       WHERE lease_id = $1 AND (state = 'sending' OR (state = 'unknown' AND $2 = 'sent'))
       RETURNING team, recipient`,
      [leaseId, state, note.slice(0, 1000), again ?? nowMs, nowMs],
    )
    const row = rows[0]
    if (!row || (outcome.kind !== 'failed' && outcome.kind !== 'sent')) return
    const refusals = outcome.kind === 'failed' ? 'refusals + 1' : '0'
    await client.query(
      `UPDATE subscription SET refusals = ${refusals},
         stopped_at = CASE WHEN ${refusals} >= ${refusalsMax} THEN to_timestamp($3::float8 / 1000) ELSE stopped_at END
       WHERE team = $1 AND recipient = $2`,
      [row.team, row.recipient, nowMs],
    )
  })
}

/** Claims whose holder died: back to planned where nothing had left, else unknown. Returns how many. */
export async function releaseLostClaims(nowMs: EpochMs): Promise<number> {
  const { rowCount } = await database().pool.query(
    `UPDATE delivery SET state = CASE WHEN handed_over THEN 'unknown' ELSE 'planned' END,
       note = CASE WHEN handed_over THEN 'The worker ended after it had begun to hand the message over.' ELSE note END,
       next_at = to_timestamp($1::float8 / 1000), lease_until = NULL,
       lease_id = CASE WHEN handed_over THEN lease_id END
     WHERE state = 'sending' AND lease_until < to_timestamp($1::float8 / 1000)`,
    [nowMs],
  )
  return rowCount ?? 0
}

/** The newest deliveries that the actor may see, latest first. */
export async function listDeliveries(actor: Actor, limit = 200): Promise<Delivery[]> {
  const teams = actor.teams === 'all' ? null : actor.teams
  const { rows } = await database().pool.query(
    `SELECT * FROM delivery WHERE $1::text[] IS NULL OR team = ANY($1)
     ORDER BY due_at DESC, team, recipient LIMIT $2`,
    [teams, limit],
  )
  return rows.map(toDelivery)
}

export type Subscriber = { readonly team: string; readonly recipient: string }
export type Subscription = Subscriber & { readonly sinceMs: EpochMs; readonly stoppedMs?: EpochMs }

/** Adds those who are new, from now on: nobody gets what was due before they were named. */
export async function saveSubscribers(subscribers: readonly Subscriber[], nowMs: EpochMs): Promise<void> {
  await database().prisma.subscription.createMany({
    data: subscribers.map(({ team, recipient }) => {
      return { team, recipient, sinceAt: new Date(nowMs), token: randomBytes(32).toString('base64url') }
    }),
    skipDuplicates: true,
  })
}

export async function listSubscriptions(): Promise<Subscription[]> {
  const rows = await database().prisma.subscription.findMany({
    orderBy: [{ team: 'asc' }, { recipient: 'asc' }],
  })
  return rows.map(({ team, recipient, sinceAt, stoppedAt }) => {
    return {
      team,
      recipient,
      sinceMs: sinceAt.getTime(),
      ...(stoppedAt ? { stoppedMs: stoppedAt.getTime() } : {}),
    }
  })
}

/** Stops a subscription by the token of its messages; the token is the permission. False where it is unknown. */
export async function stopSubscription(token: string, nowMs: EpochMs): Promise<boolean> {
  return transaction(async (client) => {
    const { rows } = await client.query<{ team: string; recipient: string }>(
      `UPDATE subscription SET stopped_at = to_timestamp($2::float8 / 1000) WHERE token = $1 RETURNING team, recipient`,
      [token, nowMs],
    )
    const row = rows[0]
    if (!row) return false
    const { team, recipient } = row
    const entry = { atMs: nowMs, actor: recipient, action: 'subscription.stop', target: `digest/${team}` }
    await appendAudit(client, entry)
    return true
  })
}
