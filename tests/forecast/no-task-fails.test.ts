import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { forecastResource } from '#lib/forecast/index.ts'
import { dayFan, hourFan } from '#lib/forecast/series-fan.ts'
import { type Abstention, type Forecast, quantileLevels } from '#lib/model/forecast.ts'
import { defaultPolicy } from '#lib/model/policy.ts'
import { dayMs } from '#lib/model/time.ts'
import { seededRandom } from '#lib/stats/random.ts'
import { change, hourly, nowMs } from './samples.ts'

const levelCount = quantileLevels.length
const hours = 40 * 24

/** Every kind of series that a metric can be, by a seed. */
const kinds: Readonly<Record<string, (seed: number) => Float64Array>> = {
  constant: () => make(() => 42),
  zero: () => make(() => 0),
  empty: () => new Float64Array(0),
  'one value': () => Float64Array.of(7),
  'all gaps': () => make(() => Number.NaN),
  'two values': (seed) => noisy(seed, ({ uniform }) => (uniform() < 0.5 ? 1 : 3)),
  huge: (seed) => noisy(seed, ({ normal }, t) => 1e15 * (3 + wave(t) + 0.1 * normal())),
  tiny: (seed) => noisy(seed, ({ normal }, t) => 1e-12 * (3 + wave(t) + 0.1 * normal())),
  negative: (seed) => noisy(seed, ({ normal }, t) => -20 + 5 * wave(t) + normal()),
  'both signs': (seed) => noisy(seed, ({ normal }) => normal()),
  step: (seed) => noisy(seed, ({ uniform }, t) => (t < hours * 0.6 ? 10 : 30) + uniform()),
  spike: (seed) => noisy(seed, ({ uniform }, t) => (t === hours - 20 ? 500 : 10 + uniform())),
  'zero-inflated': (seed) =>
    noisy(seed, ({ uniform, normal }) => (uniform() < 0.85 ? 0 : Math.abs(normal()))),
  'a single burst': (seed) => noisy(seed, (_, t) => (t === 100 + (seed % 700) ? 9 : 0)),
  'growth in bursts': (seed) => {
    const values = noisy(seed, ({ normal }) => Math.exp(normal()))
    for (let t = 1; t < hours; t++) values[t] = (values[t] as number) + (values[t - 1] as number)
    return values
  },
  'count that steps': (seed) => {
    const values = noisy(seed, ({ uniform }) => (uniform() < 0.02 ? (uniform() < 0.5 ? -1 : 1) : 0))
    for (let t = 1; t < hours; t++) values[t] = Math.max(0, (values[t] as number) + (values[t - 1] as number))
    return values
  },
  'half of it gaps': (seed) => noisy(seed, ({ uniform }) => (uniform() < 0.5 ? Number.NaN : 5 + uniform())),
  'gaps, then a day': (seed) =>
    noisy(seed, ({ uniform }, t) => (t < hours - 24 ? Number.NaN : 5 + uniform())),
}

const wave = (t: number) => Math.sin((2 * Math.PI * t) / 24)

function make(value: (t: number) => number): Float64Array {
  return Float64Array.from({ length: hours }, (_, t) => value(t))
}

function noisy(seed: number, value: (random: ReturnType<typeof seededRandom>, t: number) => number) {
  const random = seededRandom(`no task fails/${seed}`)
  return make((t) => value(random, t))
}

const named = Object.entries(kinds).map(([kind, of]) => ({ kind, of }))
const seeds = fc.integer({ min: 0, max: 1e6 })
const runs = { numRuns: 6, seed: 4 }

function expectOrdered(packed: ArrayLike<number>): void {
  for (let i = 0; i < packed.length; i++) {
    if (!Number.isFinite(packed[i])) throw new Error(`value ${i} is ${packed[i]}`)
    if (i % levelCount > 0 && (packed[i] as number) < (packed[i - 1] as number)) {
      throw new Error(`value ${i} is below the level before: ${packed[i]} < ${packed[i - 1]}`)
    }
  }
}

