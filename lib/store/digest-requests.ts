import { AppError } from '../errors.ts'
import { type Actor, mayAdminister, mayDecideFor } from '../model/actor.ts'
import type { DeliveryKey } from '../model/delivery.ts'
import { type EpochMs, floorTo, minuteMs } from '../model/time.ts'
import { appendAudit } from './audit.ts'
import { database, transaction } from './client.ts'
import { addDuePeriods } from './due.ts'
import { rateLimits, takeToken } from './rate-limits.ts'

/** Whether the actor may send the digest of a team, or of everything (''). */
export function mayRequestDigest(actor: Actor, team: string): boolean {
  return team === '' ? mayAdminister(actor) : mayDecideFor(actor, team)
}

const addressPattern = /^[^\s<>@,;:"()[\]\\]+@[^\s<>@,;:"()[\]\\]+$/

export type DigestTest = { readonly team: string; readonly address: string }

/** Asks the worker to send the preview of a team's digest to an address. Throws `AppError` where it may not be, or is none. */
export async function requestDigestTest(
  actor: Actor,
  { team, address }: DigestTest,
  nowMs: EpochMs,
): Promise<void> {
  refuseOthers(actor, team)
  if (address.length > 254 || !addressPattern.test(address)) {
    throw new AppError(
      'invalid-input',
      `"${address.slice(0, 80)}" is no address: expected one such as ana@example.com.`,
    )
  }
  if ((await takeToken('test', actor.id, nowMs)) > 0) {
    throw new AppError(
      'invalid-input',
      `At most ${rateLimits.test.perMinute} tests a minute are sent. Wait a little.`,
    )
  }
  await transaction(async (client) => {
    await client.query(
      `INSERT INTO delivery (week, team, recipient, channel, state, due_at, next_at)
       VALUES ($1, $2, $3, 'email', 'planned', to_timestamp($4::float8), to_timestamp($4::float8))
       ON CONFLICT DO NOTHING`,
      [`test-${nowMs}`, team, address.toLowerCase(), nowMs / 1000],
    )
    const after = { address }
    await appendAudit(client, {
      atMs: nowMs,
      actor: actor.id,
      action: 'digest.test',
      target: `digest/${team}`,
      after,
    })
  })
  await askWorker(nowMs)
}

/** Sends a delivery that is unknown or has failed once more. Throws `AppError` where it may not be, or is neither. */
export async function requestResend(actor: Actor, key: DeliveryKey, nowMs: EpochMs): Promise<void> {
  refuseOthers(actor, key.team)
  await transaction(async (client) => {
    const { rowCount } = await client.query(
      `UPDATE delivery SET state = 'planned', lease_id = NULL, attempt = 0, next_at = to_timestamp($4::float8 / 1000)
       WHERE week = $1 AND team = $2 AND recipient = $3 AND state IN ('unknown', 'failed')`,
      [key.week, key.team, key.recipient, nowMs],
    )
    if (rowCount !== 1)
      throw new AppError('not-found', 'This delivery is neither unknown nor failed any more.')
    const target = `delivery/${key.week}/${key.team}/${key.recipient}`
    await appendAudit(client, { atMs: nowMs, actor: actor.id, action: 'delivery.resend', target })
  })
  await askWorker(nowMs)
}

async function askWorker(nowMs: EpochMs): Promise<void> {
  await addDuePeriods([{ job: 'send-digest', scope: '', periodMs: floorTo(nowMs, minuteMs) }], nowMs)
}

function refuseOthers(actor: Actor, team: string): void {
  if (mayRequestDigest(actor, team)) return
  const who = team === '' ? 'an admin' : 'an editor of the team'
  throw new AppError('not-permitted', `Sending this digest needs ${who}.`)
}

/** Teams whose digests there are to preview, '' for everything, of those that the actor sees. */
export async function listPreviews(actor: Actor): Promise<string[]> {
  const rows = await database().prisma.digest.findMany({
    where: { week: 'preview', ...(actor.teams === 'all' ? {} : { team: { in: [...actor.teams] } }) },
    select: { team: true },
    orderBy: { team: 'asc' },
  })
  return rows.map(({ team }) => team)
}

export type StoppedSubscription = {
  readonly team: string
  readonly recipient: string
  readonly stoppedMs: EpochMs
}

/** Who has stopped the messages, or was given up after two refusals, of the digests that the actor may send. */
export async function listStopped(actor: Actor): Promise<StoppedSubscription[]> {
  const rows = await database().prisma.subscription.findMany({
    where: { stoppedAt: { not: null } },
    orderBy: [{ team: 'asc' }, { recipient: 'asc' }],
  })
  return rows
    .filter(({ team }) => mayRequestDigest(actor, team))
    .map(({ team, recipient, stoppedAt }) => ({ team, recipient, stoppedMs: stoppedAt?.getTime() ?? 0 }))
}

/** Sends to a recipient again from the next Monday on. Throws `AppError` where the actor may not, or nothing was stopped. */
export async function resumeSubscription(
  actor: Actor,
  { team, recipient }: { readonly team: string; readonly recipient: string },
  nowMs: EpochMs,
): Promise<void> {
  refuseOthers(actor, team)
  await transaction(async (client) => {
    const { rowCount } = await client.query(
      `UPDATE subscription SET stopped_at = NULL, refusals = 0, since_at = to_timestamp($3::float8 / 1000)
       WHERE team = $1 AND recipient = $2 AND stopped_at IS NOT NULL`,
      [team, recipient, nowMs],
    )
    if (rowCount !== 1) throw new AppError('not-found', 'These messages are not stopped any more.')
    const after = { recipient }
    const target = `digest/${team}`
    await appendAudit(client, { atMs: nowMs, actor: actor.id, action: 'subscription.resume', target, after })
  })
}
