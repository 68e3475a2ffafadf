import { describe, expect, test } from 'vitest'
import { replay, type StudyInput, studyScaling } from '#lib/autoscale/index.ts'
import { type DailyHistory, type Forecast, quantileLevels } from '#lib/model/forecast.ts'
import { trackingAt } from '#lib/model/scaling.ts'
import { dayMs } from '#lib/model/time.ts'
import { forecastOf } from '#tests/support/evidence.ts'

const days = 35
const nowMs = Date.UTC(2026, 10, 23)
const startMs = nowMs - days * dayMs
const policy = { min: 4, max: 14, warmupMinutes: 5, rules: [trackingAt(0.5)] }
/** 1 to 5 members at 100 % by the day: at most 10 members at 50 %. */
const demand = Array.from({ length: days * 288 }, (_, i) => 3 - 2 * Math.cos((2 * Math.PI * i) / 288))

function recorded() {
  const load = Float32Array.from({ length: demand.length * 5 }, (_, t) => demand[Math.floor(t / 5)] as number)
  const trace = new Uint16Array(load.length)
  replay({ policy, loads: [load], limit: 1, weekMinute: 0, trace })
  return demand.map((_, i) => trace.subarray(5 * i, 5 * i + 5).reduce((sum, one) => sum + one, 0) / 5)
}

/** The daily peak is 10 in the history; ahead it grows by so much a day at every level. */
function aheadOf(growthADay: number): NonNullable<StudyInput['ahead']> {
  const base = forecastOf({ dimension: 'cpu', capacity: 28, median: 10 })
  const values = new Float32Array(365 * quantileLevels.length)
  for (let day = 0; day < 365; day++)
    values.fill(10 * (1 + growthADay * day), day * quantileLevels.length, (day + 1) * quantileLevels.length)
  const peak = { startMs: nowMs, stepMs: dayMs, values }
  const forecast: Forecast = { ...base, daily: { ...base.daily, peak } }
  const flat = new Float32Array(days).fill(10)
  const history: DailyHistory = { startMs, mean: flat, peak: flat, maximum: flat, capacity: flat }
  return { forecast, history, horizonDays: 90 }
}

function studyWith(rest: Partial<StudyInput>) {
  const members = recorded()
  const study = studyScaling({
    inForce: { resourceId: 'r', names: ['cpu'], alarms: 'read', policy },
    resourceId: 'r',
    nowMs,
    startMs,
    coarseShare: demand.map((value, i) => value / (members[i] as number)),
    coarseMembers: members,
    memberHourlyUsd: 0.1,
    limit: 0.8,
    budgetMinutes: 60,
    ...rest,
  })
  if (study.kind !== 'answer') throw new Error(study.reason)
  return study
}

describe('policies over the forecast', () => {
  test('a flat forecast gives what the history gave, and never the maximum', () => {
    const { now } = studyWith({ ahead: aheadOf(0) })
    expect(now.ahead?.monthlyUsd).toBeCloseTo(now.monthlyUsd, 0)
    expect(now.ahead?.chanceOfMaximum).toBe(0)
    expect(now.ahead?.maximumReachedMs).toBeUndefined()
  })

  test('growth of 1 % a day reaches the maximum when it is told: at 1.4 times, after 40 days', () => {
    const { now, aheadDays } = studyWith({ ahead: aheadOf(0.01) })
    expect(aheadDays).toBe(90)
    expect(now.ahead?.chanceOfMaximum).toBeCloseTo(1, 6)
    // 14 members at 50 % carry 7; the day's 5 have grown to 7 after 40 days, and a little more asks for the fifteenth.
    const reachedDay = ((now.ahead?.maximumReachedMs ?? 0) - nowMs) / dayMs
    expect(reachedDay).toBeGreaterThanOrEqual(40)
    expect(reachedDay).toBeLessThan(43)
    expect(now.ahead?.monthlyUsd).toBeGreaterThan(now.monthlyUsd)
  })

  test('what is recommended holds the budget over the forecast too, with a higher maximum', () => {
    // 2.8 times 5 members at 100 % are above 80 % of 14.
    const study = studyWith({ ahead: aheadOf(0.02) })
    expect(study.now.ahead?.minutesAboveMonthly).toBeGreaterThan(60)
    const best = study.front[study.recommended ?? -1]
    expect(best?.ahead?.minutesAboveMonthly).toBeLessThanOrEqual(60)
    expect(best?.policy.max).toBeGreaterThan(14)
  })

  test('a lower minimum is found where the nights are quiet, never below one a zone', () => {
    const mins = (leastMembers: number) => studyWith({ leastMembers }).front.map((one) => one.policy.min)
    expect(Math.min(...mins(1))).toBeLessThan(4)
    expect(Math.min(...mins(3))).toBeGreaterThanOrEqual(3)
  })
})

test('no target is tried that leaves no room for the loss of a zone', () => {
  // Three zones: 0.9 x 2 / 3.
  const { front } = studyWith({ targetMax: (0.9 * 2) / 3 })
  const targets = front.flatMap(({ policy: one }) =>
    one.rules.map((rule) => (rule.kind === 'target-tracking' ? rule.target : 0)),
  )
  expect(Math.max(...targets)).toBe(0.6)
})
