import type { EpochMs } from '../model/time.ts'
import { database, transaction } from './client.ts'

export type RateLimit = { readonly perMinute: number }

/** How often what may be asked. */
export const rateLimits = {
  signIn: { perMinute: 5 },
  apiKey: { perMinute: 600 },
  export: { perMinute: 10 },
  test: { perMinute: 6 },
} as const satisfies Record<string, RateLimit>

/**
 * Takes one token of a bucket that holds a minute's worth; how many seconds to wait where it is empty, else 0. A refusal
 * costs nothing.
 */
export async function takeToken(kind: keyof typeof rateLimits, who: string, nowMs: EpochMs): Promise<number> {
  const { perMinute } = rateLimits[kind]
  const key = `${kind} ${who.slice(0, 200)}`
  return transaction(async (client) => {
    await client.query(
      `INSERT INTO rate_bucket (key, tokens, filled_at) VALUES ($1, $2, to_timestamp($3::float8 / 1000))
       ON CONFLICT (key) DO NOTHING`,
      [key, perMinute, nowMs],
    )
    const { rows } = await client.query<{ tokens: number }>(
      `SELECT least($2::float8, tokens + $2::float8 / 60
         * greatest(0, extract(epoch FROM to_timestamp($3::float8 / 1000) - filled_at)))::float8 AS tokens
       FROM rate_bucket WHERE key = $1 FOR UPDATE`,
      [key, perMinute, nowMs],
    )
    const tokens = rows[0]?.tokens ?? 0
    const left = tokens >= 1 ? tokens - 1 : tokens
    await client.query(
      `UPDATE rate_bucket SET tokens = $2, filled_at = greatest(filled_at, to_timestamp($3::float8 / 1000)) WHERE key = $1`,
      [key, left, nowMs],
    )
    return tokens >= 1 ? 0 : Math.max(1, Math.ceil(((1 - tokens) * 60) / perMinute))
  })
}

/** Forgets buckets that have been full for an hour. */
export async function pruneRateLimits(nowMs: EpochMs): Promise<void> {
  await database().pool.query(
    'DELETE FROM rate_bucket WHERE filled_at < to_timestamp($1::float8 / 1000 - 3600)',
    [nowMs],
  )
}
