import { afterAll, expect, inject, test } from 'vitest'
import { closeDatabase, database, openDatabase } from '#lib/store/client.ts'
import { openBlackHole } from '../support/black-hole.ts'
import { freshDatabaseUrl } from '../support/database.ts'

const queryMs = 200
/** The client waits so much longer than the server, which ends what it can still hear of. */
const graceMs = 5_000
afterAll(closeDatabase)

test('F4: queries to a database that falls silent fail in time, and its connections come back', async () => {
  const hole = await openBlackHole(Number(new URL(inject('postgresUrl')).port))
  const url = new URL(await freshDatabaseUrl())
  url.port = String(hole.port)
  const connections = 3
  openDatabase({ url: url.href, connections, queryMs })
  const { pool } = database()
  const ask = () => pool.query<{ one: number }>('SELECT 1 AS one')
  await Promise.all(Array.from({ length: connections }, ask))

  hole.swallow()
  const startMs = performance.now()
  const ended = await Promise.allSettled(Array.from({ length: connections }, ask))
  expect(ended.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected'])
  // A tenth above the limit for a machine that is busy with other tests.
  expect(performance.now() - startMs).toBeLessThan(1.1 * (queryMs + graceMs) + 500)

  hole.pass()
  const answers = await Promise.all(Array.from({ length: 2 * connections }, ask))
  expect(answers.map(({ rows }) => rows[0]?.one)).toEqual([1, 1, 1, 1, 1, 1])
  expect(pool.totalCount).toBeLessThanOrEqual(connections)
  expect(pool.waitingCount).toBe(0)
  await closeDatabase()
  await hole.close()
}, 20_000)
