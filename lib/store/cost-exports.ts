import {
  addMonths,
  type CostGrouping,
  type CostSource,
  costGroupings,
  notUsage,
  type ResourceCost,
  type SplitCost,
} from '../model/cost.ts'
import { withHashJoins } from './bulk.ts'
import { database, transaction } from './client.ts'
import { saveCostMonths } from './cost-months.ts'
import { restateResources } from './cost-resources.ts'

/** Fingerprint of the assembly that was read last, by billing period. */
export async function knownExports(location: string): Promise<Map<string, string>> {
  const rows = await database().prisma.costExport.findMany({ where: { location } })
  return new Map(rows.map(({ period, fingerprint }) => [period, fingerprint]))
}

/** Forgets what an earlier, unfinished reading of the assembly staged. */
export async function clearStage(assembly: string): Promise<void> {
  await database().pool.query('DELETE FROM cost_stage WHERE assembly = $1', [assembly])
}

/** Keeps partial sums of an assembly apart until it is published. */
export async function stageCosts(
  assembly: string,
  { costs, splits }: { readonly costs: readonly ResourceCost[]; readonly splits: readonly SplitCost[] },
): Promise<void> {
  const rows = [
    ...costs.map((cost) => ({ ...cost, kind: 'cost', parentId: '' })),
    ...splits.map(({ splitUsd, unusedUsd, ...split }) => ({
      ...split,
      kind: 'split',
      usageType: '',
      recordType: '',
      usd: splitUsd,
      amortizedUsd: unusedUsd,
      netUsd: 0,
    })),
  ]
  const size = 10_000
  for (let at = 0; at < rows.length; at += size)
    await database().pool.query(
      `INSERT INTO cost_stage (assembly, kind, day, account_id, service, usage_type, parent_id, resource_id, team,
         record_type, usd, amortized_usd, net_usd)
       SELECT $1, kind, day, "accountId", service, "usageType", "parentId", "resourceId", team, "recordType", usd,
         "amortizedUsd", "netUsd"
       FROM jsonb_to_recordset($2::jsonb) AS c(kind text, day date, "accountId" text, service text, "usageType" text,
         "parentId" text, "resourceId" text, team text, "recordType" text, usd float8, "amortizedUsd" float8,
         "netUsd" float8)`,
      [assembly, JSON.stringify(rows.slice(at, at + size))],
    )
}

export type PublishedExport = {
  readonly source: CostSource
  readonly location: string
  /** First day of the billing period; empty = the months of the rows. */
  readonly period: string
  readonly fingerprint: string
  readonly folder: string
  readonly observedDay: string
  readonly rows: number
  readonly malformed: number
  /** Total of each month as the rows of the file add up. */
  readonly months: readonly {
    readonly month: string
    readonly usd: number
    readonly amortizedUsd: number
    readonly netUsd: number
  }[]
}

/** Sums to a billionth of a dollar: the order in which partial sums are added is no restatement. */
const sumOf = (column: string) => `round(sum(${column})::numeric, 9)::float8`

/**
 * Makes a staged assembly what the source says of its months, in one transaction: by resource, by each grouping, the
 * split parts apart, and the totals. What the months said before and this one does not is restated to nothing.
 */
export async function publishExport(published: PublishedExport): Promise<{ changed: number }> {
  const { source, location, period, fingerprint, observedDay, months } = published
  await saveTotals(published)
  const changed = await transaction(async (client) => {
    await withHashJoins(client)
    const run = async (sql: string, values: unknown[]) => (await client.query(sql, values)).rowCount ?? 0
    let changed = 0
    for (const month of period === '' ? months.map((one) => one.month) : [period]) {
      const range = [fingerprint, observedDay, source, month, addMonths(month, 1)]
      changed += await run(restateResources(stagedResources), range)
      await run(restateSplits, range)
      for (const grouping of costGroupings)
        changed += await run(restateGrouping(grouping), [...range, grouping])
    }
    await run('DELETE FROM cost_stage WHERE assembly = $1', [fingerprint])
    await run(
      `INSERT INTO cost_export (location, period, source, fingerprint, assembly, observed_day, rows, malformed)
       VALUES ($1, $2, $3, $4, $5, $6::date, $7, $8)
       ON CONFLICT (location, period) DO UPDATE SET source = EXCLUDED.source, fingerprint = EXCLUDED.fingerprint,
         assembly = EXCLUDED.assembly, observed_day = EXCLUDED.observed_day, rows = EXCLUDED.rows,
         malformed = EXCLUDED.malformed`,
      [
        location,
        period,
        source,
        fingerprint,
        published.folder,
        observedDay,
        published.rows,
        published.malformed,
      ],
    )
    return changed
  })
  return { changed }
}

