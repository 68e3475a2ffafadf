import { beforeEach, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import type { CapacityChange } from '#lib/model/capacity.ts'
import type { ResourceCost } from '#lib/model/cost.ts'
import type { FollowUp } from '#lib/model/decision.ts'
import type { Resource } from '#lib/model/resource.ts'
import { dayMs, floorTo, isoDay } from '#lib/model/time.ts'
import { basisOf } from '#lib/recommend/index.ts'
import { seededRandom } from '#lib/stats/random.ts'
import { database } from '#lib/store/client.ts'
import { saveResourceCosts } from '#lib/store/cost-resources.ts'
import { recordDecision } from '#lib/store/decisions.ts'
import { readFollowUps } from '#lib/store/follow-ups.ts'
import { saveOutcomes } from '#lib/store/forecasts.ts'
import { saveInventory } from '#lib/store/inventory.ts'
import { followDecisions } from '../../jobs/follow-decisions.ts'
import type { JobContext } from '../../jobs/job.ts'
import {
  accountId,
  inventoryOf,
  nowMs,
  recommendationOf,
  resourceOf,
  seriesOf,
} from '../store/estate-rows.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

const today = floorTo(nowMs, dayMs)
const [decidedMs, changedMs] = [today - 45 * dayMs, today - 40 * dayMs]
const days = Array.from({ length: 80 }, (_, i) => today - (80 - i) * dayMs)
const names = ['web', 'api', 'jobs', 'feed', 'mail', 'docs']

function groupOf(name: string): Resource {
  const arn = `arn:aws:autoscaling:us-east-1:${accountId}:autoScalingGroup:x:autoScalingGroupName/${name}`
  const facts = { minSize: 2, maxSize: 40 }
  return resourceOf(name, { resourceClass: 'asg', nativeId: name, arn, shape: 'm7g.xlarge', count: 9, facts })
}

const sizeAt = (name: string, fromMs: number, shape: string) => ({
  resourceId: name,
  change: { fromMs, shape, count: 9, capacity: { cpu: 36 }, source: 'config' } satisfies CapacityChange,
})

/** Demand with a week and growth; the bill follows it, and of `web` costs `factor` of it after the change. */
async function live(factor: number, sizes: ReturnType<typeof sizeAt>[]) {
  const costs: ResourceCost[] = []
  for (const name of names) {
    const random = seededRandom(name)
    const demand = days.map(
      (_, i) => 20 * (1 + 0.004 * i) * (i % 7 < 5 ? 1 : 0.6) * (0.97 + 0.06 * random.uniform()),
    )
    days.forEach((day, i) => {
      const after = name === 'web' && day > changedMs ? factor : 1
      const usd = 3 * (demand[i] ?? 0) * after * (0.998 + 0.004 * random.uniform())
      const common = {
        accountId,
        service: 'Amazon Elastic Compute Cloud - Compute',
        usageType: 'BoxUsage',
        team: '',
      }
      const amounts = { usd, amortizedUsd: usd, netUsd: usd, recordType: 'Usage' }
      costs.push({ day: isoDay(day), resourceId: `i-${name}`, ...common, ...amounts })
    })
    const mean = Float32Array.from(demand)
    const history = { startMs: days[0] ?? 0, mean, peak: mean, maximum: mean, capacity: mean }
    const outcome = {
      kind: 'abstention',
      resourceId: name,
      dimension: 'cpu',
      asOfMs: nowMs,
      reason: 'no-samples',
      text: '',
      observedDays: 80,
    } as const
    await saveOutcomes({
      runId: 1,
      resourceId: name,
      asOfMs: nowMs,
      outcomes: [{ dimension: 'cpu', outcome, history }],
    })
  }
  await saveInventory(
    inventoryOf(names.map(groupOf), {
      changes: names.map((name) => ({
        resourceId: name,
        changes: sizes.filter((one) => one.resourceId === name).map(({ change }) => change),
      })),
      series: names.map((name) => seriesOf(name, 'cpu-utilization', `i-${name}`)),
    }),
  )
  const whole = { source: 'cost-explorer', fromDay: isoDay(days[0] ?? 0), toDay: isoDay(today) } as const
  await saveResourceCosts(costs, isoDay(today), whole)
  const { summary } = recommendationOf('web', { finding: 'oversized' })
  const basis = {
    ...basisOf(summary),
    optionId: 'm7g.large',
    optionLabel: 'm7g.large',
    deltaMonthlyUsd: -400,
  }
  const terms = { reason: '', owner: 'Ana', dueMs: decidedMs + 9 * dayMs } as const
  const accepted = { resourceId: 'web', kind: 'saving', verdict: 'accept', ...terms, basis } as const
  return (await recordDecision(system, accepted, decidedMs)).id
}

async function follow(id: number): Promise<FollowUp | undefined> {
  const signal = new AbortController().signal
  const { problems } = await followDecisions.run({ nowMs, signal } as JobContext)
  expect(problems).toEqual([])
  return (await readFollowUps(system, [id])).get(id)
}

const before = names.map((name) => sizeAt(name, today - 200 * dayMs, 'm7g.xlarge'))

beforeEach(() =>
  database().pool.query(
    'TRUNCATE resource, series, capacity_change, decision, follow_up, forecast, demand_history, cost_resource_day',
  ),
)

describe('an accepted change of a group whose members come and go', () => {
  test('is confirmed by its bill before and after, at the same demand, within 5 % of the truth', async () => {
    const id = await live(0.7, [...before, sizeAt('web', changedMs, 'm7g.large')])
    const found = await follow(id)
    expect(found).toMatchObject({ state: 'confirmed', changedMs, predictedMonthlyUsd: -400 })
    const after = days.filter((day) => day > changedMs && day <= changedMs + 28 * dayMs)
    const billed = await database().pool.query<{ usd: number }>(
      `SELECT avg(usd) AS usd FROM cost_resource_day WHERE resource_id = 'i-web' AND day = ANY($1::date[])`,
      [after.map(isoDay)],
    )
    const truth = ((-(billed.rows[0]?.usd ?? 0) * 0.3) / 0.7) * (730 / 24)
    expect(Math.abs((found?.measured?.monthlyUsd ?? 0) / truth - 1)).toBeLessThan(0.05)
    const { rateMonthlyUsd = 0, usageMonthlyUsd = 0, measured } = found ?? {}
    expect(rateMonthlyUsd + usageMonthlyUsd).toBeCloseTo(measured?.monthlyUsd ?? Number.NaN, 6)
  })

  test('that did nothing to the bill is not measurable, and says why', async () => {
    const found = await follow(await live(1, [...before, sizeAt('web', changedMs, 'm7g.large')]))
    expect(found?.state).toBe('not-measurable')
    expect(found?.text).toMatch(/did not change by more than the noise/)
    expect(found?.measured).toBeUndefined()
  })

  test('is not made while only its members change', async () => {
    const found = await follow(await live(0.7, before))
    expect(found?.state).toBe('not-yet-changed')
  })

  test('that was rolled back is a loss', async () => {
    const back = sizeAt('web', changedMs + 9 * dayMs, 'm7g.xlarge')
    const found = await follow(await live(1, [...before, sizeAt('web', changedMs, 'm7g.large'), back]))
    expect(found).toMatchObject({ state: 'rolled-back', rolledBackMs: changedMs + 9 * dayMs })
    expect(found?.measured).toBeUndefined()
  })
})
