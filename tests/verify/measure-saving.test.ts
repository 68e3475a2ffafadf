import { describe, expect, test } from 'vitest'
import { measureSaving } from '#lib/verify/measure-saving.ts'
import { levelShift, type UsageDay } from '#lib/verify/usage-level.ts'
import { estateSavings } from '../support/estate-saving.ts'
import { simulated } from '../support/simulated-saving.ts'

test('of 200 changes, half of which did nothing: no false confirmation, and figures within 5 % of the truth', () => {
  let confirmed = 0
  for (let seed = 0; seed < 200; seed++) {
    const effect = seed % 2 === 0 ? 0 : -0.1 - (seed % 40) / 100
    const { usage, truthUsd } = simulated(seed, effect)
    const found = measureSaving(usage)
    if ('reason' in found) continue
    expect(effect, `seed ${seed} is confirmed and did nothing`).not.toBe(0)
    confirmed++
    expect(Math.abs(found.measured.monthlyUsd / truthUsd - 1), `seed ${seed}`).toBeLessThan(0.05)
    expect(found.rateMonthlyUsd + found.usageMonthlyUsd).toBeCloseTo(found.measured.monthlyUsd, 6)
  }
  // It must also be of use: most of what did something is told.
  expect(confirmed).toBeGreaterThan(20)
})

test('of changes on the simulated estate, half of which did nothing: none falsely confirmed, figures within 5 %', () => {
  let confirmed = 0
  for (const { name, usage, effect, truthUsd } of estateSavings(80)) {
    const found = measureSaving(usage)
    if ('reason' in found) continue
    expect(effect, `${name} is confirmed and did nothing`).not.toBe(0)
    confirmed++
    expect(Math.abs(found.measured.monthlyUsd / truthUsd - 1), name).toBeLessThan(0.05)
  }
  expect(confirmed).toBeGreaterThan(5)
})

test.each([
  [{ before: [], after: [], untouched: [] }, /14 days/],
  [{ ...simulated(1, -0.3).usage, untouched: [] }, /comparable/],
])('says why nothing can be measured', (usage, text) => {
  const found = measureSaving(usage)
  expect('reason' in found ? found.reason : '').toMatch(text)
})

describe('the level of a cost', () => {
  const grown = (power: number): UsageDay[] =>
    Array.from({ length: 28 }, (_, i) => {
      const demand = (i % 7 < 5 ? 100 : 60) + i
      return { demand, usd: 5 * demand ** power }
    })
  const larger = (days: readonly UsageDay[], power: number) =>
    days.map(({ demand }) => ({ demand: demand * 1.3, usd: 5 * (demand * 1.3) ** power }))

  test.each([0, 0.4, 1])('does not move with demand, where cost follows it by a power of %f', (power) => {
    const before = grown(power)
    expect(levelShift({ before, after: larger(before, power) })?.shift).toBeCloseTo(0, 9)
  })

  test('moves by what each unit costs less', () => {
    const before = grown(0.7)
    const after = larger(before, 0.7).map(({ demand, usd }) => ({ demand, usd: usd * 0.8 }))
    expect(levelShift({ before, after })?.shift).toBeCloseTo(Math.log(0.8), 9)
  })

  test('leaves out days without cost or demand, and is none without any', () => {
    const before = grown(1)
    const gaps = [
      ...before,
      { usd: Number.NaN, demand: 3 },
      { usd: 4, demand: Number.NaN },
      { usd: 0, demand: 1 },
    ]
    expect(levelShift({ before: gaps, after: before })).toEqual(levelShift({ before, after: before }))
    expect(levelShift({ before, after: [] })).toBeUndefined()
  })
})
