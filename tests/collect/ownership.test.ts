import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { cleanedCount, safeTags } from '#lib/collect/ownership.ts'
import { ownershipReader, tagRules } from '#lib/collect/ownership-rules.ts'
import type { OwnershipRules, TeamRule } from '#lib/model/ownership.ts'
import type { Tags } from '#lib/model/resource.ts'
import { hostileStrings } from '../support/hostile-strings.ts'

const nowMs = Date.UTC(2026, 10, 25, 14)
const plain = tagRules(['team', 'Team', 'owner'])

/** What the rules say of an instance with these tags. */
function owner(tags: Tags, rules: OwnershipRules = plain, atMs = nowMs) {
  const resource = {
    accountId: '111122223333',
    region: 'us-east-1',
    nativeId: 'i-0abc',
    name: tags.Name ?? 'i-0abc',
    tags,
  }
  return ownershipReader(rules, atMs)(resource)
}

const teamsBy = (...teams: TeamRule[]): OwnershipRules => ({ teams, tiers: [], exemptions: [] })

describe('who owns a resource', () => {
  test.each<{ what: string; tags: Tags; team: string | undefined }>([
    { what: 'the first key that has a value', tags: { owner: 'ops', team: 'payments' }, team: 'payments' },
    { what: 'the next key where the first is blank', tags: { team: '  ', owner: 'ops' }, team: 'ops' },
    { what: 'nobody where no key is there', tags: { Name: 'x' }, team: undefined },
    { what: 'a value without its surrounding space', tags: { Team: ' web ' }, team: 'web' },
  ])('$what', ({ tags, team }) => {
    expect(owner(tags).team).toBe(team)
  })

  test('a value map gives one name to many spellings, and leaves the others as they are', () => {
    const rules = teamsBy({ kind: 'tag', tag: 'squad', values: new Map([['Pay & Co', 'payments']]) })
    expect(owner({ squad: 'Pay & Co' }, rules).team).toBe('payments')
    expect(owner({ squad: 'search' }, rules).team).toBe('search')
  })

  test.each<{ what: string; rule: TeamRule; tags: Tags; team: string | undefined }>([
    {
      what: 'the first group of a pattern',
      rule: { kind: 'pattern', tag: 'Name', pattern: '^([a-z]+)-', team: '$1' },
      tags: { Name: 'checkout-api-7' },
      team: 'checkout',
    },
    {
      what: 'a template of groups',
      rule: { kind: 'pattern', tag: 'Name', pattern: '^(\\w+)/(\\w+)$', team: '$2 of $1' },
      tags: { Name: 'shop/web' },
      team: 'web of shop',
    },
    {
      what: 'nobody where the pattern does not match',
      rule: { kind: 'pattern', tag: 'Name', pattern: '^x', team: '$1' },
      tags: { Name: 'checkout' },
      team: undefined,
    },
    {
      what: 'nobody where the group matched nothing',
      rule: { kind: 'pattern', tag: 'Name', pattern: '^(x)?checkout', team: '$1' },
      tags: { Name: 'checkout' },
      team: undefined,
    },
    {
      what: 'the team of its account',
      rule: { kind: 'account', accountId: '111122223333', team: 'platform' },
      tags: {},
      team: 'platform',
    },
    {
      what: 'nobody of another account',
      rule: { kind: 'account', accountId: '444455556666', team: 'platform' },
      tags: {},
      team: undefined,
    },
  ])('$what', ({ rule, tags, team }) => {
    expect(owner(tags, teamsBy(rule)).team).toBe(team)
  })

  test('rules are asked in their order', () => {
    const byTag: TeamRule = { kind: 'tag', tag: 'team' }
    const byAccount: TeamRule = { kind: 'account', accountId: '111122223333', team: 'platform' }
    expect(owner({ team: 'web' }, teamsBy(byTag, byAccount)).team).toBe('web')
    expect(owner({ team: 'web' }, teamsBy(byAccount, byTag)).team).toBe('platform')
    expect(owner({}, teamsBy(byTag, byAccount)).team).toBe('platform')
  })

  test('a catalogue names the owner by component, by ARN and by tags', () => {
    const catalog = {
      components: new Map([['orders-api', 'checkout']]),
      arns: new Map([['arn:aws:ec2:us-east-1:111122223333:instance/i-0abc', 'infra']]),
      tagged: [{ tags: [['app', 'web'] as const, ['env', 'prod'] as const], team: 'growth' }],
    }
    const rules = (arns = new Map<string, string>()) =>
      teamsBy({ kind: 'catalog', tag: 'component', catalog: { ...catalog, arns } })
    expect(owner({ component: 'Orders-API' }, rules()).team).toBe('checkout')
    expect(owner({}, rules(catalog.arns)).team).toBe('infra')
    expect(owner({ app: 'web', env: 'prod' }, rules()).team).toBe('growth')
    expect(owner({ app: 'web' }, rules()).team).toBeUndefined()
  })

  test('a pattern that would make a backtracking matcher run away takes no time', () => {
    const rules = teamsBy({ kind: 'pattern', tag: 'Name', pattern: '^(a+)+$', team: '$1' })
    const read = ownershipReader(rules, nowMs)
    const name = `${'a'.repeat(1_000)}!`
    const startMs = performance.now()
    const of = { accountId: '1', region: 'r', nativeId: 'i', name, tags: { Name: name } }
    expect(read(of).team).toBeUndefined()
    // A backtracking matcher needs 2^1000 steps; a second is far more than any machine needs here.
    expect(performance.now() - startMs).toBeLessThan(1_000)
  })
})

