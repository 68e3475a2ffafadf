import type { Actor } from '../model/actor.ts'
import type { Commitment, CommitmentDay } from '../model/commitment.ts'
import type { EpochMs } from '../model/time.ts'
import { database, transaction } from './client.ts'

export type CommitmentsToSave = {
  readonly accountId: string
  readonly commitments: readonly Commitment[]
  readonly days: readonly CommitmentDay[]
  /** Everything was read: what the account no longer names has gone. */
  readonly complete: boolean
  readonly nowMs: EpochMs
}

/** Merges the commitments of one account and the coverage of the organization's days, in one transaction. */
export async function saveCommitments(toSave: CommitmentsToSave): Promise<void> {
  const { accountId, commitments, days, complete, nowMs } = toSave
  await transaction(async (client) => {
    await client.query(
      `INSERT INTO commitment (id, kind, account_id, applies_to, region, family, shape, count, committed_hourly_usd,
         start_at, end_at, payment, state, seen_at, gone_at)
       SELECT c.id, c.kind, c."accountId", c."appliesTo", c.region, c.family, c.shape, c.count,
         c."committedHourlyUsd", to_timestamp(c."startMs" / 1000), to_timestamp(c."endMs" / 1000), c.payment,
         c.state, to_timestamp($2::float8 / 1000), NULL
       FROM jsonb_to_recordset($1::jsonb) AS c(id text, kind text, "accountId" text, "appliesTo" text, region text,
         family text, shape text, count int, "committedHourlyUsd" float8, "startMs" float8, "endMs" float8,
         payment text, state text)
       ON CONFLICT (id) DO UPDATE SET (committed_hourly_usd, start_at, end_at, payment, state, count, seen_at, gone_at)
         = (EXCLUDED.committed_hourly_usd, EXCLUDED.start_at, EXCLUDED.end_at, EXCLUDED.payment, EXCLUDED.state,
            EXCLUDED.count, EXCLUDED.seen_at, NULL)`,
      [JSON.stringify(commitments), nowMs],
    )
    if (complete) {
      await client.query(
        `UPDATE commitment SET gone_at = to_timestamp($2::float8 / 1000)
         WHERE account_id = $1 AND gone_at IS NULL AND seen_at < to_timestamp($2::float8 / 1000)`,
        [accountId, nowMs],
      )
    }
    await client.query(
      `INSERT INTO commitment_day (day, covered_usd, on_demand_usd, committed_usd, unused_usd)
       SELECT d.day::date, d."coveredUsd", d."onDemandUsd", d."committedUsd", d."unusedUsd"
       FROM jsonb_to_recordset($1::jsonb)
         AS d(day text, "coveredUsd" float8, "onDemandUsd" float8, "committedUsd" float8, "unusedUsd" float8)
       ON CONFLICT (day) DO UPDATE SET (covered_usd, on_demand_usd, committed_usd, unused_usd) =
         (EXCLUDED.covered_usd, EXCLUDED.on_demand_usd, EXCLUDED.committed_usd, EXCLUDED.unused_usd)`,
      [JSON.stringify(days)],
    )
  })
}

/** Commitments that AWS still names, those that end first at the top; none for viewers of some teams. */
export async function listCommitments(actor: Actor): Promise<Commitment[]> {
  if (actor.teams !== 'all') return []
  const rows = await database().prisma.commitment.findMany({
    where: { goneAt: null },
    orderBy: [{ endAt: 'asc' }, { id: 'asc' }],
  })
  return rows.map((row) => ({
    id: row.id,
    kind: row.kind === 'reservation' ? 'reservation' : 'savings-plan',
    accountId: row.accountId,
    appliesTo: row.appliesTo,
    ...(row.region === null ? {} : { region: row.region }),
    ...(row.family === null ? {} : { family: row.family }),
    ...(row.shape === null ? {} : { shape: row.shape }),
    ...(row.count === null ? {} : { count: row.count }),
    committedHourlyUsd: row.committedHourlyUsd,
    startMs: row.startAt.getTime(),
    endMs: row.endAt.getTime(),
    payment: row.payment,
    state: row.state,
  }))
}

/** Coverage of the organization's days in `[fromDay, toDay)`, in order; none for viewers of some teams. */
export async function readCommitmentDays(
  actor: Actor,
  { fromDay, toDay }: { readonly fromDay: string; readonly toDay: string },
): Promise<CommitmentDay[]> {
  if (actor.teams !== 'all') return []
  const rows = await database().prisma.commitmentDay.findMany({
    where: { day: { gte: new Date(fromDay), lt: new Date(toDay) } },
    orderBy: { day: 'asc' },
  })
  return rows.map(({ day, ...row }) => ({ day: day.toISOString().slice(0, 10), ...row }))
}
