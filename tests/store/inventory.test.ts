import { beforeEach, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import { dayMs } from '#lib/model/time.ts'
import { database } from '#lib/store/client.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { listResources, listSeries, readChanges, readSignals, saveSignals } from '#lib/store/resources.ts'
import { withDatabase } from '../support/database.ts'
import { changeOf, inventoryOf, nowMs, resourceOf, seriesOf } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE resource, capacity_change, series RESTART IDENTITY')
})

const ids = async () => (await listResources()).map(({ id }) => id)
const tomorrow = nowMs + dayMs

describe('resources', () => {
  test('come back as they were found, whatever they lack', async () => {
    const full = resourceOf('full', {
      exempt: 'dr',
      memberOf: 'group',
      facts: { engine: 'postgres', multiAz: true, iops: 3000 },
    })
    const bare = resourceOf('bare', { team: undefined, tags: {}, createdMs: undefined, facts: {} })
    expect(await saveInventory(inventoryOf([full, bare]))).toEqual({ saved: 2, deleted: 0 })
    expect(await listResources()).toEqual([bare, full])
  })

  test('that were tagged anew and resized are updated; when they were first seen stays', async () => {
    await saveInventory(inventoryOf([resourceOf('a')]))
    const later = resourceOf('a', {
      team: 'search',
      tags: { owner: 'search' },
      shape: 'm7g.2xlarge',
      serviceTier: 'tier-1',
    })
    await saveInventory(inventoryOf([later], { nowMs: tomorrow }))
    expect(await listResources()).toEqual([later])
    const row = await database().prisma.resource.findUniqueOrThrow({ where: { id: 'a' } })
    expect([row.firstSeenAt.getTime(), row.lastSeenAt.getTime()]).toEqual([nowMs, tomorrow])
  })

  test('that lost their team are of no team', async () => {
    await saveInventory(inventoryOf([resourceOf('a', { exempt: 'standby' })]))
    await saveInventory(
      inventoryOf([resourceOf('a', { team: undefined, exempt: undefined })], { nowMs: tomorrow }),
    )
    expect(await listResources()).toMatchObject([{ team: undefined, exempt: undefined }])
  })

  test('keep what the forecast wrote of them', async () => {
    await saveInventory(inventoryOf([resourceOf('a')]))
    const signals = { 'swap-usage': { min: 0, p50: 1.5, max: 9 } }
    await saveSignals('a', signals)
    await saveInventory(inventoryOf([resourceOf('a')], { nowMs: tomorrow }))
    expect(await readSignals('a')).toEqual(signals)
    expect(await readSignals('unknown')).toEqual({})
  })

  test('that join a group leave the fleet and stay a resource', async () => {
    await saveInventory(inventoryOf([resourceOf('a'), resourceOf('group', { resourceClass: 'asg' })]))
    await saveInventory(
      inventoryOf([resourceOf('a', { memberOf: 'group' }), resourceOf('group', { resourceClass: 'asg' })], {
        nowMs: tomorrow,
      }),
    )
    expect((await listFleet(system)).map(({ resource }) => resource.id)).toEqual(['group'])
    expect(await ids()).toEqual(['a', 'group'])
  })
})

describe('what an inventory did not see', () => {
  const both = [resourceOf('gone'), resourceOf('here')]

  test('is deleted in a region that was read completely, and lives again when it is seen', async () => {
    await saveInventory(inventoryOf(both))
    const next = inventoryOf([resourceOf('here')], { nowMs: tomorrow })
    expect(await saveInventory(next)).toEqual({ saved: 1, deleted: 1 })
    expect(await ids()).toEqual(['here'])
    expect(await saveInventory(next)).toEqual({ saved: 1, deleted: 0 })
    await saveInventory(inventoryOf(both, { nowMs: tomorrow + dayMs }))
    expect(await ids()).toEqual(['gone', 'here'])
  })

  test('is not deleted in a region that was read in part', async () => {
    await saveInventory(inventoryOf(both))
    const partial = inventoryOf([resourceOf('here')], {
      nowMs: tomorrow,
      complete: [{ region: 'eu-west-1', resourceClass: 'rds-instance' }],
    })
    expect(await saveInventory(partial)).toEqual({ saved: 1, deleted: 0 })
    expect(await ids()).toEqual(['gone', 'here'])
  })

  test('of another account or region is not deleted', async () => {
    const elsewhere = [
      resourceOf('other-account', { accountId: '444455556666' }),
      resourceOf('other-region', { region: 'eu-west-1' }),
    ]
    await saveInventory(inventoryOf(elsewhere))
    expect(await saveInventory(inventoryOf([], { nowMs: tomorrow }))).toEqual({ saved: 0, deleted: 0 })
    expect(await ids()).toEqual(['other-account', 'other-region'])
  })
})

