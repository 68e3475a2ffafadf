import { describe, expect, test } from 'vitest'
import { eventsFor } from '#jobs/planned-events.ts'
import { forecastResource } from '#lib/forecast/index.ts'
import { usualDay, withEvents, withoutPast } from '#lib/forecast/planned-events.ts'
import type { PlannedEvent } from '#lib/model/calendar.ts'
import {
  dayStatistics,
  type Forecast,
  type ForecastEvent,
  medianIndex,
  quantileLevels,
} from '#lib/model/forecast.ts'
import type { DimensionDefinition } from '#lib/model/measure.ts'
import { eventSize, ordinaryForecast } from '#lib/model/planned-event.ts'
import { defaultPolicy } from '#lib/model/policy.ts'
import type { Resource } from '#lib/model/resource.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { resourceOf } from '../store/estate-rows.ts'
import { change, hourly, nowMs, waves } from './samples.ts'

const levelCount = quantileLevels.length
const q90 = quantileLevels.indexOf(0.9)

function event(fromHour: number, hours: number, change: Partial<ForecastEvent> = {}): ForecastEvent {
  const fromMs = nowMs + fromHour * hourMs
  return { name: 'sale', fromMs, toMs: fromMs + hours * hourMs, factor: 2, low: 2, high: 2, ...change }
}

/** Days and hours at `10 x` quantile spread of 0.1 in logarithms at the 90 % level. */
function fan(steps: number): Float64Array {
  return Float64Array.from({ length: steps * levelCount }, (_, i) => {
    const k = i % levelCount
    return 10 * Math.exp((0.1 * (k - medianIndex)) / (q90 - medianIndex))
  })
}
const plain = () => ({
  fans: { mean: fan(30), peak: fan(30), maximum: fan(30) },
  hourFan: fan(14 * 24),
  dailyStartMs: nowMs,
  hourlyStartMs: nowMs,
})
const flat = new Float64Array(24).fill(1)
const at = (packed: ArrayLike<number>, step: number, k = medianIndex) =>
  packed[step * levelCount + k] as number

describe('a planned event', () => {
  test('of a whole day multiplies that day and its hours, and no other', () => {
    const found = withEvents(plain(), { events: [event(48, 24)], usual: flat })
    for (const statistic of dayStatistics) {
      expect(at(found.fans[statistic], 1)).toBeCloseTo(10, 9)
      expect(at(found.fans[statistic], 2)).toBeCloseTo(20, 9)
      expect(at(found.fans[statistic], 3)).toBeCloseTo(10, 9)
    }
    expect([47, 48, 71, 72].map((hour) => at(found.hourFan, hour))).toEqual([10, 20, 20, 10])
    expect(at(found.fans.peak, 2, q90)).toBeCloseTo(20 * Math.exp(0.1), 9)
  })

  test('of an uncertain size widens: independent logarithms add', () => {
    const uncertain = event(48, 24, { low: 1, high: 4 })
    const found = withEvents(plain(), { events: [uncertain], usual: flat })
    expect(at(found.fans.peak, 2, q90)).toBeCloseTo(20 * Math.exp(Math.hypot(0.1, Math.log(2))), 9)
    for (let k = 1; k < levelCount; k++) {
      expect(at(found.fans.peak, 2, k)).toBeGreaterThan(at(found.fans.peak, 2, k - 1))
    }
  })

  test('of some hours changes a day as the usual day demands', () => {
    // Nights at 2, days at 10: six hours of the night at three times the load stay below the day.
    const usual = Float64Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 2 : 10))
    const night = withEvents(plain(), { events: [event(0, 6, { factor: 3, low: 3, high: 3 })], usual })
    expect(at(night.fans.peak, 0)).toBeCloseTo(10, 9)
    expect(at(night.fans.mean, 0)).toBeCloseTo((10 * (36 + 180)) / (12 + 180), 9)
    const noon = withEvents(plain(), { events: [event(12, 2, { factor: 3, low: 3, high: 3 })], usual })
    expect(at(noon.fans.peak, 0)).toBeCloseTo(30, 9)
  })

  test('that has passed leaves gaps, and is none of the days to come', () => {
    const past = event(-48, 24)
    const values = withoutPast(new Float64Array(10).fill(5), { startMs: nowMs - 10 * dayMs, stepMs: dayMs }, [
      past,
    ])
    expect([...values].map(Number.isNaN).lastIndexOf(true)).toBe(8)
    expect([...values].filter(Number.isNaN)).toHaveLength(1)
    const found = withEvents(plain(), { events: [past], usual: flat })
    expect(found.events).toEqual([])
    expect(found.fans).toEqual(plain().fans)
  })

  test('takes 70 to 140 % of the rise where no interval is planned', () => {
    const planned = { name: 's', fromMs: 0, toMs: 1, teams: [], accounts: [], multiplier: 2 }
    expect(eventSize(planned)).toEqual({ factor: 2, low: 1.7, high: 2.4 })
    expect(eventSize({ ...planned, low: 1.5, high: 3 })).toEqual({ factor: 2, low: 1.5, high: 3 })
    const dip = eventSize({ ...planned, multiplier: 0.2 })
    expect(dip.low).toBeCloseTo(0.1, 9)
    expect(dip.high).toBeCloseTo(0.44, 9)
  })

  test('knows the usual day of UTC hours, and takes every hour alike where nothing was seen', () => {
    const mean = Float64Array.from({ length: 40 * 24 }, (_, i) => (i % 24) + 1)
    expect([...usualDay({ startMs: nowMs - 40 * dayMs, mean })]).toEqual(
      Array.from({ length: 24 }, (_, hour) => hour + 1),
    )
    expect([...usualDay({ startMs: nowMs, mean: new Float64Array(0) })]).toEqual(new Array(24).fill(1))
  })
})

