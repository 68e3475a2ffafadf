import { describe, expect, test } from 'vitest'
import {
  chooseOption,
  judgePolicy,
  paretoFront,
  policiesFor,
  proveReplay,
  refineToMinutes,
  replay,
  type ScalingOption,
} from '#lib/autoscale/index.ts'
import { trackingAt } from '#lib/model/scaling.ts'
import { seededRandom } from '#lib/stats/random.ts'

const week = 7 * 1440
const random = seededRandom('load')
/** A day between 2 and 8 members with noise, four weeks long. */
const load = Float32Array.from({ length: 4 * week }, (_, t) => {
  const day = 5 - 3 * Math.cos((2 * Math.PI * (t % 1440)) / 1440)
  return Math.max(0, day * (1 + 0.1 * random.normal()))
})
const input = { load, weekMinute: 0, limit: 0.9, min: 1, max: 40, warmupMinutes: 3 }
const options = policiesFor(input).map((policy) => judgePolicy(policy, input))
const front = paretoFront(options)

describe('the front', () => {
  test('holds what no other option beats in cost and in minutes above the limit', () => {
    for (const option of options) {
      const beaten = front.some(
        (one) => one.memberMinutes <= option.memberMinutes && one.minutesAbove <= option.minutesAbove,
      )
      expect(beaten).toBe(true)
    }
  })

  test('rises in cost as the minutes above the limit fall', () => {
    for (let i = 1; i < front.length; i++) {
      const [before, after] = [front[i - 1], front[i]] as [ScalingOption, ScalingOption]
      expect(after.memberMinutes).toBeGreaterThan(before.memberMinutes)
      expect(after.minutesAbove).toBeLessThan(before.minutesAbove)
    }
  })

  test('has the cheapest within a budget, and the safest where none is', () => {
    const budgetMinutes = 200
    const chosen = chooseOption(front, { budgetMinutes })
    const within = options.filter(({ minutesAbove }) => minutesAbove <= budgetMinutes)
    expect(chosen?.memberMinutes).toBe(Math.min(...within.map(({ memberMinutes }) => memberMinutes)))
    expect(chooseOption(front, { budgetMinutes: -1 })).toBe(front.at(-1))
    expect(chooseOption([], { minuteWorth: 1 })).toBeUndefined()
  })

  test('gives a dearer and safer option the more a minute above the limit is worth', () => {
    const worths = [1, 10, 60, 600].map((minuteWorth) => chooseOption(front, { minuteWorth }))
    for (let i = 1; i < worths.length; i++) {
      expect(worths[i]?.minutesAbove).toBeLessThanOrEqual(worths[i - 1]?.minutesAbove ?? 0)
    }
  })

  test('beats one target alone: a minimum by the hour saves on a load with a day', () => {
    const alone = options.filter(({ policy }) => policy.floor === undefined)
    const chosen = chooseOption(front, { minuteWorth: 60 })
    const asSafe = alone.filter(({ minutesAbove }) => minutesAbove <= (chosen?.minutesAbove ?? 0))
    for (const one of asSafe) expect(one.memberMinutes).toBeGreaterThanOrEqual(chosen?.memberMinutes ?? 0)
  })
})

test('no target above the highest is tried', () => {
  const capped = policiesFor({ ...input, targetMax: 0.7 }).flatMap(({ rules }) => rules)
  expect(capped.length).toBeGreaterThan(10)
  for (const rule of capped) expect(rule.kind === 'target-tracking' && rule.target).toBeLessThanOrEqual(0.7)
})

describe('refining periods to minutes', () => {
  test('keeps every total and every gap, and is the same for the same seed', () => {
    const counts = [0, 7, 1000, Number.NaN, 3]
    const one = refineToMinutes({ counts, minutes: 5, shape: 8, seed: 'a' })
    expect(refineToMinutes({ counts, minutes: 5, shape: 8, seed: 'a' })).toEqual(one)
    counts.forEach((count, i) => {
      const sum = one.subarray(5 * i, 5 * i + 5).reduce((total, value) => total + value, 0)
      expect(sum).toEqual(count)
    })
  })

  // The share of a minute is Dirichlet with five equal weights of 8: its variance is (1/5)(4/5)/41, and the multinomial
  // adds n(1/5)(4/5) of its own (Mosimann 1962, compound multinomial distribution).
  test('has the variance of a gamma-Poisson process given the total', () => {
    const n = 1000
    const counts = Array<number>(4000).fill(n)
    const minutes = refineToMinutes({ counts, minutes: 5, shape: 8, seed: 'variance' })
    const mean = n / 5
    const variance = minutes.reduce((sum, value) => sum + (value - mean) ** 2, 0) / minutes.length
    const share = 0.16 / 41
    const expected = n * n * share + n * (0.16 - share)
    expect(variance / expected).toBeGreaterThan(0.95)
    expect(variance / expected).toBeLessThan(1.05)
  })
})

describe('the proof', () => {
  const policy = { min: 1, max: 40, warmupMinutes: 3, rules: [trackingAt(0.5)] }
  const recorded = new Uint16Array(load.length)
  replay({ policy, loads: [load], limit: 0.9, startMembers: 6, trace: recorded })
  const members = Float32Array.from(recorded)

  test('holds for the policy that made the record', () => {
    const proof = proveReplay({ policy, loads: [load], weekMinute: 0, recorded: members })
    expect(proof.holds).toBe(true)
    expect(proof.memberHoursRatio).toBeCloseTo(1, 6)
    expect(proof.days).toBe(28)
  })

  test('does not hold for another target, and says by how much', () => {
    const other = { ...policy, rules: [trackingAt(0.6)] }
    const proof = proveReplay({ policy: other, loads: [load], weekMinute: 0, recorded: members })
    expect(proof.holds).toBe(false)
    expect(proof.memberHoursRatio).toBeLessThan(0.97)
    expect(proof.text).toMatch(/-1\d\.\d %/)
  })

  test('leaves out the minutes that were not recorded', () => {
    const holed = members.slice().fill(Number.NaN, 2000, 5000)
    const proof = proveReplay({ policy, loads: [load], weekMinute: 0, recorded: holed })
    expect(proof.holds).toBe(true)
  })
})
