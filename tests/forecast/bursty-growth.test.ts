import { describe, expect, test } from 'vitest'
import { burstyGrowth } from '#lib/forecast/models/bursty-growth.ts'
import { growthAhead, growthModels } from '#lib/forecast/pace.ts'
import { medianIndex, quantileLevels } from '#lib/model/forecast.ts'
import { seededRandom } from '#lib/stats/random.ts'

const levelCount = quantileLevels.length
const [low, high] = [quantileLevels.indexOf(0.1), quantileLevels.indexOf(0.9)]

/** What is added in each of `weeks`: 10 about a pace that keeps `kept` of itself, and bursts; never below zero. */
function additions(seed: string, { weeks = 60, kept = 0.9, pace = 2, burst = 2 } = {}): Float64Array {
  const { normal } = seededRandom(seed)
  let slow = pace * normal()
  return Float64Array.from({ length: weeks }, () => {
    slow = kept * slow + Math.sqrt(1 - kept ** 2) * pace * normal()
    return Math.max(0, 10 + slow + burst * normal())
  })
}

const summed = (added: ArrayLike<number>, count: number) =>
  Array.from(added)
    .slice(0, count)
    .reduce((sum, value) => sum + value, 0)

describe('growth in bursts about a pace', () => {
  test('even growth goes on for certain', () => {
    const ahead = growthAhead(growthModels(new Float64Array(20).fill(3)), 10)
    ahead.forEach(({ mean, variance }, h) => {
      expect(mean).toBeCloseTo(3 * h, 9)
      expect(variance).toBeCloseTo(0, 9)
    })
  })

  test('bursts alone spread as a random walk, with the usual amount as unsure as its mean', () => {
    // Without pace the answer is that of independent draws: mean h m, variance s^2 (h + h^2 / n).
    const added = additions('bursts', { pace: 0 })
    const [even] = growthModels(added)
    const mean = summed(added, 60) / 60
    const spread = added.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 59
    const [, , , , ahead] = growthAhead([{ ...(even as NonNullable<typeof even>), weight: 1 }], 4)
    expect(ahead?.mean).toBeCloseTo(4 * mean, 9)
    expect(ahead?.variance).toBeCloseTo(spread * (4 + 16 / 60), 9)
  })

  test('a pace that has lasted goes on for a while and returns', () => {
    const { normal } = seededRandom('fast')
    const added = Float64Array.from({ length: 60 }, (_, week) => (week < 52 ? 10 : 16) + 0.5 * normal())
    const ahead = growthAhead(growthModels(added), 52)
    const near = (ahead[1]?.mean ?? 0) - (ahead[0]?.mean ?? 0)
    const far = (ahead[52]?.mean ?? 0) - (ahead[51]?.mean ?? 0)
    expect(near).toBeGreaterThan(13)
    expect(far).toBeLessThan(near)
    expect(far).toBeGreaterThan(10)
  })

  test('what comes lies in the 80 % interval for about 80 of 100', () => {
    // 150 series, 26 weeks ahead: standard error 3.3 %, three of them.
    const inside = Array.from({ length: 150 }, (_, i) => {
      const added = additions(`cover ${i}`, { weeks: 86 })
      const values = new Float64Array(60 * 7 + 1)
      for (let day = 1; day < values.length; day++) {
        values[day] = (values[day - 1] as number) + (added[Math.floor((day - 1) / 7)] as number) / 7
      }
      const packed = burstyGrowth.fit({ values, seasons: [7] }).predict(26 * 7)
      const came = (values.at(-1) as number) + summed(added.subarray(60), 26)
      const at = (26 * 7 - 1) * levelCount
      return came >= (packed[at + low] as number) && came <= (packed[at + high] as number) ? 1 : 0
    })
    const share = inside.reduce((sum: number, one) => sum + one, 0) / 150
    expect(Math.abs(share - 0.8)).toBeLessThan(0.1)
  })

  test('what is there stays: no quantile falls', () => {
    const values = Float64Array.from(additions('stays', { weeks: 200, pace: 5, burst: 6 }))
    for (let i = 1; i < values.length; i++) values[i] = (values[i] as number) + (values[i - 1] as number)
    const packed = burstyGrowth.fit({ values, seasons: [7] }).predict(365)
    for (let k = 0; k < levelCount; k++) {
      for (let step = 1; step < 365; step++) {
        const [before, after] = [packed[(step - 1) * levelCount + k], packed[step * levelCount + k]]
        if (k >= medianIndex) expect(after).toBeGreaterThanOrEqual(before as number)
        expect(after).toBeGreaterThanOrEqual(values.at(-1) as number)
      }
    }
  })

  test('it is for what only grows', () => {
    const suits = (values: readonly number[]) =>
      burstyGrowth.suits?.({ values: Float64Array.from(values), seasons: [1] })
    expect(suits([1, 2, 2, 5, 9, 9, 12])).toBe(true)
    expect(suits([1, 2, 1, 5, 9, 9, 12])).toBe(false)
    expect(suits([4, 4, 4, 4])).toBe(false)
  })
})