const cpu: DimensionDefinition = {
  dimension: 'cpu',
  hard: false,
  conversion: { kind: 'percent', metric: 'used' },
}
const connections: DimensionDefinition = {
  dimension: 'connections',
  hard: true,
  conversion: { kind: 'percent', metric: 'used' },
}

function forecastOf(
  values: Float64Array,
  { definition = cpu, events = [] }: { definition?: DimensionDefinition; events?: readonly ForecastEvent[] },
): Forecast {
  const [result] = forecastResource({
    resourceId: 'abc',
    nowMs,
    dimensions: [definition],
    changes: [change(nowMs - 500 * dayMs, { [definition.dimension]: 100 })],
    metrics: [
      { key: 'used', member: '', mean: hourly(values), peak: hourly(values.map((value) => value * 1.1)) },
    ],
    policy: defaultPolicy,
    ...(events.length > 0 && { events: { [definition.dimension]: events } }),
  })
  if (result?.outcome.kind !== 'forecast') throw new Error('no forecast')
  return result.outcome
}

/** Chance that 90 days bring a breach if the limit were `level`. */
function chanceAt({ breach }: Forecast, level: number): number {
  const curve = breach.find(({ horizonDays }) => horizonDays === 90)
  if (!curve) throw new Error('no curve')
  const above = curve.levels.findIndex((one) => one >= level)
  return above < 0 ? 0 : (curve.chance[above] as number)
}

describe('a forecast with a planned event', () => {
  const values = waves(200, () => 30, 1)
  const launch = event(20 * 24, 48, { factor: 2.5, low: 2, high: 3 })

  test.each([cpu, connections])('counts on it in the chance of a breach: $dimension', (definition) => {
    const without = forecastOf(values, { definition })
    const counted = forecastOf(values, { definition, events: [launch] })
    // Peaks near 40 become 80 to 120 on two days.
    expect(chanceAt(without, 60)).toBeLessThan(0.02)
    expect(chanceAt(counted, 60)).toBeGreaterThan(0.97)
    expect(chanceAt(counted, 400)).toBeLessThan(0.02)
    const curve = counted.breach[1]
    for (const [i, chance] of (curve?.chance ?? []).entries())
      expect(chance).toBeLessThanOrEqual(curve?.chance[i - 1] ?? 1)
    expect(counted.explanation.join(' ')).toContain(
      'Counts on sale (15 Dec 2026 to 16 Dec 2026): demand ×2.5, ×2 to ×3 with 80%, as planned.',
    )
  })

  test('a bursty demand keeps the chance of its record beside that of the event', () => {
    const bursts = waves(200, () => 20, 1).map((value, hour) => (hour % 97 < 3 ? value * 3 : value))
    const without = forecastOf(bursts, {})
    const counted = forecastOf(bursts, { events: [launch] })
    for (const level of [30, 50, 70, 90, 120]) {
      expect(chanceAt(counted, level)).toBeGreaterThanOrEqual(chanceAt(without, level) - 0.02)
    }
  })

  test('is the ordinary one again without it', () => {
    const without = forecastOf(values, {})
    const counted = forecastOf(values, { events: [launch, event(24, 3)] })
    const ordinary = ordinaryForecast(counted)
    expect(ordinary.daily).toEqual(without.daily)
    expect(ordinary.hourly).toEqual(without.hourly)
    expect(ordinary).not.toHaveProperty('events')
    expect(ordinaryForecast(without)).toBe(without)
  })

  test('does not take a past event for the usual course', () => {
    const sale = event(-9 * 24, 72, { factor: 3, low: 3, high: 3 })
    const lifted = values.map((value, i) => {
      const ms = nowMs - (values.length - i) * hourMs
      return ms >= sale.fromMs && ms < sale.toMs ? value * 3 : value
    })
    const peakOf = (forecast: Forecast) => at(forecast.daily.peak.values, 10)
    const usual = peakOf(forecastOf(values, {}))
    expect(Math.abs(peakOf(forecastOf(lifted, { events: [sale] })) / usual - 1)).toBeLessThan(0.03)
  })
})

describe('events of a resource', () => {
  const resource = resourceOf('web', {
    resourceClass: 'asg',
    team: 'shop',
    facts: { minSize: 2, maxSize: 12 },
  })
  const planned: PlannedEvent = {
    name: 'sale',
    fromMs: nowMs,
    toMs: nowMs + dayMs,
    multiplier: 2,
    teams: ['shop'],
    accounts: [],
  }
  const dimensionsOf = (changed: Partial<Resource>) =>
    Object.keys(eventsFor([planned], { ...resource, ...changed }).events ?? {}).sort()

  test('are those of its team, on what follows the load', () => {
    expect(dimensionsOf({})).toContain('cpu')
    expect(dimensionsOf({})).toContain('group-maximum')
    expect(dimensionsOf({})).not.toContain('memory')
  })

  test('are none for other teams and outside production, and never move the count of a fixed group', () => {
    expect(dimensionsOf({ team: 'data' })).toEqual([])
    expect(dimensionsOf({ serviceTier: 'non-production' })).toEqual([])
    expect(dimensionsOf({ facts: { minSize: 6, maxSize: 6 } })).not.toContain('group-maximum')
  })
})
