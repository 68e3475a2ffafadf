import { describe, expect, test } from 'vitest'
import { driverDays } from '#jobs/driver-days.ts'
import { elasticityOf, elasticityTexts } from '#lib/forecast/elasticity.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { seededRandom } from '#lib/stats/random.ts'
import { nowMs } from './samples.ts'

const startMs = nowMs - 200 * dayMs

/** A driver that wanders, and demand at `elasticity` of its logarithm with weekdays, growth and noise. */
function world({ elasticity, noise, seed }: { elasticity: number; noise: number; seed: string }) {
  const { normal } = seededRandom(seed)
  let level = 0
  const logs = Float64Array.from({ length: 200 }, () => {
    level = 0.9 * level + 0.08 * normal()
    return level
  })
  const driver = { name: 'orders', startMs, values: logs.map((value) => 1000 * Math.exp(value)) }
  const mean = logs.map((value, day) => {
    const weekday = day % 7 < 2 ? 0.6 : 1
    return 5 * weekday * Math.exp(elasticity * value + 0.001 * day + noise * normal())
  })
  return { driver, demand: { startMs, mean } }
}

describe('the elasticity of a demand', () => {
  test('is exact without noise, whatever weekdays and growth do', () => {
    const { demand, driver } = world({ elasticity: 0.8, noise: 0, seed: 'exact' })
    const found = elasticityOf(demand, driver)
    expect(found?.elasticity).toBeCloseTo(0.8, 9)
    expect(found?.share).toBeCloseTo(1, 9)
    expect(found?.days).toBe(193)
  })

  test('lies in its 80 % interval about 80 % of the time', () => {
    let inside = 0
    const runs = 300
    for (let i = 0; i < runs; i++) {
      const { demand, driver } = world({ elasticity: 0.8, noise: 0.04, seed: `cover ${i}` })
      const found = elasticityOf(demand, driver)
      if (found && found.low <= 0.8 && found.high >= 0.8) inside++
    }
    expect(inside / runs).toBeGreaterThan(0.7)
    expect(inside / runs).toBeLessThan(0.88)
  })

  test('is not told of a driver that has nothing to do with it, stands still or is too short', () => {
    const one = world({ elasticity: 0.8, noise: 0.02, seed: 'one' })
    const other = world({ elasticity: 0.8, noise: 0.02, seed: 'other' })
    expect(elasticityOf(one.demand, other.driver)).toBeUndefined()
    const still = { ...one.driver, values: new Float64Array(200).fill(7) }
    expect(elasticityOf(one.demand, still)).toBeUndefined()
    const short = { ...one.driver, startMs: nowMs - 60 * dayMs, values: one.driver.values.slice(140) }
    expect(elasticityOf(one.demand, short)).toBeUndefined()
  })

  test('survives gaps and zeros', () => {
    const { demand, driver } = world({ elasticity: 1.2, noise: 0, seed: 'gaps' })
    demand.mean.fill(Number.NaN, 20, 40)
    driver.values.fill(0, 90, 95)
    expect(elasticityOf(demand, driver)?.elasticity).toBeCloseTo(1.2, 9)
  })

  test('is said in a sentence', () => {
    const found = { driver: 'orders', elasticity: 0.81, low: 0.72, high: 0.9, share: 0.84, days: 193 }
    expect(elasticityTexts([found])).toEqual([
      'Follows orders: 10% more of it come with 8.1% more demand (7.2% to 9.0% with 80%); it tells 84% of the changes from week to week over 193 days.',
    ])
  })
})

describe('the days of a driver', () => {
  test('are sums; days with fewer samples than most are gaps, and today is none', () => {
    const samples = Array.from({ length: 50 }, (_, hour) => ({
      atMs: nowMs - 3 * dayMs + hour * hourMs,
      value: 2,
    }))
    const today = { atMs: nowMs + hourMs, value: 9 }
    const days = driverDays('orders', [...samples, today], nowMs + 2 * hourMs)
    expect(days?.startMs).toBe(nowMs - 3 * dayMs)
    expect([...(days?.values ?? [])]).toEqual([48, 48, Number.NaN])
    expect(driverDays('orders', [], nowMs)).toBeUndefined()
  })
})
