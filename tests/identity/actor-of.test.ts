import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { setEnvironment } from '#lib/env.ts'
import { actorOf } from '#lib/identity/actor-of.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { saveInstallation } from '#lib/store/installation.ts'
import { createSignInLink, openSession } from '#lib/store/sessions.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

const nowMs = Date.UTC(2026, 10, 25, 14, 5)
const visitor = { id: 'visitor', role: 'viewer', teams: 'all' }
const admin = { id: 'local-admin', role: 'admin', teams: 'all' }

const ask = (session: string | undefined, atMs = nowMs) =>
  actorOf({ session, authorization: null, header: () => null }, atMs)

beforeEach(() => saveInstallation({ source: 'simulated', openPages: true }))
afterEach(() => setEnvironment({ HOST: '' }))

async function newSession(): Promise<string> {
  const session = await openSession(await createSignInLink(nowMs), nowMs)
  if (session === undefined) throw new Error('a new link opens a session')
  return session
}

describe('without a session', () => {
  test.each(['', '127.0.0.1', '::1', 'localhost'])(
    'pages that are open on HOST "%s" have a visitor who may look',
    async (HOST) => {
      setEnvironment({ HOST })
      expect(await ask(undefined)).toEqual(visitor)
    },
  )

  test.each(['0.0.0.0', '::', '192.168.1.20', 'headroom.example.com', '127.0.0.1.example.com'])(
    'nobody may look when HOST is %s, although pages are open',
    async (HOST) => {
      setEnvironment({ HOST })
      expect(await ask(undefined)).toBeUndefined()
    },
  )

  test('nobody may look where pages are not open', async () => {
    await saveInstallation({ source: 'aws', openPages: false })
    expect(await ask(undefined)).toBeUndefined()
  })

  test('an unknown or empty secret is no session', async () => {
    await saveInstallation({ source: 'aws', openPages: false })
    expect(await ask('')).toBeUndefined()
    expect(await ask('guessed')).toBeUndefined()
  })
})

describe('with a session', () => {
  test('its actor is the administrator, open pages or not, on any HOST', async () => {
    const session = await newSession()
    expect(await ask(session)).toEqual(admin)
    await saveInstallation({ source: 'aws', openPages: false })
    setEnvironment({ HOST: '0.0.0.0' })
    expect(await ask(session)).toEqual(admin)
  })

  test('one that has ended makes a visitor where pages are open, else nobody', async () => {
    const session = await newSession()
    expect(await ask(session, nowMs + 13 * hourMs)).toEqual(visitor)
    await saveInstallation({ source: 'aws', openPages: false })
    expect(await ask(session, nowMs + 8 * dayMs)).toBeUndefined()
  })
})
