import type { Actor } from '../model/actor.ts'
import type { BilledUsage, BillFacts, CostState } from '../model/bill.ts'
import type { CostSource, CostTie } from '../model/cost.ts'
import type { Price } from '../model/shape.ts'
import { dayMs, dayStart, type EpochMs } from '../model/time.ts'
import { knownIds, resourceDays } from './billed-ids.ts'
import { database } from './client.ts'
import { readCostNotes } from './cost-notes.ts'
import { chosenCosts } from './costs.ts'
import { toResource } from './resource-row.ts'
import { readUsageServices } from './usage-services.ts'

const windowDays = 30

/**
 * The last 30 days of the bill beside the inventory; `undefined` before the first cost, and for those who do not see
 * the whole organization.
 */
export async function billCoverage(actor: Actor): Promise<BillFacts | undefined> {
  if (actor.teams !== 'all') return undefined
  const { pool } = database()
  const newest = await pool.query<{ day: string | null }>(
    `SELECT max(day)::text AS day FROM cost_day WHERE grouping = 'service'`,
  )
  const day = newest.rows[0]?.day
  if (!day) return undefined
  const toMs = dayStart(day) + dayMs
  const range = [new Date(toMs - windowDays * dayMs), new Date(toMs)]
  const lines = await pool.query<BilledUsage>(
    `WITH names AS (${knownIds}), lines AS (${resourceDays})
     SELECT account_id AS "accountId", service, usage_type AS "usageType", sum(usd) AS usd,
       coalesce(sum(usd) FILTER (WHERE (account_id, resource_id) IN (SELECT account_id, name FROM names)), 0)
         AS "matchedUsd"
     FROM lines GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    range,
  )
  return {
    fromMs: toMs - windowDays * dayMs,
    toMs,
    services: withMatches(await groupedUsage('service', range), lines.rows),
    usageTypes: withTypes(await groupedUsage('usage-type', range), lines.rows),
    usageServices: await readUsageServices(actor),
    ...(await inventoryOf(range)),
  }
}

async function groupedUsage(
  grouping: 'service' | 'usage-type',
  range: readonly Date[],
): Promise<BilledUsage[]> {
  const [service, usageType] = grouping === 'service' ? ['key', `''`] : [`''`, 'key']
  const { rows } = await database().pool.query<BilledUsage>(
    `SELECT account_id AS "accountId", ${service} AS service, ${usageType} AS "usageType", sum(usd) AS usd
     FROM (${chosenCosts(`'${grouping}'`)}) c WHERE day >= $1::date AND day < $2::date
     GROUP BY account_id, key ORDER BY account_id, sum(usd) DESC`,
    [...range],
  )
  return rows
}

/** Share of each account's service that is billed under known ids, on the days that have resources, of all its days. */
function withMatches(services: readonly BilledUsage[], lines: readonly BilledUsage[]): BilledUsage[] {
  return services.map((one) => {
    const mine = lines.filter(
      ({ accountId, service }) => accountId === one.accountId && service === one.service,
    )
    const billed = mine.reduce((sum, { usd }) => sum + usd, 0)
    const matched = mine.reduce((sum, { matchedUsd = 0 }) => sum + matchedUsd, 0)
    return billed > 0 ? { ...one, matchedUsd: (one.usd * matched) / billed } : one
  })
}

/** Where lines tell service and usage type together, they are taken instead of the account's usage types. */
function withTypes(usageTypes: readonly BilledUsage[], lines: readonly BilledUsage[]): BilledUsage[] {
  const told = lines.filter(({ usageType }) => usageType !== '')
  const accounts = new Set(told.map(({ accountId }) => accountId))
  return [...told, ...usageTypes.filter(({ accountId }) => !accounts.has(accountId))]
}

async function inventoryOf(range: readonly Date[]): Promise<Pick<BillFacts, 'inventory' | 'prices'>> {
  const { pool, prisma } = database()
  const [rows, matched, monthly, prices] = await Promise.all([
    prisma.resource.findMany({
      where: { memberOf: null, OR: [{ deletedAt: null }, { deletedAt: { gt: range[0] ?? new Date(0) } }] },
      orderBy: { id: 'asc' },
    }),
    pool.query<{ resource: string }>(
      `WITH names AS (${knownIds}), lines AS (${resourceDays})
       SELECT DISTINCT resource FROM names JOIN lines ON (lines.account_id, lines.resource_id) = (names.account_id, name)`,
      [...range],
    ),
    pool.query<{ id: string; usd: number | null }>(
      `SELECT DISTINCT ON (resource_id) resource_id AS id, (summary->'current'->>'monthlyUsd')::float8 AS usd
       FROM recommendation ORDER BY resource_id, as_of DESC, id DESC`,
    ),
    prisma.price.findMany(),
  ])
  const matchedIds = new Set(matched.rows.map(({ resource }) => resource))
  const monthlyOf = new Map(monthly.rows.map(({ id, usd }) => [id, usd]))
  return {
    prices: prices as Price[],
    inventory: rows.map((row) => {
      const monthlyUsd = monthlyOf.get(row.id) ?? undefined
      const deletedMs: EpochMs | undefined = row.deletedAt?.getTime()
      return {
        resource: toResource(row),
        isMatched: matchedIds.has(row.id),
        ...(deletedMs !== undefined && { deletedMs }),
        ...(monthlyUsd !== undefined && { monthlyUsd }),
      }
    }),
  }
}

/** Ties, notes and reach of every source; nothing for those who do not see the whole organization. */
export async function readCostState(actor: Actor): Promise<CostState> {
  if (actor.teams !== 'all') return { ties: [], notes: [], sources: [] }
  const { pool } = database()
  const [ties, sources, calls, notes] = await Promise.all([
    pool.query<CostTie>(
      `SELECT month::text, source, grouping, checked_day::text AS "checkedDay", total_usd AS "totalUsd",
         stored_usd AS "storedUsd" FROM cost_tie ORDER BY month DESC, source, grouping`,
    ),
    pool.query<{ source: CostSource; fromDay: string; toDay: string; observedDay: string }>(
      `SELECT source, min(day)::text AS "fromDay", max(day)::text AS "toDay", max(observed_day)::text AS "observedDay"
       FROM cost_day WHERE grouping = 'service' GROUP BY source ORDER BY source`,
    ),
    pool.query<{ day: string; calls: number }>(
      `SELECT day::text, sum(calls)::int AS calls FROM cost_call GROUP BY day ORDER BY day DESC LIMIT 1`,
    ),
    readCostNotes(actor),
  ])
  const [newest] = calls.rows
  return { ties: ties.rows, sources: sources.rows, notes, ...(newest && { calls: newest }) }
}
