import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '#lib/model/actor.ts'
import { system } from '#lib/model/actor.ts'
import type { DecisionToSave } from '#lib/model/decision.ts'
import { dayMs, floorTo } from '#lib/model/time.ts'
import { basisOf } from '#lib/recommend/index.ts'
import { listAudit } from '#lib/store/audit.ts'
import { database } from '#lib/store/client.ts'
import { listDecisions, listDecisionsOfWeek, readDecisions, recordDecision } from '#lib/store/decisions.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { withDatabase } from '../support/database.ts'
import { inventoryOf, nowMs, recommendationOf, resourceOf } from './estate-rows.ts'

withDatabase()

const ana: Actor = { id: 'ana', role: 'admin', teams: ['payments'] }
const viewer: Actor = { id: 'vic', role: 'viewer', teams: 'all' }
const today = floorTo(nowMs, dayMs)

const snooze = (resourceId: string, changes: Partial<DecisionToSave> = {}): DecisionToSave => ({
  resourceId,
  kind: 'capacity',
  verdict: 'snooze',
  reason: 'read caching ships first',
  expiresMs: today + 14 * dayMs,
  basis: basisOf(recommendationOf(resourceId, { finding: 'runs-out' }).summary),
  ...changes,
})

beforeEach(async () => {
  await database().pool.query('TRUNCATE resource, decision, audit_entry')
  await saveInventory(inventoryOf([resourceOf('a'), resourceOf('b', { team: 'search' })]))
})

describe('a decision', () => {
  test('comes back as it was given, and stands in the audit log with what stood before', async () => {
    const first = await recordDecision(ana, snooze('a'), nowMs)
    const accepted = { verdict: 'accept-risk', approver: 'Priya', owner: 'Sven', week: '2026-W48' } as const
    const second = await recordDecision(ana, snooze('a', accepted), nowMs + 1000)
    expect(await readDecisions(system, 'a')).toEqual([second, first])
    expect(second).toMatchObject({ ...accepted, actor: 'ana', atMs: nowMs + 1000 })
    const [newest, oldest] = await listAudit(system, 10)
    expect(oldest).toMatchObject({
      action: 'decision.snooze',
      target: 'resource/a',
      actor: 'ana',
      after: first,
    })
    expect(oldest?.before).toBeUndefined()
    expect(newest).toMatchObject({ before: { id: first.id, verdict: 'snooze' }, after: second })
  })

  test('is one a resource and kind: the newest; one that was taken back is none', async () => {
    await recordDecision(ana, snooze('a'), nowMs)
    await recordDecision(ana, snooze('a', { reason: 'twice' }), nowMs)
    await recordDecision(ana, snooze('a', { kind: 'saving', reason: 'other' }), nowMs)
    const reasons = async () => (await listDecisions(ana)).map(({ decision }) => decision.reason).sort()
    expect(await reasons()).toEqual(['other', 'twice'])
    await recordDecision(ana, snooze('a', { verdict: 'reopen', reason: '' }), nowMs)
    expect(await reasons()).toEqual(['other'])
    expect(await readDecisions(ana, 'a')).toHaveLength(4)
  })

  test('is refused to readers and about what the actor cannot see, and leaves nothing behind', async () => {
    await expect(recordDecision(viewer, snooze('a'), nowMs)).rejects.toMatchObject({ code: 'not-permitted' })
    await expect(recordDecision(ana, snooze('b'), nowMs)).rejects.toMatchObject({ code: 'not-found' })
    await expect(recordDecision(ana, snooze('nowhere'), nowMs)).rejects.toMatchObject({ code: 'not-found' })
    expect(await readDecisions(system, 'b')).toEqual([])
    expect(await listAudit(system, 10)).toEqual([])
  })

  test.each([
    ['accept', {}, /owner.*day by which/],
    ['accept', { owner: 'Ana', dueMs: today - dayMs }, /past/],
    ['accept', { owner: 'Ana', dueMs: today }, /no change to accept/],
    ['accept-risk', {}, /approves/],
    ['accept-risk', { approver: 'Ana', expiresMs: undefined }, /comes back/],
    ['reject', { reason: '' }, /reason/],
    ['snooze', { expiresMs: undefined }, /comes back/],
    ['snooze', { expiresMs: today }, /must lie ahead/],
  ] as const)('%s with %j is refused', async (verdict, changes, text) => {
    await expect(recordDecision(ana, snooze('a', { verdict, ...changes }), nowMs)).rejects.toThrow(text)
    expect(await readDecisions(system, 'a')).toEqual([])
  })

  test('is seen by those alone who see the resource', async () => {
    await recordDecision(system, snooze('a', { week: '2026-W48' }), nowMs)
    await recordDecision(system, snooze('b', { week: '2026-W48' }), nowMs)
    const names = (rows: Awaited<ReturnType<typeof listDecisions>>) => rows.map(({ resource }) => resource.id)
    expect(names(await listDecisions(ana))).toEqual(['a'])
    expect(names(await listDecisionsOfWeek(ana, '2026-W48'))).toEqual(['a'])
    expect(names(await listDecisionsOfWeek(system, '2026-W48'))).toEqual(['a', 'b'])
    expect(await readDecisions(ana, 'b')).toEqual([])
    expect(await listAudit(ana, 10)).toEqual([])
  })

  test.each([
    `UPDATE decision SET reason = 'another'`,
    'DELETE FROM decision',
    `UPDATE audit_entry SET actor = 'another'`,
    'DELETE FROM audit_entry',
    `UPDATE review SET body = '{}'`,
  ])('stays: %s is refused by the database', async (sql) => {
    await recordDecision(ana, snooze('a'), nowMs)
    await expect(database().pool.query(sql)).rejects.toThrow(/kept for ever|only appended to|never changes/)
    expect(await readDecisions(ana, 'a')).toHaveLength(1)
  })

  test('of two at once, both are kept and one is the newest', async () => {
    await Promise.all([1, 2, 3, 4].map((i) => recordDecision(ana, snooze('a', { reason: `${i}` }), nowMs)))
    expect(await readDecisions(ana, 'a')).toHaveLength(4)
    const entries = await listAudit(system, 10)
    expect(entries.filter(({ before }) => before === undefined)).toHaveLength(1)
  })
})
