import { beforeEach, describe, expect, test } from 'vitest'
import { dayMs, hourMs, minuteMs } from '#lib/model/time.ts'
import { database } from '#lib/store/client.ts'
import { createSignInLink, openSession, readSession } from '#lib/store/sessions.ts'
import { withDatabase } from '../support/database.ts'
import { nowMs } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE sign_in_link, session')
})

async function signIn(atMs = nowMs): Promise<string> {
  const session = await openSession(await createSignInLink(atMs), atMs)
  if (session === undefined) throw new Error('a new link opens a session')
  return session
}

describe('a sign-in link', () => {
  test('opens one session, even for two who use it at once', async () => {
    const link = await createSignInLink(nowMs)
    const opened = await Promise.all([1, 2, 3, 4].map(() => openSession(link, nowMs)))
    expect(opened.filter((session) => session !== undefined)).toHaveLength(1)
    expect(await openSession(link, nowMs)).toBeUndefined()
  })

  test('is good for an hour', async () => {
    expect(await openSession(await createSignInLink(nowMs), nowMs + hourMs - 1)).toBeDefined()
    expect(await openSession(await createSignInLink(nowMs), nowMs + hourMs)).toBeUndefined()
  })

  test('ends when a newer one is made', async () => {
    const first = await createSignInLink(nowMs)
    const second = await createSignInLink(nowMs)
    expect(await openSession(first, nowMs)).toBeUndefined()
    expect(await openSession(second, nowMs)).toBeDefined()
  })

  test.each(['', 'guessed', '%', 'a'.repeat(500)])('that is unknown opens nothing: "%s"', async (secret) => {
    await createSignInLink(nowMs)
    expect(await openSession(secret, nowMs)).toBeUndefined()
  })
})

describe('a session', () => {
  test('is of the administrator', async () => {
    expect(await readSession(await signIn(), nowMs)).toEqual({
      id: 'local-admin',
      role: 'admin',
      teams: 'all',
    })
  })

  test('ends after 12 hours without use', async () => {
    const session = await signIn()
    expect(await readSession(session, nowMs + 12 * hourMs - minuteMs)).toBeDefined()
    expect(await readSession(session, nowMs + 24 * hourMs - 2 * minuteMs)).toBeDefined()
    expect(await readSession(session, nowMs + 36 * hourMs - 2 * minuteMs)).toBeUndefined()
  })

  test('ends after 7 days however much it is used', async () => {
    const session = await signIn()
    for (let ms = nowMs; ms < nowMs + 7 * dayMs; ms += 6 * hourMs)
      expect(await readSession(session, ms)).toBeDefined()
    expect(await readSession(session, nowMs + 7 * dayMs)).toBeUndefined()
  })

  test('that is unknown is nobody', async () => {
    await signIn()
    expect(await readSession('guessed', nowMs)).toBeUndefined()
  })
})

test('no secret is stored: only hashes are', async () => {
  const link = await createSignInLink(nowMs)
  const session = await openSession(link, nowMs)
  const { rows } = await database().pool.query(
    'SELECT l::text AS row FROM sign_in_link l UNION SELECT s::text FROM session s',
  )
  const stored = JSON.stringify(rows)
  expect(rows).toHaveLength(2)
  expect([link, session].filter((secret) => secret === undefined || stored.includes(secret))).toEqual([])
  expect(Buffer.from(link, 'base64url')).toHaveLength(32)
})
