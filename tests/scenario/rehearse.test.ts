import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Limit } from '#lib/model/limit.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { Assumption, Scenario } from '#lib/model/scenario.ts'
import { dayMs } from '#lib/model/time.ts'
import { combineParts, rehearseSubject, type Subject } from '#lib/scenario/index.ts'
import { forecastOf, nowMs } from '#tests/support/evidence.ts'

const everywhere = { teams: [], accounts: [] }
const policy = { horizonDays: 90, leadDays: { storage: 1, shape: 7, gpu: 56, group: 1 } }
const context = { policy, nowMs }

const group: Resource = {
  id: 'web',
  resourceClass: 'asg',
  accountId: '1',
  region: 'us-east-1',
  arn: '',
  nativeId: 'web',
  name: 'web',
  tags: {},
  team: 'shop',
  serviceTier: 'tier-2',
  shape: 'm7i.large',
  count: 6,
  zoneCount: 3,
  facts: { minSize: 2, maxSize: 12 },
}
/** 12 members of 2 vCPU at most; 8 vCPU and 6 members at the day's peak. */
const cpu = forecastOf({ dimension: 'cpu', capacity: 24, median: 8 })
const members = forecastOf({ dimension: 'group-maximum', capacity: 12, median: 6 })
const subject: Subject = { resource: group, forecasts: [cpu, members], target: 0.6 }

const event = (factor: number, rest: Partial<Extract<Assumption, { kind: 'event' }>> = {}): Assumption => ({
  kind: 'event',
  name: 'sale',
  factor,
  low: factor * 0.8,
  high: factor * 1.25,
  fromMs: nowMs + 10 * dayMs,
  toMs: nowMs + 11 * dayMs,
  ...everywhere,
  ...rest,
})
const growth = (factor: number): Assumption => ({
  kind: 'growth',
  name: 'growth',
  factor,
  low: factor,
  high: factor,
  fromMs: nowMs,
  toMs: nowMs + 90 * dayMs,
  ...everywhere,
})
const scenarioOf = (...assumptions: Assumption[]): Scenario => ({
  id: 's',
  name: 's',
  source: 'person',
  assumptions,
})

function rowUnder(scenario: Scenario, one: Subject = subject) {
  return rehearseSubject(one, [scenario], context)[0]?.row
}

function resultUnder(
  scenario: Scenario,
  limits: readonly Limit[] = [],
  subjects: readonly Subject[] = [subject],
) {
  const parts = subjects.flatMap((one) => rehearseSubject(one, [scenario], context))
  return combineParts({ ...context, scenario, parts, limits, freezes: [], withoutForecast: [] })
}

describe('what if', () => {
  test('nothing changes, nothing moves', () => {
    expect(rowUnder(scenarioOf(growth(1)))).toBeUndefined()
  })

  test('the baseline is the published dates', () => {
    const row = rowUnder(scenarioOf(growth(2)))
    const forecast = row?.dimension === 'cpu' ? cpu : members
    const published = forecast.saturation.quantileDays
    expect(row?.baseline.medianDays).toBe([...published].sort((a, b) => (a ?? 999) - (b ?? 999))[10] ?? null)
    expect(row?.baseline.chance).toBe(published.filter((day) => day !== null && day <= 90).length / 20)
  })

  test('more growth is never later and never less likely', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1.05, max: 3, noNaN: true }),
        fc.double({ min: 0, max: 2, noNaN: true }),
        (some, more) => {
          const less = rowUnder(scenarioOf(growth(some)))
          const greater = rowUnder(scenarioOf(growth(some + more)))
          expect(greater?.scenario.chance ?? 0).toBeGreaterThanOrEqual(less?.scenario.chance ?? 0)
          expect(greater?.hoursAbove ?? 0).toBeGreaterThanOrEqual(less?.hoursAbove ?? 0)
        },
      ),
      { numRuns: 25 },
    )
  })

  test('an event moves no date and is judged on its own hours', () => {
    const row = rowUnder(scenarioOf(event(3)))
    expect(row?.scenario.medianDays).toBe(row?.baseline.medianDays)
    // 6 members x 3 at every hour of its day: above the maximum of 12.
    expect(row).toMatchObject({ dimension: 'group-maximum', hoursAbove: 24 })
    expect(row?.scenarioChange?.label).toMatch(/^maximum 12 → \d+$/)
  })

  test('other teams, and non-production, are left alone', () => {
    const others = scenarioOf(event(3, { teams: ['search'] }))
    expect(rowUnder(others)).toBeUndefined()
    const test = { ...subject, resource: { ...group, serviceTier: 'non-production' } as const }
    expect(rowUnder(scenarioOf(event(3)), test)).toBeUndefined()
  })

  test('data kept does not multiply with the load', () => {
    const storage = forecastOf({ dimension: 'storage', capacity: 100, median: 60 })
    expect(rowUnder(scenarioOf(event(3)), { ...subject, forecasts: [storage] })).toBeUndefined()
  })
})

