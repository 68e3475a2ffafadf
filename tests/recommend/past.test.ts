import { describe, expect, test } from 'vitest'
import type { Dimension } from '#lib/model/capacity.ts'
import type { DailyHistory, DimensionOutcome } from '#lib/model/forecast.ts'
import type { ResourceClass } from '#lib/model/resource.ts'
import { dayMs } from '#lib/model/time.ts'
import { type RecommendInput, recommend } from '#lib/recommend/index.ts'
import { nowMs } from '#tests/support/evidence.ts'
import { type SizingOptions, sizingInput } from '#tests/support/sizing-input.ts'

const days = 455
const startMs = nowMs - days * dayMs

type DayValue = (day: number) => number

/** A history of 455 days whose mean, peak and maximum are the same, from a function of the day. */
function historyOf(value: DayValue, capacity: number): DailyHistory {
  const values = () => Float32Array.from({ length: days }, (_, day) => value(day))
  const full = new Float32Array(days).fill(capacity)
  return { startMs, mean: values(), peak: values(), maximum: values(), capacity: full }
}

type Told = SizingOptions & { readonly history?: Partial<Record<Dimension, DayValue>> }

function inputOf(resourceClass: ResourceClass, { history = {}, ...options }: Told): RecommendInput {
  const input = sizingInput(resourceClass, options)
  const capacity = input.changes.at(-1)?.capacity ?? {}
  const outcomes = input.outcomes.map((one): DimensionOutcome => {
    const value = history[one.dimension]
    return value === undefined
      ? one
      : { ...one, history: historyOf(value, capacity[one.dimension] ?? Number.NaN) }
  })
  return { ...input, outcomes }
}

function itemOf(resourceClass: ResourceClass, title: string, told: Told): string {
  const { evidence } = recommend(inputOf(resourceClass, told))
  return evidence.find((item) => item.title === title)?.text ?? ''
}

const happened = (resourceClass: ResourceClass, told: Told) => itemOf(resourceClass, 'What happened', told)

/** 28 Nov 2025 as a day of the history that ends with 21 Nov 2026. */
const blackFriday = Math.round((Date.UTC(2025, 10, 28) - startMs) / dayMs)

