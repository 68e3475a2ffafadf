import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#lib/model/actor.ts'
import { dayMs, minuteMs } from '#lib/model/time.ts'
import { createApiKey, listApiKeys, readApiKey, revokeApiKey } from '#lib/store/api-keys.ts'
import { listAudit } from '#lib/store/audit.ts'
import { database } from '#lib/store/client.ts'
import { takeToken } from '#lib/store/rate-limits.ts'
import { endSession, readSession, startSession } from '#lib/store/sessions.ts'
import { withDatabase } from '../support/database.ts'
import { nowMs } from './estate-rows.ts'

withDatabase()
beforeEach(() => database().pool.query('TRUNCATE api_key, session, rate_bucket, audit_entry'))

const admin: Actor = { id: 'root', role: 'admin', teams: 'all' }
const expiresMs = nowMs + 30 * dayMs
const key = (changes = {}) => createApiKey(admin, { name: 'ci', scope: 'read', expiresMs, ...changes }, nowMs)

describe('an API key', () => {
  test.each([
    [{ scope: 'read' }, { role: 'viewer', teams: 'all' }],
    [
      { scope: 'read', team: 'payments' },
      { role: 'viewer', teams: ['payments'] },
    ],
    [
      { scope: 'write', team: 'payments' },
      { role: 'editor', teams: ['payments'] },
    ],
    [{ scope: 'admin' }, { role: 'admin', teams: 'all' }],
  ] as const)('made with %j asks as %j', async (made, actor) => {
    const text = await key(made)
    expect(text).toMatch(/^hr_[0-9a-f]{12}_[\w-]{43}$/)
    expect(await readApiKey(text, nowMs)).toMatchObject(actor)
  })

  test('is stored as a hash alone', async () => {
    const text = await key()
    const { rows } = await database().pool.query(
      'SELECT k::text AS row FROM api_key k UNION SELECT a::text FROM audit_entry a',
    )
    expect(JSON.stringify(rows)).not.toContain(text.split('_')[2])
  })

  test('ends when its time is over and when it is revoked', async () => {
    const text = await key()
    expect(await readApiKey(text, expiresMs - 1)).toBeDefined()
    expect(await readApiKey(text, expiresMs)).toBeUndefined()
    const prefix = text.split('_')[1] ?? ''
    expect(await revokeApiKey(admin, prefix, nowMs)).toBe(true)
    expect(await revokeApiKey(admin, prefix, nowMs)).toBe(false)
    expect(await readApiKey(text, nowMs)).toBeUndefined()
    const actions = (await listAudit(admin, 10)).map(({ action }) => action)
    expect(actions).toEqual(['api-key.revoke', 'api-key.create'])
  })

  test('that is unknown, cut or of another secret is nobody', async () => {
    const text = await key()
    const forged = `${text.slice(0, -1)}${text.endsWith('A') ? 'B' : 'A'}`
    for (const wrong of ['', 'hr_', text.slice(0, -1), forged, `${text}A`, text.toUpperCase()]) {
      expect(await readApiKey(wrong, nowMs)).toBeUndefined()
    }
  })

  test.each(['viewer', 'editor', 'reviewer'] as const)(
    'is made, listed and revoked by no %s',
    async (role) => {
      const other: Actor = { id: 'x', role, teams: 'all' }
      const text = await key()
      await expect(createApiKey(other, { name: 'x', scope: 'admin', expiresMs }, nowMs)).rejects.toThrow(
        'for admins',
      )
      await expect(revokeApiKey(other, text.split('_')[1] ?? '', nowMs)).rejects.toThrow('for admins')
      expect(await listApiKeys(other)).toEqual([])
      expect(await listApiKeys(admin)).toHaveLength(1)
    },
  )
})

describe('a session of someone who signed in', () => {
  const editor: Actor = { id: 'i s', role: 'editor', teams: ['payments', 'search'], edits: ['payments'] }

  test('keeps role and teams, and replaces the one before', async () => {
    const first = await startSession(editor, { name: 'Ana', nowMs })
    const second = await startSession(editor, { name: 'Ana', nowMs, replaces: first })
    expect(await readSession(second, nowMs)).toEqual(editor)
    expect(await readSession(first, nowMs)).toBeUndefined()
  })

  test('ends alone, or everywhere', async () => {
    const [a, b, c] = await Promise.all([1, 2, 3].map(() => startSession(editor, { name: 'Ana', nowMs })))
    await endSession(a ?? '')
    expect(await readSession(b ?? '', nowMs)).toBeDefined()
    await endSession(b ?? '', { everywhere: true })
    expect(await readSession(c ?? '', nowMs)).toBeUndefined()
  })
})

describe('a rate limit', () => {
  test('lets a minute’s worth through at once, then as much as flows in', async () => {
    const waits = []
    for (let i = 0; i < 7; i++) waits.push(await takeToken('signIn', 'a', nowMs))
    expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0])
    expect(waits.slice(5)).toEqual([12, 12])
    expect(await takeToken('signIn', 'b', nowMs)).toBe(0)
    expect(await takeToken('signIn', 'a', nowMs + 12_000)).toBe(0)
    expect(await takeToken('signIn', 'a', nowMs + 12_000)).toBeGreaterThan(0)
    for (let i = 0; i < 5; i++) expect(await takeToken('signIn', 'a', nowMs + 5 * minuteMs)).toBe(0)
  })

  test('counts those who ask at once', async () => {
    const waits = await Promise.all(Array.from({ length: 9 }, () => takeToken('test', 'c', nowMs)))
    expect(waits.filter((wait) => wait === 0)).toHaveLength(6)
  })
})
