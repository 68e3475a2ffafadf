import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { replay } from '#lib/autoscale/index.ts'
import { type ScalingPolicy, type StepScaling, trackingAt } from '#lib/model/scaling.ts'

const hour = 60

/** Members that are paid for, minute by minute. */
function membersOver(policy: ScalingPolicy, load: readonly number[], startMembers = 4): number[] {
  const trace = new Uint16Array(load.length)
  replay({ policy, loads: [Float32Array.from(load)], limit: 0.9, startMembers, trace })
  return [...trace]
}

const flat = (value: number, minutes: number) => Array<number>(minutes).fill(value)
const tracking = (target: number, rest: Partial<ScalingPolicy> = {}): ScalingPolicy => ({
  min: 1,
  max: 40,
  warmupMinutes: 3,
  rules: [trackingAt(target)],
  ...rest,
})

// Each row: what AWS documents, a load in members at 100 %, and the members at named minutes.
const cases: readonly {
  readonly says: string
  readonly source: string
  readonly policy: ScalingPolicy
  readonly load: readonly number[]
  readonly at: Readonly<Record<number, number>>
}[] = [
  {
    says: 'grows in proportion, rounded up, after three data points above the target',
    source: 'Application Auto Scaling user guide, target tracking: AlarmHigh evaluates 3 periods of 60 s',
    policy: tracking(0.5),
    // 3.3 / 0.5 = 6.6 members.
    load: flat(3.3, 10),
    at: { 0: 4, 2: 4, 3: 7, 9: 7 },
  },
  {
    says: 'does nothing on two data points above the target',
    source: 'as above',
    policy: tracking(0.5),
    load: [3.3, 3.3, ...flat(1.9, 10)],
    at: { 3: 4, 11: 4 },
  },
  {
    says: 'shrinks only after fifteen data points below nine tenths of the target',
    source: 'as above: AlarmLow evaluates 15 periods of 60 s, threshold 10 % below the target',
    policy: tracking(0.5),
    load: flat(1, 30),
    at: { 14: 4, 15: 2, 29: 2 },
  },
  {
    says: 'stays between nine tenths of the target and the target',
    source: 'as above',
    policy: tracking(0.5),
    // 1.85 / 4 members = 46 %: above 45 %.
    load: flat(1.85, 60),
    at: { 59: 4 },
  },
  {
    says: 'does not count members that warm up as missing, and adds only what is still needed',
    source:
      'EC2 Auto Scaling user guide, default instance warmup: warming instances count towards the desired capacity',
    policy: tracking(0.5, { warmupMinutes: 10 }),
    load: flat(3.3, 12),
    at: { 3: 7, 11: 7 },
  },
  {
    says: 'does not shrink while a member warms up',
    source: 'EC2 Auto Scaling user guide: scale-in is blocked until warm-up has finished',
    policy: tracking(0.5, { warmupMinutes: 60 }),
    load: [...flat(3.3, 4), ...flat(0.5, 50)],
    at: { 3: 7, 53: 7 },
  },
  {
    says: 'takes no action without data',
    source: 'Application Auto Scaling user guide: INSUFFICIENT_DATA, no scaling',
    policy: tracking(0.5),
    load: flat(Number.NaN, 60),
    at: { 59: 4 },
  },
  {
    says: 'never exceeds its maximum',
    source: 'EC2 Auto Scaling user guide, capacity limits',
    policy: tracking(0.5, { max: 5 }),
    load: flat(30, 20),
    at: { 19: 5 },
  },
  {
    says: 'never falls below its minimum',
    source: 'EC2 Auto Scaling user guide, capacity limits',
    policy: tracking(0.5, { min: 3 }),
    load: flat(0, 120),
    at: { 119: 3 },
  },
  {
    says: 'grows to a scheduled minimum at its hour and warms up like any other member',
    source: 'EC2 Auto Scaling user guide, scheduled scaling: a new minimum raises the desired capacity',
    policy: tracking(0.5, { floor: [1, 6, ...Array<number>(166).fill(1)] }),
    load: flat(0.5, 121),
    at: { 59: 1, 60: 6, 119: 6 },
  },
  {
    says: 'shrinks no lower than disabled scale-in allows',
    source: 'EC2 Auto Scaling user guide, disabling the scale-in portion of a target tracking policy',
    policy: tracking(0.5, { rules: [{ ...trackingAt(0.5), scaleIn: false }] }),
    load: flat(0.1, 90),
    at: { 89: 4 },
  },
]

