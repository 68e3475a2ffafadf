import type { Actor } from '../model/actor.ts'
import { type Budget, type ImportedBudget, importedBudgetSchema } from '../model/budget.ts'
import { type TeamBudget, teamBudgetSchema } from '../model/calendar.ts'
import { type EpochMs, isoDay } from '../model/time.ts'
import { readBodies } from './calendar.ts'
import { transaction } from './client.ts'

export type BudgetsToSave = {
  readonly payerId: string
  readonly budgets: readonly ImportedBudget[]
  /** Everything was read: what AWS no longer names for this month and later has gone. */
  readonly complete: boolean
  readonly nowMs: EpochMs
}

/** Puts what AWS Budgets holds beside the calendar, with its history: a changed one gets a new version. */
export async function saveBudgets(toSave: BudgetsToSave): Promise<{ begun: number; ended: number }> {
  const { payerId, budgets, complete, nowMs } = toSave
  const entries = budgets.map((body) => ({ key: `${payerId} ${body.month} ${body.name}`, body }))
  const given = 'SELECT key, body FROM jsonb_to_recordset($1::jsonb) AS e(key text, body jsonb)'
  return transaction(async (client) => {
    await client.query('LOCK TABLE calendar_entry IN SHARE ROW EXCLUSIVE MODE')
    const ended = await client.query(
      `UPDATE calendar_entry o SET valid_to = to_timestamp($2::float8 / 1000)
       WHERE valid_to IS NULL AND kind = 'aws-budget' AND body->>'payerId' = $3 AND body->>'month' >= $4
         AND NOT EXISTS (SELECT FROM (${given}) g WHERE (g.key, g.body) = (o.key, o.body))
         AND ($5 OR o.key IN (SELECT key FROM (${given}) g))`,
      [JSON.stringify(entries), nowMs, payerId, isoDay(nowMs).slice(0, 7), complete],
    )
    const begun = await client.query(
      `INSERT INTO calendar_entry (kind, key, valid_from, body)
       SELECT 'aws-budget', g.key, to_timestamp($2::float8 / 1000), g.body FROM (${given}) g
       WHERE NOT EXISTS (SELECT FROM calendar_entry o
         WHERE o.valid_to IS NULL AND o.kind = 'aws-budget' AND o.key = g.key)
       ON CONFLICT (kind, key, valid_from) DO UPDATE SET body = EXCLUDED.body, valid_to = NULL`,
      [JSON.stringify(entries), nowMs],
    )
    return { begun: begun.rowCount ?? 0, ended: ended.rowCount ?? 0 }
  })
}

/**
 * Budgets in force by month, those of teams that the actor sees; of accounts, of the whole and of parts for those who
 * see all. Where the configuration has one of the same team and month, what AWS says is overruled.
 */
export async function listBudgets(actor: Actor): Promise<Budget[]> {
  const own = (await readBodies('budget')).map((body) => teamBudgetSchema.parse(body))
  const imported = (await readBodies('aws-budget')).map((body) => importedBudgetSchema.parse(body))
  const named = new Set(own.map(({ month, team }) => `${month} ${team}`))
  return [...own.map(configured), ...imported.map((budget) => fromAws(budget, named))]
    .filter(
      ({ scope }) => actor.teams === 'all' || (scope.kind === 'team' && actor.teams.includes(scope.team)),
    )
    .sort((a, b) => (a.month < b.month ? -1 : Number(a.month > b.month)))
}

/** Budgets of teams that count, by month and team, wherever they come from. */
export async function readBudgets(actor: Actor): Promise<TeamBudget[]> {
  const budgets = await listBudgets(actor)
  return budgets.flatMap(({ scope, month, usd, overruled }) =>
    scope.kind === 'team' && !overruled ? [{ team: scope.team, month, usd }] : [],
  )
}

function configured({ team, month, usd }: TeamBudget): Budget {
  return { source: 'configuration', month, usd, scope: { kind: 'team', team }, overruled: false }
}

function fromAws({ name, month, usd, scope }: ImportedBudget, named: ReadonlySet<string>): Budget {
  const overruled = scope.kind === 'team' && named.has(`${month} ${scope.team}`)
  return { source: 'aws-budgets', name, month, usd, scope, overruled }
}
