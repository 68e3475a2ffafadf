import { database } from './client.ts'

/** What one stretch of work asked of AWS, by IAM action, and what AWS bills for it. */
export type UsageToAdd = {
  readonly calls: Readonly<Record<string, number>>
  readonly billedMetrics: number
  readonly usd: number
}

/** Adds our own calls to AWS to those of the UTC day. */
export async function addUsage(day: string, { calls, billedMetrics, usd }: UsageToAdd): Promise<void> {
  const { pool } = database()
  await pool.query(
    `INSERT INTO api_call (day, action, calls) SELECT $1::date, key, value::int FROM jsonb_each_text($2::jsonb)
     ON CONFLICT (day, action) DO UPDATE SET calls = api_call.calls + EXCLUDED.calls`,
    [day, JSON.stringify(calls)],
  )
  await pool.query(
    `INSERT INTO api_bill (day, billed_metrics, usd) VALUES ($1::date, $2, $3)
     ON CONFLICT (day) DO UPDATE SET billed_metrics = api_bill.billed_metrics + EXCLUDED.billed_metrics,
       usd = api_bill.usd + EXCLUDED.usd`,
    [day, billedMetrics, usd],
  )
}
