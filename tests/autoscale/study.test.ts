import { describe, expect, test } from 'vitest'
import { replay, type StudyInput, studyScaling } from '#lib/autoscale/index.ts'
import { trackingAt } from '#lib/model/scaling.ts'

const periods = 28 * 288
const policy = { min: 2, max: 40, warmupMinutes: 5, rules: [trackingAt(0.4)] }
/** Demand of 3 to 9 members at 100 % by the day. */
const demand = Array.from({ length: periods }, (_, i) => 6 - 3 * Math.cos((2 * Math.PI * i) / 288))

/** What the policy in force makes of the demand, as five-minute samples record it. */
function recordedBy(loads: readonly number[]) {
  const load = Float32Array.from({ length: loads.length * 5 }, (_, t) => loads[Math.floor(t / 5)] as number)
  const trace = new Uint16Array(load.length)
  replay({ policy, loads: [load], limit: 1, weekMinute: 0, trace })
  return loads.map((_, i) => trace[i * 5 + 4] as number)
}

function inputOf(members: readonly number[], rest: Partial<StudyInput> = {}): StudyInput {
  return {
    inForce: { resourceId: 'r', names: ['cpu'], alarms: 'documented', policy },
    resourceId: 'r',
    nowMs: Date.UTC(2026, 10, 25),
    startMs: Date.UTC(2026, 9, 26),
    coarseShare: demand.map((value, i) => value / (members[i] as number)),
    coarseMembers: members,
    memberHourlyUsd: 0.1,
    limit: 0.8,
    budgetMinutes: 10,
    ...rest,
  }
}

describe('a study of a scaling policy', () => {
  test('recommends a cheaper one within the budget where the replay is proven', () => {
    const study = studyScaling(inputOf(recordedBy(demand)))
    if (study.kind !== 'answer') throw new Error(study.reason)
    const best = study.front[study.recommended ?? -1]
    expect(best?.monthlyUsd).toBeLessThan(study.now.monthlyUsd)
    expect(best?.minutesAboveMonthly).toBeLessThanOrEqual(10)
  })

  test('abstains where somebody sets the size by hand', () => {
    const study = studyScaling(inputOf(demand.map(() => 30)))
    expect(study).toMatchObject({ kind: 'abstention', code: 'not-proven', proof: { holds: false } })
  })

  test.each([
    ['no-policy', { inForce: { resourceId: 'r', names: [], alarms: 'documented' } }],
    ['not-replayable', { inForce: { resourceId: 'r', names: ['steps'], alarms: 'documented' } }],
    ['no-price', { memberHourlyUsd: undefined }],
    ['too-little-history', { coarseShare: demand.map((_, i) => (i < 288 ? 0.2 : Number.NaN)) }],
  ] as const)('abstains for %s', (code, rest) => {
    expect(studyScaling(inputOf(recordedBy(demand), rest))).toMatchObject({ kind: 'abstention', code })
  })
})
