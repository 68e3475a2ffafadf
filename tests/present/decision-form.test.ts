import { describe, expect, test } from 'vitest'
import { localPath, parseDecisionForm } from '#lib/present/decision-form.ts'

const accept = {
  resource: 'abc',
  kind: 'capacity',
  verdict: 'accept',
  option: 'db.m7g.4xlarge',
  owner: ' Marta Okafor ',
  due: '2026-12-06',
  reason: 'after the freeze',
  back: '/reviews/2026-W48/5?theme=dark',
}

describe('the form of a decision', () => {
  test('becomes dates and trimmed texts; what is empty is absent', () => {
    expect(parseDecisionForm({ ...accept, expires: '', approver: ' ' })).toEqual({
      form: {
        ...accept,
        owner: 'Marta Okafor',
        due: Date.UTC(2026, 11, 6),
        expires: undefined,
        approver: undefined,
      },
    })
  })

  test('needs no option: a snooze has none, and one size alone is not chosen', () => {
    const { option: _, ...rest } = accept
    for (const verdict of ['accept', 'accept-risk', 'reject', 'snooze', 'reopen'])
      expect(parseDecisionForm({ ...rest, verdict })).toMatchObject({ form: { verdict } })
  })

  test.each([
    [{ verdict: 'approve' }, /verdict/],
    [{ kind: 'cost' }, /kind/],
    [{ due: '2026-02-30' }, /due: a day such as/],
    [{ week: '2026-W54' }, /week/],
    [{ owner: 'x'.repeat(101) }, /owner: at most 100/],
    [{ reason: 'a\0b' }, /reason: a NUL/],
    [{ resource: '' }, /resource/],
  ])('with %j is refused by name', (changes, text) => {
    const parsed = parseDecisionForm({ ...accept, ...changes })
    expect('problems' in parsed ? parsed.problems.join(' ') : 'accepted').toMatch(text)
  })

  test.each([
    ['/resources/abc?dim=cpu', '/resources/abc?dim=cpu'],
    ['//evil.example/x', '/'],
    ['/\\evil.example', '/'],
    ['https://evil.example', '/'],
    ['javascript:alert(1)', '/'],
    ['', '/'],
  ])('leads back from %s to %s', (back, to) => {
    expect(localPath(back)).toBe(to)
  })
})
