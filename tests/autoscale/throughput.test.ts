import { describe, expect, test } from 'vitest'
import { replay, type StudyInput, shareOfUnits, studyScaling, studyThroughput } from '#lib/autoscale/index.ts'
import { type ScalingPolicy, throughputDecreases, throughputInShare, trackingAt } from '#lib/model/scaling.ts'

const days = 28
const startMs = Date.UTC(2026, 9, 26)
/** List prices of us-east-1 since November 2024: dollars an hour of a unit, provisioned and by request throughout. */
const prices = {
  'read-units': { memberHourlyUsd: 0.00013, onDemandHourlyUsd: 0.125e-6 * 3600 },
  'write-units': { memberHourlyUsd: 0.00065, onDemandHourlyUsd: 0.625e-6 * 3600 },
} as const
type Units = keyof typeof prices

const policyAt = (target: number, scales: Units): ScalingPolicy => ({
  min: 50,
  max: 2000,
  warmupMinutes: 0,
  rules: [{ ...trackingAt(target), metric: scales, outMinutes: 2, inShare: throughputInShare(target) }],
  decreasesAtAnyTime: throughputDecreases,
})
/** 100 to 700 units a second by the day. */
const daily = Array.from({ length: days * 288 }, (_, i) => 400 - 300 * Math.cos((2 * Math.PI * i) / 288))
/** Five minutes at 1,000 once a day, else nothing to speak of. */
const spiky = Array.from({ length: days * 288 }, (_, i) => (i % 288 === 100 ? 1000 : 2))

function inputOf(demand: readonly number[], scales: Units, rest: Partial<StudyInput> = {}): StudyInput {
  const policy = rest.inForce?.policy ?? policyAt(0.5, scales)
  const load = Float32Array.from({ length: demand.length * 5 }, (_, t) => demand[Math.floor(t / 5)] as number)
  const trace = new Uint32Array(load.length)
  replay({ policy, loads: [load], limit: 1, weekMinute: 0, trace })
  const provisioned = Float32Array.from(demand, (_, i) => trace[i * 5 + 4] as number)
  const consumed = Float32Array.from(demand, (units) => units * 300)
  return {
    inForce: { resourceId: 't', scales, names: ['units'], alarms: 'read', policy },
    resourceId: 't',
    scales,
    loadMetric: scales,
    nowMs: startMs + days * 86_400_000,
    startMs,
    ...shareOfUnits({
      consumed,
      consumedFine: new Float32Array(load.length).fill(Number.NaN),
      provisioned: rest.onDemand ? undefined : provisioned,
    }),
    ...prices[scales],
    limit: 0.9,
    budgetMinutes: 45,
    leastMembers: 1,
    ...rest,
  }
}

const tableOf = (demand: readonly number[], rest: Partial<StudyInput> = {}) =>
  studyThroughput({ read: inputOf(demand, 'read-units', rest), write: inputOf(demand, 'write-units', rest) })

describe('a table with a policy', () => {
  const study = tableOf(daily)

  test('is proven in both directions, and a higher target costs less within the budget', () => {
    for (const one of [study, ...(study.others ?? [])]) {
      if (one.kind !== 'answer') throw new Error(one.reason)
      const best = one.front[one.recommended ?? -1]
      expect(one.proof?.holds).toBe(true)
      expect(best?.monthlyUsd).toBeLessThan(one.now.monthlyUsd)
      expect(best?.policy.rules[0]).toMatchObject({ metric: one.scales, outMinutes: 2, inMinutes: 15 })
      expect(best?.policy.decreasesAtAnyTime).toBe(4)
    }
  })

  test('another target gives units back at 20 points under it, and none is above 90 %', () => {
    if (study.kind !== 'answer') throw new Error(study.reason)
    for (const { policy } of study.front) {
      const [rule] = policy.rules
      if (rule?.kind !== 'target-tracking') throw new Error('no target')
      expect(rule.target).toBeLessThanOrEqual(0.9)
      expect(rule.target * rule.inShare).toBeCloseTo(rule.target - 0.2, 9)
    }
  })

  test('a floor by the hour changes a few times a day, whatever the number of units', () => {
    if (study.kind !== 'answer') throw new Error(study.reason)
    const floors = study.front.flatMap(({ policy }) => (policy.floor ? [new Set(policy.floor).size] : []))
    for (const levels of floors) expect(levels).toBeLessThanOrEqual(7)
  })

  test('stays provisioned where more than 28.9 % of it is used', () => {
    expect(study.mode).toMatchObject({ now: 'provisioned', recommended: 'provisioned' })
    expect(study.mode?.provisionedUsd).toBeLessThan(study.mode?.onDemandUsd ?? 0)
  })
})