describe('what breaks first', () => {
  const addresses: Limit = {
    id: 'a',
    accountId: '1',
    region: 'us-east-1',
    kind: 'subnet-addresses',
    name: 'subnet-a',
    used: 247,
    limit: 251,
    unit: 'addresses',
    detail: '',
  }
  const quota: Limit = {
    ...addresses,
    id: 'q',
    kind: 'quota',
    name: 'Running On-Demand Standard (A, C, D, H, I, M, R, T, Z) instances',
    unit: 'vCPU',
    used: 100,
    limit: 200,
  }

  test('stands first in the chain, with the multiple that each link bears', () => {
    const { chain } = resultUnder(scenarioOf(event(2.5)), [quota, addresses]).result
    expect(chain.map(({ kind }) => kind)).toEqual(['addresses', 'group-maximum', 'resource', 'quota'])
    const [first, second] = chain
    // Hourly peaks are the day's peak: 6 members in one subnet with 4 addresses free.
    expect(first?.breaksAt).toBeCloseTo(
      1 + 4 / (second?.breaksAt === undefined ? 1 : 12 / second.breaksAt),
      6,
    )
    for (let i = 1; i < chain.length; i++)
      expect(chain[i]?.breaksAt ?? 0).toBeGreaterThanOrEqual(chain[i - 1]?.breaksAt ?? 0)
  })

  test('has even odds where a link bears just the median, and a tenth at the upper end of the interval', () => {
    const bears = (factor: number, high: number) => {
      const { chain } = resultUnder(scenarioOf(event(factor, { low: factor / 2, high }))).result
      return chain.find(({ kind }) => kind === 'group-maximum')
    }
    const at = bears(2, 4)?.breaksAt ?? 0
    expect(bears(at, at * 2)?.chance).toBeCloseTo(0.5, 2)
    expect(bears(at / 1.5, at)?.chance).toBeCloseTo(0.1, 2)
  })

  test('a quota counts only the families that it names', () => {
    const gpu = { ...quota, name: 'Running On-Demand P instances (P)' }
    const { chain } = resultUnder(scenarioOf(event(2.5)), [gpu]).result
    expect(chain.some(({ kind }) => kind === 'quota')).toBe(false)
  })
})

describe('the shopping list', () => {
  test('says what to raise and by when, a day before the event', () => {
    const { shopping } = resultUnder(scenarioOf(event(3))).result
    expect(shopping).toHaveLength(1)
    expect(shopping[0]).toMatchObject({ name: 'web', leadDays: 1, byMs: nowMs + 9 * dayMs })
    expect(shopping[0]?.action).toMatch(/^Raise the maximum 12 → /)
  })

  test('comes before a freeze that stands in the way', () => {
    const freeze = { name: 'peak season', fromMs: nowMs + 5 * dayMs, toMs: nowMs + 20 * dayMs, ...everywhere }
    const scenario = scenarioOf(event(3))
    const parts = rehearseSubject(subject, [scenario], context)
    const { result } = combineParts({
      ...context,
      scenario,
      parts,
      limits: [],
      freezes: [freeze],
      withoutForecast: [],
    })
    expect(result.shopping[0]).toMatchObject({
      byMs: nowMs + 4 * dayMs,
      byText: '1 day before it is needed and before peak season',
    })
  })
})

describe('the loss of a zone', () => {
  const loss = scenarioOf({ kind: 'zone-loss', name: 'zone', ...everywhere })
  const flat = (median: number, facts = group.facts, zoneCount = 3): Subject => ({
    resource: { ...group, facts, zoneCount },
    forecasts: [forecastOf({ dimension: 'cpu', capacity: 24, median })],
    target: 0.6,
  })

  test('takes whole members of each zone at each hour of 90 days', () => {
    const zone = rowUnder(loss, flat(8))?.zone
    expect(zone).toMatchObject({ zones: 3, hours: 90 * 24 })
    expect(zone?.text).toContain('at each of 2160 hours')
  })

  test('is survived by a target that leaves room and not by one that does not', () => {
    // 8 vCPU at 50 % of two each: 8 members, 5 left of which 90 % carry 9 vCPU; at 80 % there are 5, and 3 left.
    expect(rowUnder(loss, { ...flat(8), target: 0.5 })?.zone?.hoursAbove).toBe(0)
    const tight = rowUnder(loss, { ...flat(8), target: 0.8 })?.zone
    expect(tight?.hoursAbove).toBe(2160)
    expect(tight?.missing).toBeGreaterThan(0)
    expect(tight?.text).toMatch(/^Does not survive the loss of a zone/)
  })

  test('is not survived in one zone, nor by a database without standby', () => {
    expect(rowUnder(loss, flat(8, group.facts, 1))?.zone?.text).toMatch(/^Does not survive/)
    const database: Resource = { ...group, resourceClass: 'rds-instance', facts: { multiAz: false } }
    expect(rowUnder(loss, { resource: database, forecasts: [] })?.zone?.text).toMatch(/no standby/)
    const standby: Resource = { ...database, facts: { multiAz: true } }
    expect(rowUnder(loss, { resource: standby, forecasts: [] })?.zone?.text).toMatch(/^Survives/)
  })

  test('is not judged without a forecast of CPU', () => {
    expect(rowUnder(loss, { resource: group, forecasts: [] })).toBeUndefined()
  })
})

test('the maximum of a group of a fixed size cannot run out', () => {
  const fixed: Subject = { resource: { ...group, facts: { minSize: 6, maxSize: 6 } }, forecasts: [members] }
  expect(rowUnder(scenarioOf(event(3)), fixed)).toBeUndefined()
  expect(resultUnder(scenarioOf(event(3)), [], [fixed]).result.chain).toEqual([])
})