describe('the capacity timeline', () => {
  const save = (atMs: number, changes: ReturnType<typeof changeOf>[]) =>
    saveInventory(inventoryOf([resourceOf('a')], { nowMs: atMs, changes: [{ resourceId: 'a', changes }] }))
  const sources = async () => (await readChanges('a')).map(({ source }) => source)
  const large = { shape: 'm7g.2xlarge', capacity: { cpu: 8, memory: 32 } }

  test('comes back oldest first, with who changed it', async () => {
    const changes = [changeOf(100), changeOf(3, { ...large, actor: 'ana' })]
    await save(nowMs, changes.toReversed())
    expect(await readChanges('a')).toEqual(changes)
  })

  test('replaces what was assumed by what is known now', async () => {
    await save(nowMs, [changeOf(400, { source: 'assumed' }), changeOf(2, large)])
    await save(tomorrow, [changeOf(50, { source: 'cloudtrail' }), changeOf(2, large)])
    expect(await sources()).toEqual(['cloudtrail', 'config'])
  })

  test('keeps what inventories saw where no history tells: the oldest sight of each size', async () => {
    const sight = (day: number, size: Partial<ReturnType<typeof changeOf>> = {}) => [
      changeOf(500, { ...size, source: 'assumed' }),
      changeOf(-day, { ...size, source: 'inventory' }),
    ]
    await save(nowMs, sight(0))
    await save(nowMs + dayMs, sight(1))
    await save(nowMs + 2 * dayMs, sight(2, large))
    await save(nowMs + 3 * dayMs, sight(3, large))
    expect(await readChanges('a')).toEqual([
      changeOf(500, { source: 'assumed' }),
      changeOf(0, { source: 'inventory' }),
      changeOf(-2, { ...large, source: 'inventory' }),
    ])
  })

  test('keeps known changes that AWS has forgotten', async () => {
    await save(nowMs, [
      changeOf(90, { source: 'cloudtrail', actor: 'ben' }),
      changeOf(3, { ...large, source: 'rds-event' }),
    ])
    await save(tomorrow, [changeOf(400, { source: 'assumed' })])
    expect(await sources()).toEqual(['assumed', 'cloudtrail', 'rds-event'])
  })

  test('takes a change of the same instant as it is told last; who did it is not forgotten', async () => {
    await save(nowMs, [changeOf(3, { source: 'rds-event' })])
    const told = changeOf(3, { ...large, source: 'cloudtrail', actor: 'ana' })
    await save(tomorrow, [told])
    expect(await readChanges('a')).toEqual([told])
    await save(tomorrow, [{ ...told, source: 'config', actor: undefined }])
    expect(await readChanges('a')).toEqual([{ ...told, source: 'config' }])
  })

  test.each(['assumed', 'inventory'] as const)('is never replaced by what is only %s', async (source) => {
    await save(nowMs, [changeOf(3, { actor: 'ana' })])
    await save(tomorrow, [changeOf(3, { ...large, source })])
    expect(await readChanges('a')).toEqual([changeOf(3, { actor: 'ana' })])
  })

  test('does not grow by a source that says each day since when it watches', async () => {
    for (let day = 0; day < 5; day++) {
      await save(nowMs + day * dayMs, [
        changeOf(500, { source: 'assumed' }),
        changeOf(90 - day, { source: 'cloudtrail' }),
      ])
    }
    expect(await readChanges('a')).toEqual([
      changeOf(500, { source: 'assumed' }),
      changeOf(90, { source: 'cloudtrail' }),
    ])
  })

  test('keeps a size that comes back', async () => {
    const there = [changeOf(9), changeOf(6, large), changeOf(3)]
    await save(nowMs, there)
    expect(await readChanges('a')).toEqual(there)
  })

  test('of a resource that could not be told of stays', async () => {
    await save(nowMs, [changeOf(3)])
    await saveInventory(inventoryOf([resourceOf('a')], { nowMs: tomorrow }))
    expect(await readChanges('a')).toEqual([changeOf(3)])
  })
})

describe('series', () => {
  test('keep their number when they are found again, and take a new metric or statistic', async () => {
    const save = (series: ReturnType<typeof seriesOf>[]) =>
      saveInventory(inventoryOf([resourceOf('a')], { series }))
    await save([seriesOf('a'), seriesOf('a', 'gpu-utilization', 'i-1/gpu0')])
    const before = await listSeries(['a'])
    const changed = { ...seriesOf('a'), statistics: ['Average', 'p99'] as const }
    await save([changed])
    const after = await listSeries(['a'])
    expect(before.map(({ key, member }) => [key, member])).toEqual([
      ['cpu-utilization', ''],
      ['gpu-utilization', 'i-1/gpu0'],
    ])
    expect(after).toEqual([{ ...before[0], statistics: ['Average', 'p99'] }, before[1]])
  })

  test('of other resources are not listed', async () => {
    await saveInventory(inventoryOf([], { series: [seriesOf('a'), seriesOf('b')] }))
    expect((await listSeries(['b'])).map(({ resourceId }) => resourceId)).toEqual(['b'])
    expect(await listSeries([])).toEqual([])
  })
})
