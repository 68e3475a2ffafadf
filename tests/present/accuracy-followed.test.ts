import { describe, expect, test } from 'vitest'
import type { FollowedBreach, HindsightVerdict } from '#lib/model/hindsight.ts'
import { type FollowedRow, presentFollowed } from '#lib/present/accuracy-followed.ts'
import { plainText } from '#lib/present/sentence.ts'

const nowMs = Date.parse('2026-11-25T06:00:00Z')
const fromMs = Date.UTC(2026, 5, 1)

function breach(changes: Partial<FollowedBreach>): FollowedBreach {
  const atMs = Date.UTC(2026, 9, 7, 11)
  return {
    policy: 'advised',
    dimension: 'cpu',
    atMs,
    label: 'm7i.xlarge',
    hours: 5,
    demand: 3.6,
    level: 3.2,
    ...changes,
  }
}

function row(
  name: string,
  verdict: Partial<HindsightVerdict>,
  resourceClass = 'ec2-instance' as const,
): FollowedRow {
  return {
    resource: { id: name, name, resourceClass },
    verdict: {
      fromMs,
      toMs: nowMs,
      saved: [{ weekMs: fromMs, advised: 100, rule: 150 }],
      changes: { advised: 1, rule: 1 },
      breaches: [],
      unseen: [],
      ...verdict,
    },
  }
}

const day = { day: '2026-11-20', coveredUsd: 50, onDemandUsd: 10, committedUsd: 50, unusedUsd: 0 }
const present = (rows: readonly FollowedRow[], changes = {}) =>
  presentFollowed({ rows, commitmentDays: [], nowMs, ...changes })

describe('had every change been accepted', () => {
  test('nothing is said before the first re-run', () => {
    expect(present([])).toBeUndefined()
    expect(present([row('a', { reason: 'Too little history.', saved: [] })])).toBeUndefined()
  })

  test('says cash, breaches, the rule and what was', () => {
    const rows = [row('a', { breaches: [breach({})] }), row('b', { breaches: [breach({ policy: 'kept' })] })]
    expect(plainText(present(rows)?.lede ?? [])).toBe(
      'Had every change recommended since 1 Jun been accepted: $200 saved in cash, 1 breach on 1 resource. A rule like Compute Optimizer\u2019s: $300 and 0 breaches. As it was: 1 breach.',
    )
  })

  test('of what plans cover no more is saved in a week than was paid on demand; a discount is taken off', () => {
    const rows = [
      row('a', {}),
      { ...row('b', {}), resource: { id: 'b', name: 'b', resourceClass: 'rds-instance' } } as const,
    ]
    const view = present(rows, { commitmentDays: [day], netShare: 0.9 })
    // EC2: 100 a week but 7 x 10 on demand; RDS: 100; of both 90 %
    expect(view?.policies.map(({ cash, list }) => [cash, list])).toEqual([
      ['\u2013', '\u2013'],
      ['\u2212$153', '\u2212$200'],
      ['\u2212$198', '\u2212$300'],
    ])
    expect(view?.notes[0]).toContain('less the 10% of the private agreement')
  })

  test('names breaches with size, date and demand, and says where it was so anyway', () => {
    const near = breach({ policy: 'kept', atMs: Date.UTC(2026, 9, 10) })
    const view = present([row('orders', { breaches: [near, breach({})] })])
    expect(view?.breaches.map(({ name, when, text, who }) => [name, when, text, who])).toEqual([
      ['orders', '7 Oct', 'CPU 3.6 vCPU, above 3.2 vCPU for 5 h', 'Every change accepted; so it was'],
      ['orders', '10 Oct', 'CPU 3.6 vCPU, above 3.2 vCPU for 5 h', 'Sizes as they were'],
    ])
  })

  test('is honest about what cannot be judged', () => {
    const notes = present([
      row('a', { changes: { advised: 0, rule: 0 }, unseen: ['memory'] }),
      row('b', { reason: 'Too little history.', saved: [] }),
    ])?.notes
    expect(notes).toContain('1 resource would have had no change of size.')
    expect(notes).toContain('1 resource could not be judged on any Monday: b (Too little history.)')
    expect(notes?.at(-1)).toContain('Of 1 resource a dimension had no sample since')
  })
})
