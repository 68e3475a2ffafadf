import { createHash } from 'node:crypto'
import type { Actor } from '../model/actor.ts'
import type { IsoWeek } from '../model/iso-week.ts'
import type { RestatementNote, ReviewPack, ReviewRow } from '../model/review.ts'
import { cutReview } from '../model/review-cut.ts'
import { isoDay } from '../model/time.ts'
import { appendAudit } from './audit.ts'
import { database, transaction } from './client.ts'
import { remembered } from './page-memory.ts'

/** Freezes a pack: the first of a week stays. Returns whether this was it. */
export async function freezeReview(actor: Actor, pack: ReviewPack): Promise<boolean> {
  const body = JSON.stringify(pack)
  const sha256 = createHash('sha256').update(body).digest('hex')
  const agenda = pack.items.filter(({ number }) => number !== undefined).length
  return transaction(async (client) => {
    await client.query('SELECT pg_advisory_xact_lock(hashtext($1))', [`review ${pack.week}`])
    const { rowCount } = await client.query(
      `INSERT INTO review (week, frozen_at, sha256, agenda, body)
       SELECT $1, to_timestamp($2::float8 / 1000), $3, $4, $5 WHERE NOT EXISTS (SELECT FROM review WHERE week = $1)`,
      [pack.week, pack.asOfMs, sha256, agenda, body],
    )
    if (rowCount !== 1) return false
    await appendAudit(client, {
      atMs: pack.asOfMs,
      actor: actor.id,
      action: 'review.freeze',
      target: `review/${pack.week}`,
      after: { sha256, agenda },
    })
    return true
  })
}

export type ReadReview = {
  readonly pack: ReviewPack
  /** Of the frozen bytes, before any row was left out for this actor. */
  readonly sha256: string
  /** Restatements of cost since it was frozen, oldest first. */
  readonly notes: readonly RestatementNote[]
}

/** A frozen review, of which viewers of some teams get the rows of those; `undefined` where there is none. */
export async function readReview(actor: Actor, week: IsoWeek): Promise<ReadReview | undefined> {
  if (week.includes('\0')) return undefined
  const row = await database().prisma.review.findUnique({ where: { week } })
  if (!row) return undefined
  const whole = JSON.parse(row.body) as ReviewPack
  const pack = actor.teams === 'all' ? whole : cutReview(whole, actor.teams)
  return { pack, sha256: row.sha256, notes: actor.teams === 'all' ? await notesSince(whole) : [] }
}

/** The newest pack, with the rows that the actor may see; for pages, read once after each change. */
export async function readLatestReview(actor: Actor): Promise<ReviewPack | undefined> {
  return remembered(actor, 'newest review', async () => {
    const [newest] = await listReviews(actor)
    return newest && (await readReview(actor, newest.week))?.pack
  })
}

/** The bytes as they were frozen, for those who see everything. */
export async function readReviewBody(actor: Actor, week: IsoWeek): Promise<string | undefined> {
  if (actor.teams !== 'all' || week.includes('\0')) return undefined
  return (await database().prisma.review.findUnique({ where: { week } }))?.body
}

/** Every review, the newest first, with how many questions were decided in it. */
export async function listReviews(actor: Actor): Promise<ReviewRow[]> {
  const { rows } = await database().pool.query<ReviewRow>(
    `SELECT week, (extract(epoch FROM frozen_at) * 1000)::float8 AS "frozenMs", agenda,
       (SELECT count(DISTINCT (resource_id, kind))::int FROM decision d WHERE d.week = r.week) AS decided
     FROM review r ORDER BY week DESC`,
  )
  return actor.teams === 'all' ? rows : rows.map(({ week, frozenMs }) => ({ week, frozenMs }))
}

/** The newest pack before a week, whole: for the job that freezes the next. */
export async function readReviewBefore(_actor: Actor, week: IsoWeek): Promise<ReviewPack | undefined> {
  const row = await database().prisma.review.findFirst({
    where: { week: { lt: week } },
    orderBy: { week: 'desc' },
    select: { body: true },
  })
  return row ? (JSON.parse(row.body) as ReviewPack) : undefined
}

/** One note a month: the last restatement that is known, of any source, after the day on which the pack was frozen. */
async function notesSince(pack: ReviewPack): Promise<RestatementNote[]> {
  const { rows } = await database().pool.query<RestatementNote>(
    `SELECT DISTINCT ON (month) to_char(month, 'YYYY-MM') AS month, observed_day::text AS "observedDay",
       before_usd AS "beforeUsd", after_usd AS "afterUsd"
     FROM cost_note
     WHERE observed_day > $1::date AND month >= date_trunc('month', $1::date) - interval '1 month'
       AND month <= $1::date AND grouping IN ('service', 'record-type')
     ORDER BY month, observed_day DESC, grouping DESC`,
    [isoDay(pack.asOfMs)],
  )
  return rows
}
