import { describe, expect, test } from 'vitest'
import { actorOfIdentity, groupsOf } from '#lib/model/access.ts'
import { type Actor, mayAdminister, mayDecideFor } from '#lib/model/actor.ts'

const rules = [
  { group: 'admins', role: 'admin', teams: [] },
  { group: 'reviewers', role: 'reviewer', teams: [] },
  { group: 'pay-dev', role: 'editor', teams: ['payments'] },
  { group: 'all-dev', role: 'viewer', teams: ['payments', 'search'] },
] as const
const actor = (...groups: string[]) =>
  actorOfIdentity({ issuer: 'i', subject: 's', name: 'n', groups }, rules)

describe('the groups of an identity', () => {
  test.each([
    [[], undefined],
    [['strangers'], undefined],
    [['all-dev'], { id: 'i s', role: 'viewer', teams: ['payments', 'search'] }],
    [
      ['all-dev', 'pay-dev'],
      { id: 'i s', role: 'editor', teams: ['payments', 'search'], edits: ['payments'] },
    ],
    [['pay-dev', 'reviewers'], { id: 'i s', role: 'reviewer', teams: 'all' }],
    [['reviewers', 'admins'], { id: 'i s', role: 'admin', teams: 'all' }],
  ] as const)('%j make %j', (groups, expected) => {
    expect(actor(...groups)).toEqual(expected)
  })

  test('are read from one string or a list, and nothing else', () => {
    expect(groupsOf('a')).toEqual(['a'])
    expect(groupsOf(['a', 1, null, 'b'])).toEqual(['a', 'b'])
    expect(groupsOf({ a: 1 })).toEqual([])
    expect(groupsOf(undefined)).toEqual([])
  })
})

const editor: Actor = { id: 'e', role: 'editor', teams: ['payments', 'search'], edits: ['payments'] }
test.each([
  [{ id: 'v', role: 'viewer', teams: 'all' }, 'payments', false],
  [editor, 'payments', true],
  [editor, 'search', false],
  [editor, 'orders', false],
  [editor, undefined, false],
  [{ id: 'k', role: 'editor', teams: ['search'] }, 'search', true],
  [{ id: 'r', role: 'reviewer', teams: 'all' }, undefined, true],
  [{ id: 'a', role: 'admin', teams: 'all' }, 'search', true],
] as const)('%j decides for %s: %s', (who, team, expected) => {
  expect(mayDecideFor(who, team)).toBe(expected)
})

test('only an admin of everything administers', () => {
  expect(mayAdminister({ id: 'a', role: 'admin', teams: 'all' })).toBe(true)
  expect(mayAdminister({ id: 'a', role: 'admin', teams: ['x'] })).toBe(false)
  expect(mayAdminister({ id: 'r', role: 'reviewer', teams: 'all' })).toBe(false)
})
