import type { Actor } from '../model/actor.ts'
import type { CostGrouping } from '../model/cost.ts'
import { database } from './client.ts'
import { chosenCosts } from './costs.ts'

export type KeyDayRow = {
  readonly day: string
  readonly key: string
  readonly usd: number
  readonly estimated: boolean
}

/** Cost of the days from `fromDay` by key of a grouping, all accounts together, as last observed; whole estates only. */
export async function readKeyDays(
  actor: Actor,
  grouping: CostGrouping,
  fromDay: string,
): Promise<KeyDayRow[]> {
  if (actor.teams !== 'all') return []
  const { rows } = await database().pool.query<KeyDayRow>(
    `SELECT day::text, key, sum(usd) AS usd, bool_or(estimated) AS estimated
     FROM (${chosenCosts('$1')}) c WHERE day >= $2::date GROUP BY day, key ORDER BY day, key`,
    [grouping, fromDay],
  )
  return rows
}

export type RateRow = {
  readonly service: string
  readonly usageType: string
  readonly usdPerResourceDay: number
  readonly usd: number
}

/**
 * By kind of use in `[fromDay, toDay)`: what a resource's day costs (median) and the sum. Exports tell it; Cost Explorer
 * keeps it too short. Empty for those who see only some teams.
 */
export async function readRates(actor: Actor, fromDay: string, toDay: string): Promise<RateRow[]> {
  if (actor.teams !== 'all') return []
  const { rows } = await database().pool.query<RateRow>(
    `SELECT service, usage_type AS "usageType", sum(usd) AS usd,
       percentile_cont(0.5) WITHIN GROUP (ORDER BY usd) AS "usdPerResourceDay"
     FROM (SELECT DISTINCT ON (day, account_id, service, usage_type, resource_id, team, record_type) *
           FROM cost_resource_day WHERE source IN ('cur', 'focus') AND day >= $1::date AND day < $2::date
           ORDER BY day, account_id, service, usage_type, resource_id, team, record_type, observed_day DESC) c
     WHERE record_type NOT IN ('Credit', 'Refund', 'Tax') AND usd > 0
     GROUP BY service, usage_type ORDER BY service, usage_type`,
    [fromDay, toDay],
  )
  return rows
}
