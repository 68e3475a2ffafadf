import { describe, expect, test } from 'vitest'
import type { Decision, Verdict } from '#lib/model/decision.ts'
import { questionOf } from '#lib/model/decision.ts'
import type { OptionSummary, RecommendationSummary } from '#lib/model/fleet.ts'
import { dayMs } from '#lib/model/time.ts'
import { basisOf, standingOf } from '#lib/recommend/index.ts'

const nowMs = Date.UTC(2026, 10, 23, 10)

const option = (label: string, deltaMonthlyUsd: number): OptionSummary => ({
  id: label,
  label,
  monthlyUsd: 1000 + deltaMonthlyUsd,
  deltaMonthlyUsd,
  chance: 0.03,
  expectedMinutes: 1,
  effort: 'low',
  downtime: '',
  note: '',
})

const summary = (changes: Partial<RecommendationSummary> = {}): RecommendationSummary => ({
  resourceId: 'r',
  asOfMs: nowMs,
  finding: 'runs-out',
  unknownDimensions: [],
  horizonDays: 90,
  acceptedRisk: 0.03,
  chanceByHorizon: 0.6,
  medianDays: 80,
  lowDays: 60,
  highDays: 120,
  current: option('db.m7g.xlarge', 0),
  recommended: option('db.m7g.2xlarge', 400),
  saturationDays: [],
  utilization: 0.7,
  utilizationAtHorizon: null,
  limit: 0.8,
  ...changes,
})

const decided = (
  verdict: Verdict,
  about: RecommendationSummary,
  changes: Partial<Decision> = {},
): Decision => ({
  id: 1,
  resourceId: 'r',
  kind: questionOf(about) ?? 'capacity',
  verdict,
  atMs: nowMs,
  actor: 'ana',
  reason: 'reason',
  basis: basisOf(about),
  ...changes,
})

/** A week later, with the date where it was unless told otherwise. */
const later = (changes: Partial<RecommendationSummary> = {}) =>
  summary({ asOfMs: nowMs + 7 * dayMs, medianDays: 73, ...changes })

const saving = (deltaMonthlyUsd: number) =>
  summary({
    asOfMs: nowMs,
    finding: 'oversized',
    medianDays: null,
    chanceByHorizon: 0.01,
    recommended: option('db.m7g.large', deltaMonthlyUsd),
  })

describe('a decision stands', () => {
  test.each([
    ['nothing moved', 'snooze', later()],
    ['the chance rose by 14 points', 'accept-risk', later({ chanceByHorizon: 0.74 })],
    ['the chance fell', 'snooze', later({ chanceByHorizon: 0.1, medianDays: null })],
    ['the date moved by 20 days', 'reject', later({ medianDays: 53 })],
    [
      'an accepted one runs out after its due day',
      'accept',
      later({ chanceByHorizon: 0.95, medianDays: 30 }),
    ],
    ['an accepted size costs a little more', 'accept', later({ recommended: option('db.r7g.2xlarge', 440) })],
  ] as const)('%s', (_, verdict, now) => {
    expect(
      standingOf(decided(verdict, summary(), { dueMs: nowMs + 14 * dayMs }), now, nowMs + 7 * dayMs),
    ).toEqual({
      state: 'stands',
    })
  })
})

describe('a decision is moved by its evidence, and says how far', () => {
  test.each([
    ['snooze', later({ chanceByHorizon: 0.8 }), 'The chance rose from 60% to 80%.'],
    ['reject', later({ medianDays: 43 }), 'The median date moved 30 days earlier, from 11 Feb to 12 Jan.'],
    ['accept', later({ medianDays: 3 }), 'It now runs out around 3 Dec, before the change is due on 7 Dec.'],
    [
      'accept',
      later({ recommended: option('db.m7g.4xlarge', 1200) }),
      'It now takes db.m7g.4xlarge (+$1,200/mo) instead of db.m7g.2xlarge (+$400/mo).',
    ],
  ] as const)('%s', (verdict, now, text) => {
    const decision = decided(verdict, summary(), { dueMs: nowMs + 14 * dayMs })
    expect(standingOf(decision, now, nowMs + 7 * dayMs)).toEqual({ state: 'moved', text })
  })

  test.each([
    ['snooze', -400, -480, undefined],
    ['snooze', -400, -510, 'The saving went from −$400/mo to −$510/mo.'],
    ['snooze', -20, -60, undefined],
    ['reject', -400, -100, undefined],
    ['accept', -400, -210, undefined],
    ['accept', -400, -190, 'The saving went from −$400/mo to −$190/mo.'],
    ['accept', -400, -900, undefined],
  ] as const)('%s of a saving that went from %d to %d', (verdict, before, after, text) => {
    expect(standingOf(decided(verdict, saving(before)), saving(after), nowMs)).toEqual(
      text === undefined ? { state: 'stands' } : { state: 'moved', text },
    )
  })
})

test('a term ends on its day whatever the evidence says', () => {
  const decision = decided('accept-risk', summary(), { expiresMs: nowMs + 7 * dayMs })
  expect(standingOf(decision, later(), nowMs + 7 * dayMs - 1).state).toBe('stands')
  expect(standingOf(decision, later(), nowMs + 7 * dayMs)).toEqual({
    state: 'expired',
    text: 'Its term ended on 30 Nov.',
  })
})

test.each([
  ['runs-out', undefined, 'capacity'],
  ['runs-out', -100, 'capacity'],
  ['watch', 100, 'capacity'],
  ['watch', -100, 'saving'],
  ['oversized', -100, 'saving'],
  ['right-sized', -100, 'saving'],
  ['right-sized', undefined, undefined],
  ['idle', undefined, 'saving'],
  ['abstained', undefined, undefined],
] as const)('the question of %s with a change of %s is %s', (finding, delta, kind) => {
  expect(questionOf({ finding, ...(delta === undefined ? {} : { recommended: option('x', delta) }) })).toBe(
    kind,
  )
})
