import { beforeEach, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import type { Limit } from '#lib/model/limit.ts'
import { dayMs } from '#lib/model/time.ts'
import { retireAccounts } from '#lib/store/accounts.ts'
import { database } from '#lib/store/client.ts'
import { listLimits, saveLimits } from '#lib/store/limits.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

const nowMs = Date.UTC(2026, 10, 22, 9, 30)
const accountId = '111122223333'
const region = 'us-east-1'

beforeEach(async () => {
  await database().pool.query('TRUNCATE service_limit, service_limit_day')
})

function limitOf(id: string, rest: Partial<Limit> = {}): Limit {
  return {
    id,
    accountId,
    region,
    kind: 'subnet-addresses',
    name: id,
    used: 120,
    limit: 123,
    unit: 'addresses',
    detail: '10.40.8.0/25 in us-east-1a',
    ...rest,
  }
}

const save = (
  limits: readonly Limit[],
  atMs = nowMs,
  complete: readonly Limit['kind'][] = ['subnet-addresses'],
) => saveLimits({ accountId, region, nowMs: atMs, limits, complete })

describe('limits', () => {
  test('come back as they were saved, with the day, the fullest first', async () => {
    const block = limitOf('block', {
      kind: 'capacity-block',
      used: 2,
      limit: 4,
      unit: 'instances',
      startsMs: nowMs - 50 * dayMs,
      endsMs: nowMs + 40 * dayMs,
    })
    const { used: _, ...unknown } = limitOf('aaa', { kind: 'quota' })
    expect(await save([unknown, block, limitOf('subnet')])).toEqual({ saved: 3, gone: 0 })
    expect(await listLimits(system)).toEqual([
      { ...limitOf('subnet'), days: [{ day: '2026-11-22', used: 120, limit: 123 }] },
      { ...block, days: [{ day: '2026-11-22', used: 2, limit: 4 }] },
      { ...unknown, days: [{ day: '2026-11-22', limit: 123 }] },
    ])
  })

  test('keep one row a day, the last one read', async () => {
    await save([limitOf('subnet', { used: 100 })], nowMs - dayMs)
    await save([limitOf('subnet', { used: 110 })], nowMs)
    await save([limitOf('subnet', { used: 111 })], nowMs + 3_600_000)
    const [subnet] = await listLimits(system)
    expect(subnet?.used).toBe(111)
    expect(subnet?.days.map(({ day, used }) => [day, used])).toEqual([
      ['2026-11-21', 100],
      ['2026-11-22', 111],
    ])
  })

  test('that were not read are gone only where their kind was read completely, and come back', async () => {
    const quota = limitOf('quota', { kind: 'quota' })
    await save([limitOf('subnet'), quota])
    expect(await save([], nowMs + dayMs)).toEqual({ saved: 0, gone: 1 })
    expect((await listLimits(system)).map(({ id }) => id)).toEqual(['quota'])
    await save([limitOf('subnet')], nowMs + 2 * dayMs)
    expect((await listLimits(system)).map(({ id }) => id)).toEqual(['quota', 'subnet'])
  })

  test('of another region or account stay', async () => {
    await save([limitOf('subnet')])
    const elsewhere = { limits: [], complete: ['subnet-addresses'] as const, nowMs: nowMs + dayMs }
    await saveLimits({ ...elsewhere, accountId, region: 'eu-west-1' })
    await saveLimits({ ...elsewhere, accountId: '444455556666', region })
    expect(await listLimits(system)).toHaveLength(1)
  })

  test('of an account that left the configuration are gone', async () => {
    await save([limitOf('subnet')])
    await retireAccounts([accountId], nowMs + dayMs)
    expect(await listLimits(system)).toHaveLength(1)
    await retireAccounts(['444455556666'], nowMs + dayMs)
    expect(await listLimits(system)).toEqual([])
  })

  test('are shown to a viewer where the team has resources', async () => {
    await save([limitOf('subnet')])
    const viewer = { id: 'ana', role: 'viewer' as const, teams: ['checkout'] }
    expect(await listLimits(viewer)).toEqual([])
    await database().pool.query(
      `INSERT INTO resource (id, resource_class, account_id, region, arn, native_id, name, tags, team, service_tier,
         shape, count, zone_count, facts, first_seen_at, last_seen_at)
       VALUES ('limits-r1', 'asg', $1, $2, 'arn', 'web', 'web', '{}', 'checkout', 'tier-1', 'm7i.large', 2, 2, '{}',
         now(), now())`,
      [accountId, region],
    )
    expect((await listLimits(viewer)).map(({ id }) => id)).toEqual(['subnet'])
    expect(await listLimits({ ...viewer, teams: ['search'] })).toEqual([])
    await database().pool.query(`DELETE FROM resource WHERE id = 'limits-r1'`)
  })
})
