import { randomBytes } from 'node:crypto'
import pg from 'pg'
import { afterAll, beforeAll, inject } from 'vitest'
import { closeDatabase, openDatabase } from '#lib/store/client.ts'

async function onServer(sql: string): Promise<void> {
  const client = new pg.Client(inject('postgresUrl'))
  await client.connect()
  try {
    await client.query(sql)
  } finally {
    await client.end()
  }
}

/** Address of a fresh, migrated database; the caller drops nothing, the server goes with the test run. */
export async function freshDatabaseUrl(): Promise<string> {
  const name = `test_${randomBytes(6).toString('hex')}`
  await onServer(`CREATE DATABASE ${name} TEMPLATE template_headroom`)
  const url = new URL(inject('postgresUrl'))
  url.pathname = `/${name}`
  return url.href
}

/** Opens a fresh database for the tests of a file, and closes it after them. */
export function withDatabase(): void {
  beforeAll(async () => {
    openDatabase({ url: await freshDatabaseUrl(), connections: 8, queryMs: 60_000 })
  })
  afterAll(closeDatabase)
}