const stagedResources = `SELECT day, account_id, service, usage_type, resource_id, team, record_type,
    ${sumOf('usd')} AS usd, ${sumOf('amortized_usd')} AS amortized_usd, ${sumOf('net_usd')} AS net_usd
  FROM cost_stage WHERE assembly = $1 AND kind = 'cost' AND day >= $4::date AND day < $5::date
  GROUP BY 1, 2, 3, 4, 5, 6, 7`

async function saveTotals({ months, observedDay, source }: PublishedExport): Promise<void> {
  const rows = months.map(({ month, ...sums }) => ({
    day: month,
    accountId: '',
    grouping: 'record-type' as const,
    key: 'all',
    ...sums,
    estimated: isOpen(month, observedDay),
  }))
  await saveCostMonths(rows, addDay(observedDay), { source, grouping: 'record-type' })
}

/** An export holds the day on which it is delivered: its total counts days before the next one. */
function addDay(day: string): string {
  return new Date(Date.parse(day) + 86_400_000).toISOString().slice(0, 10)
}

/** A bill is final some days into the next month. */
function isOpen(month: string, observedDay: string): boolean {
  return observedDay < `${addMonths(month, 1).slice(0, 8)}10`
}

const keyColumns = {
  service: 'service',
  'usage-type': 'usage_type',
  team: 'team',
  'record-type': 'record_type',
} as const satisfies Record<CostGrouping, string>

const splitKey = 'day, account_id, service, parent_id, resource_id, team'

const restateSplits = `WITH given AS MATERIALIZED (
    SELECT ${splitKey}, ${sumOf('usd')} AS split_usd, ${sumOf('amortized_usd')} AS unused_usd FROM cost_stage
    WHERE assembly = $1 AND kind = 'split' AND day >= $4::date AND day < $5::date GROUP BY 1, 2, 3, 4, 5, 6
  ), known AS (
    SELECT DISTINCT ON (${splitKey}) ${splitKey}, split_usd, unused_usd FROM cost_split_day
    WHERE source = $3 AND day >= $4::date AND day < $5::date ORDER BY ${splitKey}, observed_day DESC
  ), stated AS (
    SELECT * FROM given
    UNION ALL SELECT ${splitKey}, 0, 0 FROM (SELECT ${splitKey} FROM known EXCEPT SELECT ${splitKey} FROM given) gone
  )
  INSERT INTO cost_split_day (${splitKey}, source, observed_day, split_usd, unused_usd)
  SELECT ${splitKey}, $3, $2::date, s.split_usd, s.unused_usd FROM stated s LEFT JOIN known k USING (${splitKey})
  WHERE (k.split_usd, k.unused_usd) IS DISTINCT FROM (s.split_usd, s.unused_usd)
  ON CONFLICT (${splitKey}, source, observed_day) DO UPDATE SET split_usd = EXCLUDED.split_usd,
    unused_usd = EXCLUDED.unused_usd`

/** Rows of one grouping from the staged ones: usage alone, but for the record types. */
function restateGrouping(grouping: CostGrouping): string {
  const usage =
    grouping === 'record-type'
      ? ''
      : `AND record_type NOT IN (${notUsage.map((type) => `'${type}'`).join(', ')})`
  return `WITH given AS MATERIALIZED (
      SELECT day, account_id, ${keyColumns[grouping]} AS key, ${sumOf('usd')} AS usd,
        ${sumOf('amortized_usd')} AS amortized_usd, ${sumOf('net_usd')} AS net_usd,
        $2::date < ($5::date + 9) AS estimated
      FROM cost_stage WHERE assembly = $1 AND kind = 'cost' AND day >= $4::date AND day < $5::date ${usage}
      GROUP BY 1, 2, 3
    ), known AS (
      SELECT DISTINCT ON (day, account_id, key) day, account_id, key, usd, amortized_usd, net_usd, estimated
      FROM cost_day WHERE source = $3 AND grouping = $6 AND day >= $4::date AND day < $5::date
      ORDER BY day, account_id, key, observed_day DESC
    ), stated AS (
      SELECT * FROM given
      UNION ALL
      SELECT day, account_id, key, 0, 0, 0, $2::date < ($5::date + 9) FROM (
        SELECT day, account_id, key FROM known EXCEPT SELECT day, account_id, key FROM given) gone
    )
    INSERT INTO cost_day (day, account_id, grouping, key, source, observed_day, usd, amortized_usd, net_usd, estimated)
    SELECT day, account_id, $6, key, $3, $2::date, s.usd, s.amortized_usd, s.net_usd, s.estimated
    FROM stated s LEFT JOIN known k USING (day, account_id, key)
    WHERE (k.usd, k.amortized_usd, k.net_usd, k.estimated)
      IS DISTINCT FROM (s.usd, s.amortized_usd, s.net_usd, s.estimated)
    ON CONFLICT (day, account_id, grouping, key, source, observed_day) DO UPDATE SET usd = EXCLUDED.usd,
      amortized_usd = EXCLUDED.amortized_usd, net_usd = EXCLUDED.net_usd, estimated = EXCLUDED.estimated`
}
