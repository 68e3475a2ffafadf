import { beforeEach, describe, expect, test } from 'vitest'
import { type Actor, system } from '#lib/model/actor.ts'
import { auditCsv } from '#lib/present/audit-csv.ts'
import { appendAudit, listAudit, verifyAudit } from '#lib/store/audit.ts'
import { database, transaction } from '#lib/store/client.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

const atMs = Date.UTC(2026, 10, 25, 9, 30, 0, 123)

beforeEach(() => database().pool.query('TRUNCATE audit_entry'))

const append = (action: string, after: unknown = { b: 1, a: [null, 'x'] }) =>
  transaction((client) => appendAudit(client, { atMs, actor: 'ana', action, target: 'resource/a', after }))

/** What someone with the rights of the owner could do. */
async function tamper(sql: string) {
  await database().pool.query('ALTER TABLE audit_entry DISABLE RULE audit_entry_keep_update')
  await database().pool.query('ALTER TABLE audit_entry DISABLE RULE audit_entry_keep_delete')
  await database().pool.query(sql)
  await database().pool.query('ALTER TABLE audit_entry ENABLE RULE audit_entry_keep_update')
  await database().pool.query('ALTER TABLE audit_entry ENABLE RULE audit_entry_keep_delete')
}

describe('the audit log', () => {
  test('is a chain: each entry holds the hash of the one before it', async () => {
    for (const action of ['one', 'two', 'three']) await append(action)
    expect(await verifyAudit(system)).toEqual({ entries: 3 })
    const { rows } = await database().pool.query('SELECT hash, previous_hash FROM audit_entry ORDER BY id')
    expect(rows[0].previous_hash).toBeNull()
    expect(rows[2].previous_hash).toBe(rows[1].hash)
    expect(new Set(rows.map(({ hash }) => hash)).size).toBe(3)
  })

  test('is one chain when many append at once', async () => {
    await Promise.all(Array.from({ length: 12 }, (_, i) => append(`many-${i}`)))
    expect(await verifyAudit(system)).toEqual({ entries: 12 })
  })

  test.each([
    ['another actor', `UPDATE audit_entry SET actor = 'nobody' WHERE action = 'two'`, 'two'],
    ['another value', `UPDATE audit_entry SET after = '{"b": 2}' WHERE action = 'three'`, 'three'],
    ['another time', `UPDATE audit_entry SET at = at + interval '1 ms' WHERE action = 'two'`, 'two'],
    ['an entry removed', `DELETE FROM audit_entry WHERE action = 'two'`, 'three'],
    ['the first one removed', `DELETE FROM audit_entry WHERE action = 'one'`, 'two'],
    ['a hash removed', `UPDATE audit_entry SET hash = NULL WHERE action = 'two'`, 'two'],
    [
      'an entry slipped in',
      `INSERT INTO audit_entry (at, actor, action, target) VALUES (now(), 'x', 'four', 'y')`,
      'four',
    ],
  ])('shows where it was tampered with: %s', async (_, sql, at) => {
    for (const action of ['one', 'two', 'three']) await append(action)
    await tamper(sql)
    const entries = await listAudit(system, 10)
    const broken = (await verifyAudit(system))?.brokenAt
    expect(entries.find(({ id }) => id === broken?.id)?.action).toBe(at)
  })

  test('entries from before the chain stand outside of it', async () => {
    await database().pool.query(
      `INSERT INTO audit_entry (at, actor, action, target) VALUES (now(), 'x', 'old', 'y')`,
    )
    await append('one')
    expect(await verifyAudit(system)).toEqual({ entries: 1 })
  })

  test('is for admins alone', async () => {
    await append('one')
    const others: readonly Actor[] = [
      { id: 'r', role: 'reviewer', teams: 'all' },
      { id: 'a', role: 'admin', teams: ['payments'] },
    ]
    for (const actor of others) {
      expect(await verifyAudit(actor)).toBeUndefined()
      expect(await listAudit(actor, 10)).toEqual([])
    }
  })

  test('goes out as CSV with every field, and no formula', async () => {
    await transaction((client) =>
      appendAudit(client, { atMs, actor: '=HYPERLINK("x")', action: 'one', target: 't', before: 1 }),
    )
    const [entry] = await listAudit(system, 1)
    const [head, line] = auditCsv(entry ? [entry] : []).split('\r\n')
    expect(head).toBe('id,at,actor,action,target,before,after,hash')
    expect(line).toBe(`${entry?.id},2026-11-25T09:30:00.123Z,"'=HYPERLINK(""x"")",one,t,1,,${entry?.hash}`)
  })
})
