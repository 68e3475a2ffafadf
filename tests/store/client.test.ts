import { expect, inject, test } from 'vitest'
import { checkDatabase, database, databaseAnswers, openDatabase, transaction } from '#lib/store/client.ts'
import { freePort } from '#lib/store/embedded.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

test('a database that answers tells its version and its clock', async () => {
  const { version, nowMs } = await checkDatabase(inject('postgresUrl'))
  expect(version).toMatch(/^18\b/)
  expect(Math.abs(Date.now() - nowMs)).toBeLessThan(5_000)
})

test.each([
  {
    what: 'is not there',
    url: async () => `postgresql://headroom:secret@127.0.0.1:${await freePort()}/headroom`,
  },
  {
    what: 'refuses the password',
    url: async () => {
      const url = new URL(inject('postgresUrl'))
      url.password = 'secret'
      return url.href
    },
  },
])('one that $what is named without its password', async ({ url }) => {
  const error = await checkDatabase(await url()).catch((thrown: Error) => thrown)
  expect(error).toMatchObject({ name: 'AppError', code: 'database' })
  expect(String(error)).toMatch(
    /PostgreSQL at 127\.0\.0\.1:\d+\/\w+ does not answer: .*Check DATABASE_URL and the server\./,
  )
  expect(String(error)).not.toContain('secret')
})

test('a process opens one database', () => {
  expect(openDatabase({ url: 'postgresql://elsewhere/other', connections: 1, queryMs: 1 })).toBe(database())
})

test('a transaction is all or nothing, and its connection comes back either way', async () => {
  const insert = (key: string) => `INSERT INTO installation (key, value) VALUES ('${key}', '1')`
  for (let i = 0; i < 20; i++) {
    const failing = transaction(async (client) => {
      await client.query(insert('lost'))
      throw new Error('changed my mind')
    })
    await expect(failing).rejects.toThrow('changed my mind')
  }
  expect(await transaction(async (client) => (await client.query(insert('kept'))).rowCount)).toBe(1)
  const { rows } = await database().pool.query('SELECT key FROM installation')
  expect(rows).toEqual([{ key: 'kept' }])
})

test('whether the database answers is said in time', async () => {
  expect(await databaseAnswers(5_000)).toBe(true)
  const busy = Array.from({ length: 8 }, () => database().pool.connect())
  const clients = await Promise.all(busy)
  expect(await databaseAnswers(20)).toBe(false)
  for (const client of clients) client.release()
})