describe('the replay of a scaling policy', () => {
  test.each(cases)('$says', ({ policy, load, at }) => {
    const members = membersOver(policy, load)
    for (const [minute, expected] of Object.entries(at)) expect(members[Number(minute)]).toBe(expected)
  })

  test('new members carry load only after their warm-up', () => {
    const load = Float32Array.from(flat(3.5, 20))
    const above = (warmupMinutes: number) =>
      replay({ policy: tracking(0.5, { warmupMinutes }), loads: [load], limit: 0.8, startMembers: 4 })
        .minutesAbove
    // 3.5 of 4 members is above 80 % for the three minutes of the alarm and those of the warm-up.
    expect(above(0)).toBe(3)
    expect(above(5)).toBe(8)
  })

  test('with several policies any one grows the group and all of them must agree to shrink it', () => {
    const cpu = Float32Array.from([...flat(3, 10), ...flat(0.5, 40)])
    const memory = Float32Array.from(flat(2, 50))
    const trace = new Uint16Array(50)
    const policy = tracking(0.5, { rules: [trackingAt(0.5), trackingAt(0.5)] })
    replay({ policy, loads: [cpu, memory], limit: 0.9, startMembers: 4, trace })
    expect(trace[3]).toBe(6)
    // Memory asks for 4 members and is 33 % of 6: both agree, and the larger answer counts.
    expect(trace[49]).toBe(4)
  })

  test('with one policy that does not agree the group stays', () => {
    const cpu = Float32Array.from(flat(0.5, 60))
    const memory = Float32Array.from(flat(1.9, 60))
    const trace = new Uint16Array(60)
    const policy = tracking(0.5, { rules: [trackingAt(0.5), trackingAt(0.5)] })
    replay({ policy, loads: [cpu, memory], limit: 0.9, startMembers: 4, trace })
    expect(trace[59]).toBe(4)
  })

  test('without a rule only the minimum by the hour moves the group', () => {
    const floor = [2, 5, ...Array<number>(166).fill(2)]
    const members = membersOver({ min: 1, max: 9, warmupMinutes: 0, rules: [], floor }, flat(30, 70), 3)
    expect([members[0], members[59], members[60], members[69]]).toEqual([3, 3, 5, 5])
  })

  test('counts the minutes at the maximum while more is asked for', () => {
    const load = Float32Array.from(flat(30, 20))
    const result = replay({ policy: tracking(0.5, { max: 5 }), loads: [load], limit: 0.9, startMembers: 5 })
    // The alarm rings from the third minute on.
    expect(result.minutesAtMaximum).toBe(18)
  })
})

describe('step scaling', () => {
  const out: StepScaling = {
    kind: 'step',
    direction: 'out',
    threshold: 0.6,
    minutes: 1,
    adjustment: 'percent',
    steps: [
      { from: 0, change: 10 },
      { from: 0.1, change: 30 },
    ],
    leastMembers: 1,
  }
  const policy = (rule: StepScaling): ScalingPolicy => ({ min: 1, max: 40, warmupMinutes: 0, rules: [rule] })

  // EC2 Auto Scaling user guide, "Step scaling": of the steps the one that the breach falls into is applied; percentages
  // between 0 and 1 member are rounded to 1, above towards zero.
  test.each([
    { says: 'the first step', load: 6.5, members: 11 },
    { says: 'the second step', load: 7.5, members: 13 },
  ])('takes $says of 10 members', ({ load, members }) => {
    expect(membersOver(policy(out), flat(load, 2), 10)[1]).toBe(members)
  })

  test('moves by at least one member', () => {
    expect(membersOver(policy(out), flat(2.6, 2), 4)[1]).toBe(5)
  })

  test('sets an exact number of members', () => {
    const exact: StepScaling = { ...out, adjustment: 'exact', steps: [{ from: 0, change: 25 }] }
    expect(membersOver(policy(exact), flat(7, 2), 10)[1]).toBe(25)
  })

  test('removes members below its threshold', () => {
    const down: StepScaling = {
      ...out,
      direction: 'in',
      threshold: 0.3,
      minutes: 5,
      adjustment: 'members',
      steps: [{ from: 0, change: 2 }],
    }
    const members = membersOver(policy(down), flat(1, 8), 10)
    expect(members.slice(0, 6)).toEqual([10, 10, 10, 10, 10, 8])
  })
})

describe('properties of the replay', () => {
  const loads = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 1, maxLength: 3 * hour })
  const targets = fc.double({ min: 0.2, max: 1, noNaN: true })

  test('members stay between minimum and maximum', () => {
    fc.assert(
      fc.property(loads, targets, fc.integer({ min: 1, max: 5 }), (load, target, min) => {
        const members = membersOver(tracking(target, { min, max: 12 }), load, min)
        expect(Math.min(...members)).toBeGreaterThanOrEqual(min)
        expect(Math.max(...members)).toBeLessThanOrEqual(12)
      }),
    )
  })

  test('more demand at the same history never gives fewer members', () => {
    fc.assert(
      fc.property(loads, targets, fc.double({ min: 0, max: 30, noNaN: true }), (load, target, more) => {
        const last = load.at(-1) ?? 0
        const policy = tracking(target)
        const [less, greater] = [last, last + more].map((value) => {
          const members = membersOver(policy, [...load.slice(0, -1), value, Number.NaN])
          return members.at(-1) ?? 0
        })
        expect(greater).toBeGreaterThanOrEqual(less ?? 0)
      }),
    )
  })

  test('the same input gives the same result, and what is paid is the sum of the members', () => {
    fc.assert(
      fc.property(loads, targets, (load, target) => {
        const trace = new Uint16Array(load.length)
        const input = { policy: tracking(target), loads: [Float32Array.from(load)], limit: 0.9, trace }
        const result = replay(input)
        expect(replay(input)).toEqual(result)
        expect(result.memberMinutes).toBe(trace.reduce((sum, members) => sum + members, 0))
      }),
    )
  })
})
