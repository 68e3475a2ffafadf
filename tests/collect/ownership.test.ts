import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { ownershipOf, safeTags } from '#lib/collect/ownership.ts'
import type { Tags } from '#lib/model/resource.ts'

const keys = ['team', 'Team', 'owner']

describe('who owns a resource', () => {
  test.each<{ what: string; tags: Tags; team: string | undefined }>([
    { what: 'the first key that has a value', tags: { owner: 'ops', team: 'payments' }, team: 'payments' },
    { what: 'the next key where the first is blank', tags: { team: '  ', owner: 'ops' }, team: 'ops' },
    { what: 'nobody where no key is there', tags: { Name: 'x' }, team: undefined },
    { what: 'a value without its surrounding space', tags: { Team: ' web ' }, team: 'web' },
  ])('$what', ({ tags, team }) => {
    expect(ownershipOf(tags, keys).team).toBe(team)
  })

  test.each<{ tags: Tags; tier: string }>([
    { tags: { 'headroom:tier': 'tier-1' }, tier: 'tier-1' },
    { tags: { 'headroom:tier': 'Non-Production' }, tier: 'non-production' },
    { tags: { 'headroom:tier': 'gold' }, tier: 'tier-2' },
    { tags: {}, tier: 'tier-2' },
    { tags: { env: 'staging' }, tier: 'non-production' },
    { tags: { env: 'production' }, tier: 'tier-2' },
    { tags: { env: 'dev', 'headroom:tier': 'tier-3' }, tier: 'tier-3' },
  ])('$tags is of $tier', ({ tags, tier }) => {
    expect(ownershipOf(tags, keys).serviceTier).toBe(tier)
  })

  test.each([
    { value: 'dr', exempt: 'dr' },
    { value: 'Standby', exempt: 'standby' },
    { value: 'yes', exempt: undefined },
  ])('headroom:exempt=$value exempts as $exempt', ({ value, exempt }) => {
    expect(ownershipOf({ 'headroom:exempt': value }, keys).exempt).toBe(exempt)
  })
})

describe('hostile tags', () => {
  test('a NUL is removed: Postgres text cannot hold it', () => {
    expect(safeTags([{ key: 'te\0am', value: 'a\0b' }])).toEqual({ team: 'ab' })
  })

  test('half a surrogate pair is replaced: UTF-8 cannot hold it', () => {
    expect(safeTags([{ key: 'k', value: '\ud800' }])).toEqual({ k: '\ufffd' })
  })

  test.each(['__proto__', 'constructor', 'toString'])('the key %s is a key like any other', (key) => {
    const tags = safeTags([{ key, value: 'payments' }])
    expect(Object.hasOwn(tags, key)).toBe(true)
    expect(Object.getPrototypeOf(tags)).toBe(Object.prototype)
    expect(ownershipOf(tags, [key]).team).toBe('payments')
    expect(ownershipOf({}, [key]).team).toBeUndefined()
  })

  test('whatever the tags, they can be kept and read back', () => {
    const pair = fc.record({ key: fc.string({ unit: 'binary' }), value: fc.string({ unit: 'binary' }) })
    const property = fc.property(fc.array(pair, { maxLength: 8 }), (pairs) => {
      const tags = safeTags(pairs)
      const text = JSON.stringify(tags)
      expect(text).not.toContain('\\u0000')
      expect(Object.entries(JSON.parse(text))).toHaveLength(Object.keys(tags).length)
    })
    fc.assert(property, { seed: 2, numRuns: 100 })
  })
})
