import type pg from 'pg'

/**
 * Makes `copies` twins of everything the store holds of every resource, account and team, with names, ids and ARNs of their
 * own: what the product itself collected, forecast and decided, many times over. Only the hourly samples are copied: they
 * are the 13 months. Returns the number of sized resources.
 */
export async function growFleet(pool: pg.Pool, copies: number): Promise<number> {
  await pool.query('CREATE TABLE twin AS SELECT k FROM generate_series(1, $1::int) AS k', [copies])
  await pool.query(functions)
  await copyRows(pool)
  for (const table of await partitions(pool)) {
    await pool.query(`INSERT INTO ${table} (series_id, day, average, maximum, minimum, sum, sample_count, p99)
      SELECT t.new_id, s.day, s.average, s.maximum, s.minimum, s.sum, s.sample_count, s.p99
      FROM ${table} s JOIN series_twin t ON t.old_id = s.series_id`)
  }
  await pool.query(
    'DROP TABLE twin, series_twin CASCADE; DROP FUNCTION twin_account, twin_id, twin_name, twin_team, twin_text',
  )
  await pool.query('VACUUM ANALYZE')
  const { rows } = await pool.query<{ n: number }>(
    'SELECT count(*)::int AS n FROM resource WHERE deleted_at IS NULL AND member_of IS NULL',
  )
  return rows[0]?.n ?? 0
}

/** What makes the ids, names and texts of twin `k`: twelve sets of teams, an account of its own for every account. */
const functions = `
  CREATE FUNCTION twin_id(id text, k int) RETURNS text IMMUTABLE LANGUAGE sql AS
    $$ SELECT left(translate(md5(id || '/' || k), '0189', 'ghij'), 10) $$;
  CREATE FUNCTION twin_account(id text, k int) RETURNS text IMMUTABLE LANGUAGE sql AS
    $$ SELECT overlay(id PLACING lpad(k::text, 3, '0') FROM 1 FOR 3) $$;
  CREATE FUNCTION twin_name(name text, k int) RETURNS text IMMUTABLE LANGUAGE sql AS $$ SELECT name || '-' || k $$;
  CREATE FUNCTION twin_team(team text, k int) RETURNS text IMMUTABLE LANGUAGE sql AS
    $$ SELECT CASE WHEN team = '' THEN team ELSE team || '-' || k % 12 + 1 END $$;
  CREATE FUNCTION twin_text(body jsonb, id text, k int) RETURNS jsonb IMMUTABLE LANGUAGE sql AS
    $$ SELECT replace(body::text, id, twin_id(id, k))::jsonb $$;`

const resourceId = 'twin_id(resource_id, k)'

/** Columns that differ in a twin, by table; every other column is copied. */
const differing: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  account: { id: 'twin_account(id, k)', name: 'twin_name(name, k)', payer: 'false' },
  resource: {
    id: 'twin_id(id, k)',
    account_id: 'twin_account(account_id, k)',
    arn: "replace(twin_name(arn, k), ':' || account_id || ':', ':' || twin_account(account_id, k) || ':')",
    native_id: 'twin_name(native_id, k)',
    name: 'twin_name(name, k)',
    team: 'twin_team(team, k)',
    member_of: 'twin_id(member_of, k)',
    succeeds: 'twin_id(succeeds, k)',
  },
  resource_owner: { resource_id: resourceId, team: 'twin_team(team, k)' },
  capacity_change: { resource_id: resourceId },
  demand_history: { resource_id: resourceId },
  forecast: { id: "nextval('forecast_id_seq')", resource_id: resourceId },
  recommendation: {
    id: "nextval('recommendation_id_seq')",
    resource_id: resourceId,
    summary: 'twin_text(summary, resource_id, k)',
    detail: 'twin_text(detail, resource_id, k)',
  },
  track_score: { resource_id: resourceId },
  hindsight: { resource_id: resourceId },
  hindsight_verdict: { resource_id: resourceId },
  scaling_in_force: { resource_id: resourceId },
  scaling_study: { resource_id: resourceId },
  scenario_row: { resource_id: resourceId, detail: 'twin_text(detail, resource_id, k)' },
  service_limit: { id: 'twin_name(id, k)', account_id: 'twin_account(account_id, k)' },
  service_limit_day: { limit_id: 'twin_name(limit_id, k)' },
  second_opinion: {
    resource_arn:
      "replace(twin_name(resource_arn, k), ':' || account_id || ':', ':' || twin_account(account_id, k) || ':')",
    account_id: 'twin_account(account_id, k)',
  },
  account_discount: { account_id: 'twin_account(account_id, k)' },
  cost_day: {
    account_id: 'twin_account(account_id, k)',
    key: "CASE WHEN grouping = 'team' THEN twin_team(key, k) ELSE key END",
  },
  cost_month: {
    account_id: 'twin_account(account_id, k)',
    key: "CASE WHEN grouping = 'team' THEN twin_team(key, k) ELSE key END",
  },
  cost_resource_day: {
    account_id: 'twin_account(account_id, k)',
    resource_id: 'twin_name(resource_id, k)',
    team: 'twin_team(team, k)',
  },
}

async function copyRows(pool: pg.Pool): Promise<void> {
  for (const [table, columns] of Object.entries(differing)) {
    await copyTable(pool, table, columns, 'CROSS JOIN twin')
  }
  await pool.query(`CREATE TABLE series_twin AS
    SELECT id AS old_id, nextval('series_id_seq')::int AS new_id, k FROM series CROSS JOIN twin ORDER BY k, id`)
  const join = 'JOIN series_twin ON old_id = '
  await copyTable(pool, 'series', { id: 'new_id', resource_id: resourceId }, `${join} x.id`)
  await copyTable(pool, 'coverage', { series_id: 'new_id' }, `${join} x.series_id AND x.tier = '1h'`)
}

async function copyTable(
  pool: pg.Pool,
  table: string,
  differing: Readonly<Record<string, string>>,
  join: string,
): Promise<void> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT column_name AS name FROM information_schema.columns
     WHERE table_schema = 'public' AND table_name = $1 ORDER BY ordinal_position`,
    [table],
  )
  const names = rows.map(({ name }) => `"${name}"`)
  const values = rows.map(({ name }) => differing[name] ?? `x."${name}"`)
  await pool.query(
    `INSERT INTO "${table}" (${names.join(', ')}) SELECT ${values.join(', ')} FROM "${table}" x ${join}`,
  )
}

/** Monthly tables of the hourly samples. */
async function partitions(pool: pg.Pool): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'sample_1h'::regclass ORDER BY 1`,
  )
  return rows.map(({ name }) => name)
}
