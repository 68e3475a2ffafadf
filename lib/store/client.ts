import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { PrismaClient } from '#prisma/generated/client.ts'
import { env } from '../env.ts'
import { AppError, errorText } from '../errors.ts'

/** The database of this process: Prisma for everything relational, the pool below it for packed samples. */
export type Database = {
  readonly prisma: PrismaClient
  readonly pool: pg.Pool
}

const limits = {
  connectionTimeoutMillis: 5_000,
  idle_in_transaction_session_timeout: 60_000,
  lock_timeout: 30_000,
  keepAlive: true,
}

let opened: Database | undefined

/** Opens the database once a process; further calls return the same. `queryMs` bounds every statement. */
export function openDatabase(options: { url: string; connections: number; queryMs: number }): Database {
  if (opened) return opened
  const pool = new pg.Pool({
    connectionString: options.url,
    max: options.connections,
    statement_timeout: options.queryMs,
    query_timeout: options.queryMs + 5_000,
    ...limits,
  })
  pool.on('error', () => undefined)
  opened = { pool, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) }
  return opened
}

/** The database of this process; where nothing opened it (the pages), that of DATABASE_URL with limits for pages. */
export function database(): Database {
  if (opened) return opened
  const { DATABASE_URL: url } = env()
  if (!url) throw new Error('openDatabase was not called in this process and DATABASE_URL is not set')
  return openDatabase({ url, connections: 10, queryMs: 15_000 })
}

export async function closeDatabase(): Promise<void> {
  const closing = opened
  opened = undefined
  await closing?.prisma.$disconnect()
  await closing?.pool.end().catch(() => undefined)
}

/** Runs `work` on one connection inside a transaction. */
export async function transaction<T>(work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await database().pool.connect()
  try {
    await client.query('BEGIN')
    const result = await work(client)
    await client.query('COMMIT')
    client.release()
    return result
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined)
    client.release(error instanceof Error ? error : true)
    throw error
  }
}

/** The server answers; else `AppError` `database` that names the address without its password. */
export async function checkDatabase(url: string): Promise<{ version: string; nowMs: number }> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  try {
    await client.connect()
    const result = await client.query<{ version: string; now_ms: string }>(
      `SELECT current_setting('server_version') AS version, (extract(epoch FROM now()) * 1000)::bigint AS now_ms`,
    )
    const row = result.rows[0]
    return { version: row?.version ?? '', nowMs: Number(row?.now_ms) }
  } catch (error) {
    const { host, pathname } = new URL(url)
    const text = `PostgreSQL at ${host}${pathname} does not answer: ${errorText(error)}. Check DATABASE_URL and the server.`
    throw new AppError('database', text, error)
  } finally {
    await client.end().catch(() => undefined)
  }
}

/** Whether the opened database answers in time. */
export async function databaseAnswers(withinMs: number): Promise<boolean> {
  const answer = database()
    .pool.query('SELECT 1')
    .then(
      () => true,
      () => false,
    )
  const late = new Promise<boolean>((done) => setTimeout(() => done(false), withinMs).unref())
  return Promise.race([answer, late])
}
