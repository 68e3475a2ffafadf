import { expect, test } from 'vitest'
import { type Actor, system } from '#lib/model/actor.ts'
import { dayMs } from '#lib/model/time.ts'
import { listMadeChanges } from '#lib/store/capacity-changes.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { withDatabase } from '../support/database.ts'
import { changeOf, inventoryOf, nowMs, resourceOf } from './estate-rows.ts'

withDatabase()

test('changes that someone made are told newest first, one a resource, to those who see the resource', async () => {
  const ids = ['aaaaaaaaaa', 'bbbbbbbbbb', 'cccccccccc', 'dddddddddd'] as const
  const teams = ['payments', 'search', 'payments', 'payments'] as const
  const resources = ids.map((id, i) => resourceOf(id, { team: teams[i] }))
  const member = resourceOf('eeeeeeeeee', { memberOf: ids[0] })
  const young = resourceOf('ffffffffff', { team: 'search', createdMs: nowMs - 2 * dayMs })
  const old = resourceOf('gggggggggg', { team: 'search' })
  const of = (resourceId: string, changes: Parameters<typeof changeOf>[]) => ({
    resourceId,
    changes: [changeOf(300, { shape: 'm7g.large' }), ...changes.map((given) => changeOf(...given))],
  })
  await saveInventory(
    inventoryOf([...resources, member, young, old], {
      changes: [
        of(ids[0], [
          [20, { actor: 'ada' }],
          [9, { shape: 'm7g.2xlarge', actor: 'grace' }],
        ]),
        of(ids[1], [[5, { actor: 'linus', count: 3 }]]),
        of(ids[2], [[4, {}]]),
        of(ids[3], [
          [90, { actor: 'old' }],
          [8, { actor: 'same' }],
        ]),
        { resourceId: young.id, changes: [changeOf(2, { shape: 'm7g.large', actor: 'maker' })] },
        // First recorded long after it was made: nobody made it then.
        { resourceId: old.id, changes: [changeOf(2, { actor: 'recorder' })] },
        of(member.id, [[3, { actor: 'member' }]]),
      ],
    }),
  )
  const asked = { sinceMs: nowMs - 30 * dayMs, limit: 10 }
  const told = await listMadeChanges(system, asked)
  expect(told.map(({ actor, from, to }) => [actor, from?.shape, to.shape, to.count])).toEqual([
    ['maker', undefined, 'm7g.large', 1],
    ['linus', 'm7g.large', 'm7g.xlarge', 3],
    ['grace', 'm7g.xlarge', 'm7g.2xlarge', 1],
  ])
  expect(told[1]?.atMs).toBe(nowMs - 5 * dayMs)
  const viewer: Actor = { id: 'v', role: 'viewer', teams: ['payments'] }
  expect((await listMadeChanges(viewer, asked)).map(({ actor }) => actor)).toEqual(['grace'])
  expect(await listMadeChanges(system, { ...asked, limit: 1 })).toHaveLength(1)
})
