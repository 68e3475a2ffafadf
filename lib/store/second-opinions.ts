import type { Actor } from '../model/actor.ts'
import { opinionSources, type SecondOpinion } from '../model/second-opinion.ts'
import { database } from './client.ts'
import { visibleTo } from './fleet.ts'

/** Adds opinions; the same opinion of the same date is kept once, as it was read last. */
export async function saveSecondOpinions(opinions: readonly SecondOpinion[]): Promise<void> {
  await database().pool.query(
    `INSERT INTO second_opinion (resource_arn, source, as_of, account_id, finding, reasons, current_shape,
       recommended_shape, saving_monthly_usd, lookback_days, performance_risk)
     SELECT DISTINCT ON (o."resourceArn", o.source, o."asOfMs") o."resourceArn", o.source,
       to_timestamp(o."asOfMs" / 1000), o."accountId", o.finding, o.reasons, o."currentShape", o."recommendedShape",
       o."savingMonthlyUsd", o."lookbackDays", o."performanceRisk"
     FROM jsonb_to_recordset($1::jsonb) AS o("resourceArn" text, source text, "asOfMs" float8, "accountId" text,
       finding text, reasons text[], "currentShape" text, "recommendedShape" text, "savingMonthlyUsd" float8,
       "lookbackDays" float8, "performanceRisk" float8)
     ON CONFLICT (resource_arn, source, as_of) DO UPDATE SET (account_id, finding, reasons, current_shape,
       recommended_shape, saving_monthly_usd, lookback_days, performance_risk) = (EXCLUDED.account_id,
       EXCLUDED.finding, EXCLUDED.reasons, EXCLUDED.current_shape, EXCLUDED.recommended_shape,
       EXCLUDED.saving_monthly_usd, EXCLUDED.lookback_days, EXCLUDED.performance_risk)`,
    [JSON.stringify(opinions)],
  )
}

/**
 * The newest opinion of each source on one resource, by its ARN; empty where AWS never had one, or where the actor does not see
 * such a resource.
 */
export async function readSecondOpinions(actor: Actor, resourceArn: string): Promise<SecondOpinion[]> {
  if (actor.teams !== 'all') {
    const seen = await database().prisma.resource.count({ where: { arn: resourceArn, ...visibleTo(actor) } })
    if (seen === 0) return []
  }
  const rows = await database().prisma.secondOpinion.findMany({
    where: { resourceArn, source: { in: [...opinionSources] } },
    orderBy: [{ source: 'asc' }, { asOf: 'desc' }],
    distinct: ['source'],
  })
  return rows.map((row) => ({
    source: row.source as SecondOpinion['source'],
    accountId: row.accountId,
    resourceArn: row.resourceArn,
    asOfMs: row.asOf.getTime(),
    finding: row.finding,
    reasons: row.reasons,
    ...present('currentShape', row.currentShape),
    ...present('recommendedShape', row.recommendedShape),
    ...present('savingMonthlyUsd', row.savingMonthlyUsd),
    ...present('lookbackDays', row.lookbackDays),
    ...present('performanceRisk', row.performanceRisk),
  }))
}

function present<Key extends string, Value>(key: Key, value: Value | null): { [K in Key]?: Value } {
  return value === null ? {} : ({ [key]: value } as { [K in Key]: Value })
}
