import { describe, expect, test } from 'vitest'
import { pressureOf } from '#lib/recommend/pressure.ts'

const mib = 2 ** 20

const gibOf = (swap: number) => ({ 'swap-usage': { min: 0, p50: 90 * mib, max: swap } })
const credits = (min: number) => ({ 'credit-balance': { min, p50: 80, max: 300 } })
/** Held at a baseline of 0.6 vCPU, every hour the same. */
const held = { p50: 0.6, p99: 0.62 }
const ec2 = { baselineVcpu: 0.6, cpu: held, alwaysUnlimited: false }

describe('pressure from signals', () => {
  test.each([
    ['swap in steady use above 256 MiB', gibOf(1024 * mib), { swapGib: 1 }],
    ['swap of 256 MiB is not above', gibOf(256 * mib), {}],
    ['swap once, none for half of the time', { 'swap-usage': { min: 0, p50: 0, max: 1024 * mib } }, {}],
    ['credits below 5 at the worst hour', credits(4.9), { creditsLeft: 4.9 }],
    ['5 credits left', credits(5), {}],
    ['no signals', {}, {}],
  ])('%s', (_title, signals, expected) => {
    expect(pressureOf({ ...ec2, signals })).toEqual(expected)
  })

  test.each([
    ['CPU at the baseline hour after hour', { p50: 0.58, p99: 0.65 }, 'creditsLeft'],
    ['CPU above the baseline, as unlimited mode lets it', { p50: 0.7, p99: 0.75 }, 'creditsBilled'],
    ['CPU below the baseline', { p50: 0.4, p99: 0.42 }, 'creditsBilled'],
    ['CPU that goes far above it at times', { p50: 0.6, p99: 1.4 }, 'creditsBilled'],
    ['CPU that is not measured', undefined, 'creditsBilled'],
  ])('spent credits are pressure only where CPU is held: %s', (_title, cpu, expected) => {
    expect(pressureOf({ ...ec2, cpu, signals: credits(0) })).toEqual({ [expected]: 0 })
  })

  test('a T class of RDS runs in unlimited mode: nothing holds it', () => {
    expect(pressureOf({ ...ec2, alwaysUnlimited: true, signals: credits(0) })).toEqual({ creditsBilled: 0 })
  })

  test('credits say nothing of a shape that is not burstable', () => {
    expect(pressureOf({ ...ec2, baselineVcpu: undefined, signals: credits(0) })).toEqual({})
  })
})
