import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { describe, expect, inject, test } from 'vitest'
import { migrate, packedTables, schemaScript } from '#lib/store/migrate.ts'
import { freshDatabaseUrl } from '../support/database.ts'

async function query<T extends pg.QueryResultRow>(
  url: string,
  sql: string,
  values: unknown[] = [],
): Promise<T[]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query<T>(sql, values)).rows
  } finally {
    await client.end()
  }
}

/** Address of a database that holds nothing. */
async function blankDatabaseUrl(): Promise<string> {
  const name = `blank_${randomBytes(6).toString('hex')}`
  await query(inject('postgresUrl'), `CREATE DATABASE ${name}`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return url.href
}

/** Columns and indexes of everything that schema.prisma speaks of. */
async function describeSchema(url: string) {
  const left = ['_prisma_migrations', ...packedTables]
  const columns = await query(
    url,
    `SELECT table_name, column_name, data_type, udt_name, is_nullable, column_default, datetime_precision
     FROM information_schema.columns WHERE table_schema = 'public' AND NOT (table_name = ANY($1))
     ORDER BY table_name, column_name`,
    [left],
  )
  const indexes = await query(
    url,
    `SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public' AND NOT (tablename = ANY($1)) ORDER BY 1`,
    [left],
  )
  return { columns, indexes }
}

const tableNames = async (url: string) =>
  (
    await query<{ name: string }>(
      url,
      `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1`,
    )
  ).map(({ name }) => name)

describe('the migrations', () => {
  test('make what schema.prisma says', async () => {
    const url = await blankDatabaseUrl()
    await query(url, await schemaScript(url))
    const fromSchema = await describeSchema(url)
    expect(fromSchema.columns.length).toBeGreaterThan(100)
    expect(await describeSchema(await freshDatabaseUrl())).toEqual(fromSchema)
  })

  test('make the packed tables besides, partitioned and without a default partition', async () => {
    const url = await freshDatabaseUrl()
    const partitioned = await query(
      url,
      `SELECT relname AS name, pg_get_partkeydef(oid) AS key FROM pg_class WHERE relkind = 'p' ORDER BY 1`,
    )
    expect(partitioned).toEqual([...packedTables].sort().map((name) => ({ name, key: 'RANGE (day)' })))
  })

  test('are applied once: a second time applies nothing', async () => {
    const url = await blankDatabaseUrl()
    const applied = await migrate(url)
    expect(applied.length).toBeGreaterThan(0)
    const before = await tableNames(url)
    expect(await migrate(url)).toEqual([])
    expect(await tableNames(url)).toEqual(before)
  })

  test('of two processes that start at once apply once, and neither fails', async () => {
    const url = await blankDatabaseUrl()
    const applied = await Promise.all([migrate(url), migrate(url)])
    expect(applied.flat()).toEqual([...new Set(applied.flat())])
    expect(applied.flat().length).toBeGreaterThan(0)
    const rows = await query(
      url,
      'SELECT migration_name FROM _prisma_migrations WHERE finished_at IS NOT NULL',
    )
    expect(rows).toHaveLength(applied.flat().length)
  })

  test('leave what is stored', async () => {
    const url = await freshDatabaseUrl()
    await query(url, `INSERT INTO installation (key, value) VALUES ('source', '"replay"')`)
    await migrate(url)
    expect(await query(url, 'SELECT value FROM installation')).toEqual([{ value: 'replay' }])
  })

  test('that cannot be applied are named with the reason', async () => {
    const url = new URL(inject('postgresUrl'))
    url.pathname = '/there_is_no_such_database'
    await expect(migrate(url.href)).rejects.toThrow(
      /^The database could not be migrated: .*there_is_no_such_database/,
    )
  })
})