describe('the tier', () => {
  test.each<{ tags: Tags; tier: string }>([
    { tags: { 'headroom:tier': 'tier-1' }, tier: 'tier-1' },
    { tags: { 'headroom:tier': 'Non-Production' }, tier: 'non-production' },
    { tags: { 'headroom:tier': 'gold' }, tier: 'tier-2' },
    { tags: {}, tier: 'tier-2' },
    { tags: { env: 'staging' }, tier: 'non-production' },
    { tags: { env: 'production' }, tier: 'tier-2' },
    { tags: { env: 'dev', 'headroom:tier': 'tier-3' }, tier: 'tier-3' },
  ])('of $tags is $tier', ({ tags, tier }) => {
    expect(owner(tags).serviceTier).toBe(tier)
  })

  test('comes from a tag of the rules where there is no tag of our own', () => {
    const tiers = [{ tag: 'criticality', values: new Map([['gold', 'tier-1'] as const]) }]
    const rules = { ...plain, tiers }
    expect(owner({ criticality: 'gold', env: 'dev' }, rules).serviceTier).toBe('tier-1')
    expect(owner({ criticality: 'tier-3' }, rules).serviceTier).toBe('tier-3')
    expect(owner({ criticality: 'gold', 'headroom:tier': 'tier-2' }, rules).serviceTier).toBe('tier-2')
  })
})

describe('an exemption', () => {
  test.each([
    { value: 'dr', exempt: 'dr' },
    { value: 'Standby', exempt: 'standby' },
    { value: 'yes', exempt: undefined },
  ])('headroom:exempt=$value exempts as $exempt', ({ value, exempt }) => {
    expect(owner({ 'headroom:exempt': value }).exempt).toBe(exempt)
  })

  test.each([
    { until: '2026-11-25', exempt: 'dr' },
    { until: '2026-11-24', exempt: undefined },
    { until: 'next summer', exempt: undefined },
    { until: '2026-13-01', exempt: undefined },
  ])(
    'until $until is on 25 Nov $exempt: its last day counts, and one that cannot be read has passed',
    (given) => {
      expect(owner({ 'headroom:exempt': 'dr', 'headroom:exempt-until': given.until }).exempt).toBe(
        given.exempt,
      )
    },
  )

  test.each(['i-0abc', 'reporting', 'arn:aws:ec2:us-east-1:111122223333:instance/i-0abc'])(
    'of the configuration names %s, until its end',
    (resource) => {
      const untilMs = nowMs + 1
      const rules: OwnershipRules = { ...plain, exemptions: [{ resource, as: 'standby', untilMs }] }
      expect(owner({ Name: 'reporting' }, rules).exempt).toBe('standby')
      expect(owner({ Name: 'reporting' }, rules, untilMs).exempt).toBeUndefined()
      expect(owner({ Name: 'other' }, { ...rules, exemptions: [] }).exempt).toBeUndefined()
    },
  )

  test('of an ARN in another account or region is not of this resource', () => {
    for (const arn of [
      'arn:aws:ec2:us-east-1:444455556666:instance/i-0abc',
      'arn:aws:ec2:eu-west-1:111122223333:instance/i-0abc',
      'arn:aws:ec2:us-east-1:111122223333:instance/xi-0abc',
    ]) {
      const rules: OwnershipRules = { ...plain, exemptions: [{ resource: arn, as: 'dr' }] }
      expect(owner({}, rules).exempt).toBeUndefined()
    }
  })
})

describe('hostile tags', () => {
  test('a NUL is removed: Postgres text cannot hold it; and it is counted', () => {
    const tags = safeTags([{ key: 'te\0am', value: 'a\0b' }])
    expect(tags).toEqual({ team: 'ab' })
    expect(cleanedCount(tags)).toBe(2)
    expect(cleanedCount(safeTags([{ key: 'team', value: 'ab' }]))).toBe(0)
  })

  test('half a surrogate pair is replaced: UTF-8 cannot hold it', () => {
    expect(safeTags([{ key: 'k', value: '\ud800' }])).toEqual({ k: '\ufffd' })
  })

  test.each(['__proto__', 'constructor', 'toString'])('the key %s is a key like any other', (key) => {
    const tags = safeTags([{ key, value: 'payments' }])
    expect(Object.hasOwn(tags, key)).toBe(true)
    expect(Object.getPrototypeOf(tags)).toBe(Object.prototype)
    expect(owner(tags, tagRules([key])).team).toBe('payments')
    expect(owner({}, tagRules([key])).team).toBeUndefined()
  })

  test.each(hostileStrings)('$what is kept as it is, or cleaned and counted', ({ text, kept }) => {
    const tags = safeTags([{ key: 'team', value: text }])
    expect(Object.values(tags)).toEqual([kept ?? text])
    expect(cleanedCount(tags)).toBe(kept === undefined ? 0 : 1)
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