describe('what the history tells before a decision', () => {
  const event = (day: number) => (day === blackFriday ? 5.2 : 2)

  test('a lone peak of last year comes again on the same weekday, at the level of today', () => {
    const demand = { cpu: { median: 2, allTimePeak: 5.6 } }
    // 5.6 x 2 / 2 vCPU of 8 = 70 %.
    expect(happened('ec2-instance', { demand, history: { cpu: event } })).toContain(
      "On 28 Nov 2025 CPU peaked at 5.6 vCPU, 2.6 times the days around it. The same at today's level, 52 weeks later on 27 Nov, takes 5.6 vCPU: 70% of the present 8 vCPU",
    )
  })

  test('and refuses a smaller size that would not hold it', () => {
    const demand = { cpu: { median: 0.8, allTimePeak: 5.6 }, memory: { median: 4 } }
    const told = { demand, history: { cpu: event } }
    const { options, recommended } = recommend(inputOf('ec2-instance', told))
    const refused = options.find(({ excuse }) => excuse?.reason === 'peak-not-seen')
    expect(refused?.excuse?.text).toMatch(
      /^The peak of 28 Nov 2025 is due again on 27 Nov: 5\.6 vCPU at today's level, above its safe limit of \d/,
    )
    // 5.6 vCPU below a safe limit of 80 % need 7; without the event two vCPU are enough.
    expect(recommended?.vcpu).toBeGreaterThanOrEqual(7)
    const calm = recommend(
      inputOf('ec2-instance', { demand: { cpu: { median: 0.8 }, memory: { median: 4 } } }),
    )
    expect(calm.recommended?.vcpu).toBeLessThan(7)
  })

  test('and keeps tier 1 as it is until it is over, when it is due within the time of the change', () => {
    const small = (day: number) => (day === blackFriday ? 2 : 0.8)
    const told = (shapeDays: number, serviceTier: 'tier-1' | 'tier-2') =>
      inputOf('ec2-instance', {
        resource: { serviceTier },
        policy: { leadDays: { storage: 1, shape: shapeDays, gpu: 56, group: 1 } },
        demand: { cpu: { median: 0.8, allTimePeak: 2 }, memory: { median: 4 } },
        history: { cpu: small },
      })
    const soon = recommend(told(7, 'tier-1'))
    expect(soon.finding).toBe('oversized')
    expect(soon.notBefore).toBe('Not before 28 Nov: the peak of 28 Nov 2025 is due again on 27 Nov')
    expect(soon.evidence.find(({ title }) => title === 'The change')?.text).toContain(`${soon.notBefore}.`)
    expect(recommend(told(3, 'tier-1')).notBefore).toBeUndefined()
    expect(recommend(told(7, 'tier-2')).notBefore).toBeUndefined()
  })

  test('a peak that comes back is a rhythm and no event', () => {
    const monthly = (day: number) => (new Date(startMs + day * dayMs).getUTCDate() === 1 ? 4 : 2)
    const demand = { cpu: { median: 2, allTimePeak: 4 } }
    expect(happened('ec2-instance', { demand, history: { cpu: monthly } })).toBe(
      'CPU: the peak is the turn of the month, 2.0 times an ordinary day in 14 of 14 months.',
    )
  })

  test('members grow under level CPU', () => {
    const members = (day: number) => 10 + Math.round((day / (days - 1)) * 14)
    // 4 vCPU a member at 45 %.
    const history = { 'group-maximum': members, cpu: (day: number) => members(day) * 4 * 0.45 }
    expect(happened('asg', { history })).toContain(
      'CPU stayed level, 45% of the members in service, while members grew from 10 to 24 in 455 days; maximum 30.',
    )
    const busier = { ...history, cpu: (day: number) => members(day) * 4 * (0.3 + day / 1500) }
    expect(happened('asg', { history: busier })).not.toContain('stayed level')
  })

  test('a day below the minimum of a group is counted in member-minutes', () => {
    // Minimum 6; one day of 5.95 members on average: 0.05 x 1440 = 72 member-minutes.
    const members = (day: number) => (day === days - 10 ? 5.95 : 6)
    const history = { 'group-maximum': members, cpu: () => 6 * 4 * 0.45 }
    expect(happened('asg', { history })).toContain(
      'On 12 Nov fewer than the minimum of 6 members were in service, 72 member-minutes short in all',
    )
  })

  test('growth that is over, and growth that goes on', () => {
    // A logistic rise: 1.93 / 1.07 over the 63 days around its middle.
    const over = (day: number) => 2 * (1 + 1 / (1 + Math.exp(-(day - 360) / 12)))
    expect(happened('ec2-instance', { history: { cpu: over } })).toMatch(
      /^CPU grew by 8\d% from \d+ \w+ to \d+ \w+ and growth has levelled off: \+0% in the last 28 days\.$/,
    )
    expect(happened('ec2-instance', { history: { cpu: (day) => 2 * 1.004 ** day } })).toBe('')
    expect(happened('ec2-instance', { history: { cpu: (day) => (day < 380 ? 2 : 4) } })).toBe('')
  })

  test('storage that grows at half the pace since a day', () => {
    const gib = (day: number) => (day < 400 ? 100 + 0.6 * day : 340 + 0.3 * (day - 400))
    // 18 and 9 GiB a month; day 400 of the history is 28 Sep 2026.
    expect(happened('rds-instance', { history: { storage: gib } })).toMatch(
      /^Storage grows by 9 GiB a month since (?:27|28|29) Sep, 50% of the 18 before\.$/,
    )
    expect(happened('rds-instance', { history: { storage: (day) => 100 * 1.0025 ** day } })).toBe('')
  })

  test('memory with a weekly restart is a leak', () => {
    const saw = (day: number) => 8 + ((Math.floor(startMs / dayMs) + day + 4) % 7)
    expect(happened('ec2-instance', { history: { memory: saw } })).toMatch(
      /^Memory climbs from 8 GiB to 14 GiB within each week and falls on Sundays: a leak with a weekly restart, not growth \(\+0\.0% from month to month\)\.$/,
    )
    expect(happened('ec2-instance', { history: { memory: (day) => 8 + (day % 2) } })).toBe('')
  })

  test('a resize changes the percentage and not the demand', () => {
    const input = inputOf('ec2-instance', { history: { cpu: () => 2 } })
    const [now] = input.changes
    if (now === undefined) throw new Error('the example has no capacity')
    const small = { ...now, shape: 'm7i.xlarge', capacity: { ...now.capacity, cpu: 4 } }
    const changes = [small, { ...now, fromMs: nowMs - 100 * dayMs }]
    expect(recommend({ ...input, changes }).evidence.map(({ text }) => text)).toContain(
      'Resized from m7i.xlarge to m7i.2xlarge on 14 Aug: CPU went from 50% to 25% of capacity, and demand went on as before, 2 vCPU then and 2 vCPU after it.',
    )
    const assumed = [{ ...small, source: 'assumed' as const }, ...changes.slice(1)]
    expect(recommend({ ...input, changes: assumed }).evidence.map(({ title }) => title)).not.toContain(
      'What happened',
    )
  })

  test('says nothing of a quiet history, and nothing of an empty one', () => {
    expect(happened('rds-instance', {})).toBe('')
    expect(happened('asg', { history: { cpu: () => Number.NaN, 'group-maximum': () => Number.NaN } })).toBe(
      '',
    )
  })
})

describe('what the data are', () => {
  test('a gap is named with its days', () => {
    const gap = (day: number) => (day >= 300 && day < 304 ? Number.NaN : 4.2)
    expect(itemOf('ec2-instance', 'Data', { history: { memory: gap, cpu: gap } })).toContain(
      'No samples from 20 Jun to 23 Jun (4 days): a gap, not zero.',
    )
  })

  test.each([
    [9, '9 days are too few for a change of size, which needs 14.'],
    [25, '25 days are too few for a smaller size, which needs 35.'],
  ])('%i days are too few, and for what is said', (observedDays, text) => {
    const young = { observedDays, historyDays: observedDays }
    const demand = { cpu: { median: 4.2, ...young }, memory: { median: 18, ...young } }
    const resource = { createdMs: nowMs - observedDays * dayMs }
    const data = itemOf('ec2-instance', 'Data', { demand, resource })
    expect(data).toContain(`${observedDays} days observed`)
    expect(data).toContain('Its history begins with it on')
    expect(data).toContain(text)
  })

  test('the backtest is that of the dimension that decides', () => {
    const input = inputOf('ec2-instance', { demand: { memory: { median: 26 } } })
    const outcomes = input.outcomes.map((one): DimensionOutcome => {
      if (one.dimension !== 'memory' || one.outcome.kind !== 'forecast') return one
      return {
        ...one,
        outcome: { ...one.outcome, backtest: { mase: 2.371, pinball: 0.1, coverage80: 0.61, folds: 2 } },
      }
    })
    const { evidence, bindingDimension } = recommend({ ...input, outcomes })
    expect(bindingDimension).toBe('memory')
    expect(evidence.find(({ title }) => title === 'Data')?.text).toContain(
      'The memory forecast was tested twice on its own past: errors 2.37 times its usual change from one week to the next; 61% of what came was inside the 80% interval.',
    )
  })
})
