import { describe, expect, test } from 'vitest'
import { forecasters } from '#lib/forecast/models/index.ts'
import { medianIndex, quantileLevels } from '#lib/model/forecast.ts'
import { seededRandom } from '#lib/stats/random.ts'

const levelCount = quantileLevels.length

function noisy(length: number, value: (t: number, noise: number) => number): Float64Array {
  const { normal } = seededRandom('conformance')
  return Float64Array.from({ length }, (_, t) => value(t, normal()))
}

const wave = (t: number, period: number) => Math.sin((2 * Math.PI * t) / period)

const kinds: Record<string, (length: number) => Float64Array> = {
  constant: (n) => new Float64Array(n).fill(42),
  zero: (n) => new Float64Array(n),
  'two values': (n) => noisy(n, (t) => (t % 24 < 12 ? 1 : 3)),
  huge: (n) => noisy(n, (t, noise) => 1e15 * (3 + wave(t, 24) + 0.1 * noise)),
  tiny: (n) => noisy(n, (t, noise) => 1e-12 * (3 + wave(t, 24) + 0.1 * noise)),
  step: (n) => noisy(n, (t, noise) => (t < n / 2 ? 10 : 30) + Math.abs(noise)),
  spike: (n) => noisy(n, (t, noise) => (t === n - 20 ? 500 : 10 + Math.abs(noise))),
  'zero-inflated': (n) => noisy(n, (_, noise) => Math.max(0, noise - 1)),
  bursts: (n) => noisy(n, (t, noise) => 500 + 2 * t + 5 * Math.abs(noise) + 3 * wave(t, 90)),
  ramp: (n) => noisy(n, (t, noise) => 100 + t + noise),
  falling: (n) => noisy(n, (t) => Math.max(0, 50 - t)),
  seasonal: (n) => noisy(n, (t, noise) => 20 + 5 * wave(t, 24) + 3 * wave(t, 168) + noise),
}

const settings = [
  { seasons: [24, 168], length: 672, horizon: 336 },
  { seasons: [7], length: 120, horizon: 365 },
  { seasons: [7], length: 28, horizon: 365 },
]

const cases = forecasters.flatMap((forecaster) =>
  settings
    .filter(({ seasons, length }) => forecaster.lengthMin(seasons) <= length)
    .flatMap((setting) =>
      Object.entries(kinds).map(([kind, make]) => ({
        name: forecaster.name,
        forecaster,
        kind,
        ...setting,
        values: make(setting.length),
      })),
    )
    .filter(({ values, seasons }) => forecaster.suits?.({ values, seasons }) !== false),
)

const near = (a: Float64Array, b: Float64Array, tolerance: number) => {
  a.forEach((value, i) => {
    expect(Math.abs(value - (b[i] as number))).toBeLessThanOrEqual(tolerance)
  })
}

test('every forecaster has a name of its own', () => {
  expect(new Set(forecasters.map(({ name }) => name)).size).toBe(forecasters.length)
})

describe.each(cases)('$name on $kind ($length values)', ({ forecaster, values, seasons, horizon }) => {
  const predict = (from: Float64Array) => forecaster.fit({ values: from, seasons }).predict(horizon)
  const packed = predict(values)

  test('gives ordered, finite, non-negative quantiles for every step', () => {
    expect(packed.length).toBe(horizon * levelCount)
    for (let i = 0; i < packed.length; i++) {
      const value = packed[i] as number
      expect(Number.isFinite(value) && value >= 0).toBe(true)
      if (i % levelCount > 0) expect(value).toBeGreaterThanOrEqual(packed[i - 1] as number)
    }
  })

  test('says the same again and leaves its input alone', () => {
    const copy = values.slice()
    expect(predict(values)).toEqual(packed)
    expect(values).toEqual(copy)
  })

  test('scales with the data', () => {
    // A power of two changes no rounding, so the answer must be the same to the bit.
    expect(predict(values.map((value) => value * 1024))).toEqual(packed.map((value) => value * 1024))
  })
})

describe.each(cases.filter(({ kind }) => ['seasonal', 'step', 'ramp'].includes(kind)))(
  '$name on $kind ($length values)',
  ({ forecaster, values, seasons }) => {
    test('moves with the level', () => {
      const horizon = 28
      const lifted = values.map((value) => value + 4096)
      const high = forecaster.fit({ values: lifted, seasons }).predict(horizon)
      const higher = forecaster.fit({ values: lifted.map((value) => value + 4096), seasons }).predict(horizon)
      // Rounding may move the smoothing constants a little: within 1 % of the range of the data.
      near(
        higher.map((value) => value - 4096),
        high,
        0.01 * (Math.max(...values) - Math.min(...values)),
      )
    })
  },
)

const seasons = [7]

const always = forecasters.filter(({ lengthMin, suits }) => suits === undefined && lengthMin(seasons) <= 60)

describe.each(always)('$name', (forecaster) => {
  test('knows a constant for certain', () => {
    const packed = forecaster.fit({ values: new Float64Array(60).fill(5), seasons }).predict(100)
    for (const value of packed) expect(value).toBeCloseTo(5, 9)
  })

  test('puts the median inside the range of a stationary series', () => {
    const values = noisy(60, (t, noise) => 100 + 10 * wave(t, 7) + noise)
    const packed = forecaster.fit({ values, seasons }).predict(14)
    for (let at = medianIndex; at < packed.length; at += levelCount) {
      expect(packed[at]).toBeGreaterThan(80)
      expect(packed[at]).toBeLessThan(120)
    }
  })
})
