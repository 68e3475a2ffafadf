import { z } from 'zod'
import type { Actor } from '../model/actor.ts'
import {
  type Calendar,
  type Driver,
  type DriverSample,
  driverSchema,
  type EntryKind,
  entryKinds,
  type Freeze,
  freezeSchema,
  type PlannedEvent,
  plannedEventSchema,
} from '../model/calendar.ts'
import type { EpochMs, Range } from '../model/time.ts'
import { database, transaction } from './client.ts'
import { visibleTo } from './fleet.ts'

/** An entry of the calendar and when it was in force; no end = it is. */
export type EntryVersion = {
  readonly kind: EntryKind
  readonly key: string
  readonly fromMs: EpochMs
  readonly toMs?: EpochMs
  readonly body: unknown
}

/** Puts a calendar in force as a whole: what changed gets a new version, what is not named ends. History stays. */
export async function saveCalendar(
  calendar: Calendar,
  nowMs: EpochMs,
): Promise<{ begun: number; ended: number }> {
  const entries = [
    ...calendar.freezes.map((body) => ({ kind: 'freeze', key: body.name, body })),
    ...calendar.events.map((body) => ({ kind: 'event', key: body.name, body })),
    ...calendar.budgets.map((body) => ({ kind: 'budget', key: `${body.month} ${body.team}`, body })),
    ...calendar.drivers.map((body) => ({ kind: 'driver', key: body.name, body })),
  ]
  const given = `SELECT kind, key, body FROM jsonb_to_recordset($1::jsonb) AS e(kind text, key text, body jsonb)`
  return transaction(async (client) => {
    await client.query('LOCK TABLE calendar_entry IN SHARE ROW EXCLUSIVE MODE')
    const ended = await client.query(
      `UPDATE calendar_entry o SET valid_to = to_timestamp($2::float8 / 1000) WHERE valid_to IS NULL AND kind <> 'aws-budget'
         AND NOT EXISTS (SELECT FROM (${given}) g WHERE (g.kind, g.key, g.body) = (o.kind, o.key, o.body))`,
      [JSON.stringify(entries), nowMs],
    )
    const begun = await client.query(
      `INSERT INTO calendar_entry (kind, key, valid_from, body)
       SELECT g.kind, g.key, to_timestamp($2::float8 / 1000), g.body FROM (${given}) g
       WHERE NOT EXISTS (SELECT FROM calendar_entry o
         WHERE o.valid_to IS NULL AND (o.kind, o.key) = (g.kind, g.key))
       ON CONFLICT (kind, key, valid_from) DO UPDATE SET body = EXCLUDED.body, valid_to = NULL`,
      [JSON.stringify(entries), nowMs],
    )
    return { begun: begun.rowCount ?? 0, ended: ended.rowCount ?? 0 }
  })
}

/** Freezes in force, the soonest first: of every team, or of those that the actor sees. */
export async function readFreezes(actor: Actor): Promise<Freeze[]> {
  const found = (await readBodies('freeze')).map((body) => freezeSchema.parse(body))
  return found.filter((freeze) => concerns(actor, freeze.teams)).sort((a, b) => a.fromMs - b.fromMs)
}

/** Named events in force, the soonest first: of every team, or of those that the actor sees. */
export async function readEvents(actor: Actor): Promise<PlannedEvent[]> {
  const found = (await readBodies('event')).map((body) => plannedEventSchema.parse(body))
  return found.filter((event) => concerns(actor, event.teams)).sort((a, b) => a.fromMs - b.fromMs)
}

/**
 * Series of the business. Those of a file belong to no team and are the same for everyone; one that is a metric of an account is
 * told to those who see everything, or whose teams have resources in that account.
 */
export async function readDrivers(actor: Actor): Promise<Driver[]> {
  const drivers = (await readBodies('driver')).map((body) => driverSchema.parse(body))
  if (actor.teams === 'all') return drivers
  const accounts = await database().prisma.resource.findMany({
    where: { ...visibleTo(actor), deletedAt: null },
    select: { accountId: true },
    distinct: ['accountId'],
  })
  const seen = new Set(accounts.map(({ accountId }) => accountId))
  return drivers.filter(({ metric }) => metric === undefined || seen.has(metric.accountId))
}

/** Every version of every entry, oldest first; for those who see all teams. */
export async function readCalendarHistory(actor: Actor): Promise<EntryVersion[]> {
  if (actor.teams !== 'all') return []
  const rows = await database().prisma.calendarEntry.findMany({
    orderBy: [{ validFrom: 'asc' }, { kind: 'asc' }, { key: 'asc' }],
  })
  return rows.map(({ kind, key, validFrom, validTo, body }) => ({
    kind: z.enum(entryKinds).parse(kind),
    key,
    fromMs: validFrom.getTime(),
    body,
    ...(validTo === null ? {} : { toMs: validTo.getTime() }),
  }))
}

/** Merges samples of a driver; those of the same instant are replaced. */
export async function saveDriverSamples(driver: string, samples: readonly DriverSample[]): Promise<number> {
  const result = await database().pool.query(
    `INSERT INTO driver_sample (driver, at, value)
     SELECT $1, to_timestamp(s.at / 1000), s.value FROM unnest($2::float8[], $3::float8[]) AS s(at, value)
     ON CONFLICT (driver, at) DO UPDATE SET value = EXCLUDED.value
       WHERE driver_sample.value IS DISTINCT FROM EXCLUDED.value`,
    [driver, samples.map(({ atMs }) => atMs), samples.map(({ value }) => value)],
  )
  return result.rowCount ?? 0
}

/** Samples of a driver, oldest first; none of one that the actor is not told of. */
export async function readDriverSamples(
  actor: Actor,
  driver: string,
  { fromMs, toMs }: Range,
): Promise<DriverSample[]> {
  if (actor.teams !== 'all' && !(await readDrivers(actor)).some((one) => one.name === driver)) return []
  const rows = await database().prisma.driverSample.findMany({
    where: { driver, at: { gte: new Date(fromMs), lt: new Date(toMs) } },
    orderBy: { at: 'asc' },
  })
  return rows.map(({ at, value }) => ({ atMs: at.getTime(), value }))
}

/** Bodies of the entries of a kind that are in force, by key. */
export async function readBodies(kind: EntryKind): Promise<unknown[]> {
  const rows = await database().prisma.calendarEntry.findMany({
    where: { kind, validTo: null },
    orderBy: { key: 'asc' },
  })
  return rows.map(({ body }) => body)
}

function concerns(actor: Actor, teams: readonly string[]): boolean {
  return actor.teams === 'all' || teams.length === 0 || teams.some((team) => actor.teams.includes(team))
}