describe('a table whose load is short', () => {
  test('is paid by request, and no setting of units is recommended then', () => {
    const fixed: ScalingPolicy = { min: 1200, max: 1200, warmupMinutes: 0, rules: [] }
    const study = tableOf(spiky, {
      inForce: { resourceId: 't', names: [], alarms: 'documented', policy: fixed },
      budgetMinutes: 0,
    })
    expect(study.mode).toMatchObject({ now: 'provisioned', recommended: 'on-demand' })
    for (const one of [study, ...(study.others ?? [])]) expect(one).not.toHaveProperty('recommended')
  })
})

describe('a table paid by request', () => {
  test('with an even load is cheaper provisioned, with settings for both directions', () => {
    const even = daily.map(() => 500)
    const study = tableOf(even, { onDemand: true })
    // 500 units a second throughout: 730 h x 500 x (0.00045 + 0.00225) by request.
    expect(study.mode?.onDemandUsd).toBeCloseTo(730 * 500 * (0.00045 + 0.00225), 0)
    expect(study.mode).toMatchObject({ now: 'on-demand', recommended: 'provisioned' })
    for (const one of [study, ...(study.others ?? [])]) {
      if (one.kind !== 'answer') throw new Error(one.reason)
      expect(one.now.onDemand).toBe(true)
      expect(one.proof).toBeUndefined()
      expect(one.front[one.recommended ?? -1]).toBeDefined()
    }
  })

  test('with spikes alone stays as it is', () => {
    const study = tableOf(spiky, { onDemand: true, budgetMinutes: 0 })
    expect(study.mode?.recommended).not.toBe('provisioned')
    expect(study).not.toHaveProperty('recommended')
  })
})

test('a hot key refuses everything that costs more', () => {
  const lacking = policyAt(0.9, 'write-units')
  const asked = inputOf(daily, 'write-units', {
    inForce: { resourceId: 't', names: ['units'], alarms: 'read', policy: lacking },
    budgetMinutes: 0,
    limit: 0.5,
  })
  const free = studyScaling(asked)
  const hot = studyScaling({ ...asked, refusesMore: 'One key is asked for too much.' })
  if (free.kind !== 'answer' || hot.kind !== 'answer') throw new Error('no answer')
  expect(free.front.some((one) => one.monthlyUsd > free.now.monthlyUsd)).toBe(true)
  expect(hot.front.every((one) => one.monthlyUsd <= hot.now.monthlyUsd)).toBe(true)
  expect(hot.refusesMore).toBe('One key is asked for too much.')
})

describe('an endpoint that follows requests', () => {
  const memberRate = 1200
  const requests = Array.from(
    { length: days * 288 },
    (_, i) => 4000 - 3000 * Math.cos((2 * Math.PI * i) / 288),
  )
  const policy: ScalingPolicy = {
    min: 2,
    max: 20,
    warmupMinutes: 6,
    rules: [{ ...trackingAt(500), metric: 'requests' }],
    cooldown: { outMinutes: 5, inMinutes: 5 },
  }
  const load = Float32Array.from(
    { length: requests.length * 5 },
    (_, t) => requests[Math.floor(t / 5)] as number,
  )
  const trace = new Uint32Array(load.length)
  replay({ policy, loads: [load], limit: 1, weekMinute: 0, trace })
  const members = Float32Array.from(requests, (_, i) => trace[i * 5 + 4] as number)
  const input: StudyInput = {
    inForce: { resourceId: 'e', names: ['invocations'], alarms: 'read', policy },
    resourceId: 'e',
    loadMetric: 'requests',
    memberRate,
    nowMs: startMs + days * 86_400_000,
    startMs,
    coarseShare: Float32Array.from(requests, (one, i) => one / (members[i] as number)),
    coarseMembers: members,
    memberHourlyUsd: 1,
    limit: 0.8 * memberRate,
    budgetMinutes: 45,
  }

  test('is given a target in requests a minute, by what fills an instance', () => {
    const study = studyScaling(input)
    if (study.kind !== 'answer') throw new Error(study.reason)
    const [rule] = study.front[study.recommended ?? -1]?.policy.rules ?? []
    expect(rule).toMatchObject({ metric: 'requests' })
    // Between the 500 in force and the limit of 960.
    expect(rule?.kind === 'target-tracking' && rule.target).toBeGreaterThan(500)
    expect(rule?.kind === 'target-tracking' && rule.target).toBeLessThanOrEqual(960)
    expect(study.memberRate).toBe(memberRate)
  })

  test('abstains where what fills an instance is not known, or a rule follows something else', () => {
    const { memberRate: _, ...unknown } = input
    expect(studyScaling(unknown)).toMatchObject({ kind: 'abstention', code: 'not-replayable' })
    const cpu = { ...policy, rules: [trackingAt(0.5)] }
    const other = studyScaling({
      ...input,
      inForce: { resourceId: 'e', names: ['cpu'], alarms: 'read', policy: cpu },
    })
    expect(other).toMatchObject({
      code: 'not-replayable',
      reason: 'A rule follows cpu, which is not measured here.',
    })
  })
})
