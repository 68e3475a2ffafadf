import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { replay, replayHpa, scheduledMoments } from '#lib/autoscale/index.ts'
import type { ScalingPolicy } from '#lib/model/scaling.ts'
import { minuteMs } from '#lib/model/time.ts'
import { otherRows } from './documented/other-rows.ts'
import {
  at,
  daily,
  decreases,
  flat,
  hpa,
  provider,
  type Row,
  startMs,
  step,
  table,
} from './documented/policies.ts'
import { trackingRows } from './documented/tracking-rows.ts'

const rows = [...trackingRows, ...otherRows]

function membersOf({ policy, load, others = [], start = 4 }: Row): number[] {
  const trace = new Uint16Array(load.length)
  const range = { fromMs: startMs, toMs: startMs + load.length * minuteMs }
  const moments = scheduledMoments(policy.scheduled ?? [], range)
  const loads = [load, ...others].map((one) => Float32Array.from(one))
  replay({ policy, loads, limit: 0.9, startMembers: start, moments, trace })
  return [...trace]
}

describe('the replay does what is documented', () => {
  test.each(rows)('$says ($source)', (row) => {
    const members = membersOf(row)
    const found = Object.fromEntries(
      Object.keys(row.members).map((minute) => [minute, members[Number(minute)]]),
    )
    expect(found).toEqual(row.members)
  })

  test('every row names where it is documented', () => {
    for (const { source } of rows) expect(source).toMatch(/^https:\/\//)
  })
})

describe(`DynamoDB decreases at most 27 times a day (${decreases})`, () => {
  test('four at any time, then one an hour after the last', () => {
    // Ten minutes at full load and twenty idle: each half hour could bring a decrease.
    const load = Array.from({ length: 1440 }, (_, t) => (t % 30 < 10 ? 30_000 : 3_000))
    const trace = new Uint16Array(load.length)
    const policy = table({ max: 65_000 })
    replay({ policy, loads: [Float32Array.from(load)], limit: 1, startMembers: 65_000, trace })
    const count = trace.reduce(
      (sum, units, t) => sum + (t > 0 && units < (trace[t - 1] as number) ? 1 : 0),
      0,
    )
    expect(count).toBeGreaterThan(20)
    expect(count).toBeLessThanOrEqual(27)
    const unbound = new Uint16Array(load.length)
    const { decreasesAtAnyTime: _, ...free } = policy
    replay({ policy: free, loads: [Float32Array.from(load)], limit: 1, startMembers: 65_000, trace: unbound })
    const often = unbound.reduce(
      (sum, units, t) => sum + (t > 0 && units < (unbound[t - 1] as number) ? 1 : 0),
      0,
    )
    expect(often).toBeGreaterThan(27)
  })
})

describe(`the Horizontal Pod Autoscaler (${hpa})`, () => {
  const scaler = { min: 1, max: 20, target: 0.5, warmupMinutes: 0 }
  const podsOver = (load: readonly number[], startMembers = 4) => {
    const trace = new Uint16Array(load.length)
    replayHpa({ scaler, load: Float32Array.from(load), limit: 0.9, startMembers, trace })
    return [...trace]
  }

  test('asks for ceil(pods x metric / target) at once', () => {
    expect(podsOver(flat(3.3, 3))).toEqual([4, 7, 7])
  })

  test('does nothing within its tolerance of a tenth', () => {
    // 2.18 of 4 pods is 54.5 %: a ratio of 1.09. 2.22 is 1.11.
    expect(podsOver(flat(2.18, 5)).at(-1)).toBe(4)
    expect(podsOver(flat(2.22, 5)).at(-1)).toBe(5)
  })

  test('shrinks to the most that was asked for in the last 300 seconds', () => {
    const pods = podsOver([...flat(2, 3), ...flat(0.9, 10)])
    expect(pods.slice(0, 8)).toEqual([4, 4, 4, 4, 4, 4, 4, 4])
    expect(pods.at(-1)).toBe(2)
  })

  test('missing data does nothing', () => {
    expect(podsOver(flat(Number.NaN, 30)).at(-1)).toBe(4)
  })

  test('adds at most four pods or doubles in a step of 15 seconds', () => {
    // Four steps a minute: 1, 5, 10, 20.
    expect(podsOver(flat(30, 3), 1)).toEqual([1, 20, 20])
  })
})

describe('properties of every machine', () => {
  const loads = fc.array(fc.double({ min: 0, max: 60, noNaN: true }), { minLength: 2, maxLength: 120 })
  const policies = fc.constantFrom<ScalingPolicy>(
    at(0.5, { min: 2, max: 12 }),
    step({}),
    { ...step({}), min: 2, max: 12 },
    { ...provider, min: 2, max: 12 },
    table({ min: 2, max: 12 }),
    at(0.5, { min: 2, max: 12, scheduled: [daily('30 0 * * *', { min: 4, max: 8 })] }),
    at(0.5, { min: 2, max: 12, cooldown: { outMinutes: 5, inMinutes: 5 } }),
  )

  test('never outside of minimum and maximum', () => {
    fc.assert(
      fc.property(loads, policies, (load, policy) => {
        const members = membersOf({ says: '', source: '', policy, load, members: {} })
        expect(Math.min(...members)).toBeGreaterThanOrEqual(policy.min)
        expect(Math.max(...members)).toBeLessThanOrEqual(policy.max)
      }),
    )
  })

  test('more demand at the same history never gives fewer members', () => {
    fc.assert(
      fc.property(loads, policies, fc.double({ min: 0, max: 40, noNaN: true }), (load, policy, more) => {
        const last = load.at(-1) ?? 0
        const finalOf = (value: number) =>
          membersOf({
            says: '',
            source: '',
            policy,
            load: [...load.slice(0, -1), value, Number.NaN],
            members: {},
          }).at(-1) ?? 0
        expect(finalOf(last + more)).toBeGreaterThanOrEqual(finalOf(last))
      }),
    )
  })

  test('of pods too', () => {
    fc.assert(
      fc.property(loads, fc.double({ min: 0, max: 40, noNaN: true }), (load, more) => {
        const scaler = { min: 2, max: 12, target: 0.5, warmupMinutes: 2 }
        const finalOf = (value: number) => {
          const path = Float32Array.from([...load.slice(0, -1), value, Number.NaN])
          const trace = new Uint16Array(path.length)
          replayHpa({ scaler, load: path, limit: 0.9, trace })
          expect(Math.min(...trace)).toBeGreaterThanOrEqual(2)
          expect(Math.max(...trace)).toBeLessThanOrEqual(12)
          return trace.at(-1) ?? 0
        }
        const last = load.at(-1) ?? 0
        expect(finalOf(last + more)).toBeGreaterThanOrEqual(finalOf(last))
      }),
    )
  })
})
