import { describe, expect, test } from 'vitest'
import type { CapacityChange } from '#lib/model/capacity.ts'
import type { Decision } from '#lib/model/decision.ts'
import { dayMs } from '#lib/model/time.ts'
import { followDecision } from '#lib/verify/follow-decision.ts'

const atMs = Date.UTC(2026, 9, 1)
const nowMs = atMs + 40 * dayMs

const decision: Decision = {
  id: 3,
  resourceId: 'r',
  kind: 'saving',
  verdict: 'accept',
  atMs,
  actor: 'ana',
  reason: '',
  basis: {
    asOfMs: atMs,
    finding: 'oversized',
    chance: 0.01,
    medianMs: null,
    fromLabel: 'm7g.xlarge',
    fromMonthlyUsd: 119,
    optionId: 'm7g.large',
    optionLabel: 'm7g.large',
    optionChance: 0.02,
    deltaMonthlyUsd: -60,
  },
}
const change = (day: number, shape: string, count = 1): CapacityChange => ({
  fromMs: atMs + day * dayMs,
  shape,
  count,
  capacity: { cpu: shape === 'm7g.xlarge' ? 4 : 2 },
  source: 'config',
})
const follow = (
  changes: readonly CapacityChange[],
  rest: Partial<Parameters<typeof followDecision>[0]> = {},
) =>
  followDecision({
    decision,
    changes,
    countMoves: false,
    beforeMonthlyUsd: 119,
    nowMonthlyUsd: 60,
    chanceNow: 0.02,
    acceptedRisk: 0.03,
    nowMs,
    ...rest,
  })

describe('an accepted change', () => {
  test('is not made while the size stays, whatever the price says', () => {
    const found = follow([change(-100, 'm7g.xlarge')], { nowMonthlyUsd: 10 })
    expect(found.state).toBe('not-yet-changed')
    expect(found.measured).toBeUndefined()
  })

  test('is confirmed with the difference of the prices once the size is another', () => {
    expect(follow([change(-100, 'm7g.xlarge'), change(5, 'm7g.large')])).toMatchObject({
      state: 'confirmed',
      changedMs: atMs + 5 * dayMs,
      predictedMonthlyUsd: -60,
      measured: { monthlyUsd: -59, lowUsd: -59, highUsd: -59 },
      rateMonthlyUsd: -59,
      usageMonthlyUsd: 0,
      risk: { before: 0.01, after: 0.02, risen: false },
    })
  })

  test('is only seen on its first day, and not measurable without a price', () => {
    expect(follow([change(-100, 'm7g.xlarge'), change(39.5, 'm7g.large')]).state).toBe('changed')
    const unpriced = follow([change(-100, 'm7g.xlarge'), change(5, 'm7g.large')], {
      nowMonthlyUsd: undefined,
    })
    expect(unpriced).toMatchObject({
      state: 'not-measurable',
      text: expect.stringContaining('No price is known'),
    })
  })

  test('that was rolled back is a loss', () => {
    const found = follow([change(-100, 'm7g.xlarge'), change(5, 'm7g.large'), change(9, 'm7g.xlarge')])
    expect(found).toMatchObject({ state: 'rolled-back', rolledBackMs: atMs + 9 * dayMs })
    expect(found.measured).toBeUndefined()
  })

  test('is not seen in members that come and go', () => {
    const coming = [change(-100, 'm7g.xlarge', 4), change(3, 'm7g.xlarge', 9), change(8, 'm7g.xlarge', 4)]
    expect(follow(coming, { countMoves: true }).state).toBe('not-yet-changed')
  })

  test('says when the risk rose above what is accepted', () => {
    const found = follow([change(-100, 'm7g.xlarge'), change(5, 'm7g.large')], { chanceNow: 0.4 })
    expect(found.risk).toEqual({ before: 0.01, after: 0.4, risen: true })
  })
})
