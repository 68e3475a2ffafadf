import { expect, test } from 'vitest'
import { stretch } from '#lib/forecast/interval.ts'
import { bandShares, bandsOf, combine } from '#lib/forecast/select.ts'
import { medianIndex, quantileLevels } from '#lib/model/forecast.ts'

const levelCount = quantileLevels.length
const q90 = quantileLevels.indexOf(0.9)
/** Two weeks, two months and beyond. */
const bands = bandsOf([7])

/** `steps` equal rows of quantiles around a median. */
function fan(centre: number, steps: number): Float64Array {
  return Float64Array.from(
    { length: steps * levelCount },
    (_, i) => centre * (0.5 + (quantileLevels[i % levelCount] as number)),
  )
}

test('shares of bands are whole and add up to 1', () => {
  for (let step = 0; step < 400; step++) {
    const shares = bandShares(bands, step)
    expect(shares.reduce((sum, [, share]) => sum + share, 0)).toBeCloseTo(1, 12)
    expect(shares.every(([band, share]) => share > 0 && band >= 0 && band < bands.length)).toBe(true)
  }
  expect([0, 13, 23, 55, 93].map((step) => bandShares(bands, step))).toEqual([
    [[0, 1]],
    [[0, 1]],
    [[1, 1]],
    [[1, 1]],
    [[2, 1]],
  ])
})

test('a fan has no kink where a band of the horizon begins: its weights and widths blend in', () => {
  // Two weeks of one model, then another of four times the level; the second band is stretched twice.
  const [low, high] = [fan(10, 60), fan(40, 60)]
  const weights = [Float64Array.of(1, 0), Float64Array.of(0, 1), Float64Array.of(0, 1)]
  const packed = combine({ predictions: [low, high], weights, bands, horizon: 60 })
  const medians = Array.from({ length: 60 }, (_, step) => packed[step * levelCount + medianIndex] as number)
  expect(medians.slice(0, 14)).toEqual(new Array(14).fill(10))
  expect(medians[23]).toBe(40)
  for (const [step, value] of medians.entries()) {
    const before = medians[step - 1] ?? 10
    expect(value).toBeGreaterThanOrEqual(before)
    expect(value - before).toBeLessThan(4)
  }
  const calibration = [1, 2, 2].map((factor) => ({ below: factor, above: factor }))
  const even = fan(100, 60)
  stretch({ packed: even, calibration, bands, widening: 1, seasonsSeen: 1e9, nonNegative: true })
  const width = (step: number) =>
    (even[step * levelCount + q90] as number) - (even[step * levelCount + medianIndex] as number)
  expect(width(23) / width(13)).toBeCloseTo(2, 6)
  for (let step = 1; step < 60; step++) expect(width(step) / width(step - 1)).toBeLessThan(1.15)
})