function outcomeOf(values: Float64Array): Forecast | Abstention {
  const [answer] = forecastResource({
    resourceId: 'a',
    nowMs,
    dimensions: [
      { dimension: 'cpu', hard: false, conversion: { kind: 'absolute', metrics: ['m'], scale: 1 } },
    ],
    changes: [change(nowMs - 400 * dayMs, { cpu: 64 })],
    metrics: [{ key: 'm', member: '', mean: hourly(values), peak: hourly(values) }],
    policy: defaultPolicy,
  })
  if (answer === undefined) throw new Error('no outcome')
  return answer.outcome
}

describe.each(named)('$kind', ({ of }) => {
  test('is forecast with ordered finite quantiles and sane chances, or abstained from with a reason', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const outcome = outcomeOf(of(seed))
        if (outcome.kind === 'abstention') {
          expect(outcome.text.length).toBeGreaterThan(10)
          return
        }
        expectOrdered(outcome.hourly.values)
        for (const band of Object.values(outcome.daily)) expectOrdered(band.values)
        const { chance, lowDays, medianDays, highDays } = outcome.saturation
        for (const one of Object.values(chance)) expect(one >= 0 && one <= 1).toBe(true)
        const far = (days: number | null) => days ?? Number.POSITIVE_INFINITY
        expect(far(lowDays) <= far(medianDays) && far(medianDays) <= far(highDays)).toBe(true)
        const weights = outcome.models.reduce((sum, { weight }) => sum + weight, 0)
        expect(weights).toBeLessThanOrEqual(1 + 1e-9)
        expect(Number.isFinite(outcome.facts.monthlyGrowth)).toBe(true)
      }),
      runs,
    )
  })

  test('says the same again', () => {
    const values = of(1)
    expect(JSON.stringify(outcomeOf(values))).toBe(JSON.stringify(outcomeOf(values.slice())))
  })
})

/** The kinds that can be forecast by themselves, without capacity. */
const plain = named.filter(({ of }) => of(0).filter((value) => !Number.isNaN(value)).length >= 48)

describe.each(plain)('$kind, by itself', ({ of }) => {
  const fans = (values: Float64Array) => [
    hourFan(values, 72),
    dayFan(values.subarray(0, 120), { season: 7, horizon: 60 }),
  ]

  test('has ordered finite quantiles', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        for (const packed of fans(of(seed))) expectOrdered(packed)
      }),
      runs,
    )
  })

  test('scales with its unit', () => {
    // A power of two changes no rounding: the answers are the same to the bit but for thresholds of rounding, 1e-9.
    fc.assert(
      fc.property(seeds, fc.integer({ min: -20, max: 20 }), (seed, power) => {
        const values = of(seed)
        const factor = 2 ** power
        const scaled = fans(values.map((value) => value * factor))
        fans(values).forEach((packed, i) => {
          const size = packed.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
          packed.forEach((value, k) => {
            const other = (scaled[i]?.[k] as number) / factor
            if (Math.abs(other - value) > 1e-9 * size) throw new Error(`${k}: ${other}, expected ${value}`)
          })
        })
      }),
      runs,
    )
  })
})

describe('shifting', () => {
  test('a level far from zero moves the hours with it', () => {
    // Differences and ranges are the same: within 2 % of the range of the data.
    fc.assert(
      fc.property(seeds, (seed) => {
        const values = noisy(seed, ({ normal }, t) => 500 + 50 * wave(t) + 5 * normal())
        const moved = hourFan(
          values.map((value) => value + 4096),
          72,
        )
        hourFan(values, 72).forEach((value, i) => {
          expect(Math.abs((moved[i] as number) - 4096 - value)).toBeLessThan(0.02 * 120)
        })
      }),
      runs,
    )
  })
})
