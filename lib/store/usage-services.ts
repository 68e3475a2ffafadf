import type { Actor } from '../model/actor.ts'
import type { UsageService } from '../model/bill.ts'
import { database } from './client.ts'

/** Replaces what is known of the services of usage types; an empty reading replaces nothing. */
export async function saveUsageServices(
  services: readonly UsageService[],
  observedDay: string,
): Promise<number> {
  if (services.length === 0) return 0
  const { rowCount } = await database().pool.query(
    `WITH given AS (
       SELECT * FROM jsonb_to_recordset($1::jsonb) AS g("usageType" text, service text, usd float8)
     ), gone AS (
       DELETE FROM usage_service u
       WHERE NOT EXISTS (SELECT FROM given g WHERE (g."usageType", g.service) = (u.usage_type, u.service))
     )
     INSERT INTO usage_service (usage_type, service, usd, observed_day)
     SELECT "usageType", service, usd, $2::date FROM given
     ON CONFLICT (usage_type, service) DO UPDATE SET usd = EXCLUDED.usd, observed_day = EXCLUDED.observed_day`,
    [JSON.stringify(services), observedDay],
  )
  return rowCount ?? 0
}

/** What bills each usage type; nothing for those who do not see the whole organization. */
export async function readUsageServices(actor: Actor): Promise<UsageService[]> {
  if (actor.teams !== 'all') return []
  const { rows } = await database().pool.query<UsageService>(
    `SELECT usage_type AS "usageType", service, usd FROM usage_service ORDER BY usage_type, service`,
  )
  return rows
}

/** The day of the last reading; undefined before the first. */
export async function lastUsageServiceDay(): Promise<string | undefined> {
  const { rows } = await database().pool.query<{ day: string | null }>(
    'SELECT max(observed_day)::text AS day FROM usage_service',
  )
  return rows[0]?.day ?? undefined
}
