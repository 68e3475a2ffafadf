import type { StudyInput } from '#lib/autoscale/index.ts'
import { defaultMinutesAboveBudget, type Policy } from '#lib/model/policy.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { ScalingInForce } from '#lib/model/scaling-study.ts'
import { provisionalMs, type SeriesRef, type Statistic, type Tier, tierFacts } from '#lib/model/series.ts'
import type { Price } from '#lib/model/shape.ts'
import { type EpochMs, floorTo, hourMs } from '#lib/model/time.ts'
import { readSamples } from '#lib/store/read-samples.ts'

type Input = {
  readonly resource: Resource
  readonly series: readonly SeriesRef[]
  readonly inForce: ScalingInForce | undefined
  readonly policy: Policy
  readonly prices: readonly Price[]
  readonly nowMs: EpochMs
}

/** Minutes of a five-minute sample: ECS counts one CPU sample a task and minute. */
const minutesOfSample = 5

/** Reads from the store what the replay needs of one group: 63 days by five minutes, and the minutes there are. */
export async function loadStudyInput(input: Input): Promise<StudyInput> {
  const { resource, series, inForce, policy, prices, nowMs } = input
  const toMs = floorTo(nowMs - provisionalMs, hourMs)
  const range = { fromMs: floorTo(toMs - tierFacts['5m'].servedMs, hourMs), toMs }
  const read = async (key: string, tier: Tier, statistic: Statistic) => {
    const ref = series.find((one) => one.key === key)
    if (!ref)
      return new Float32Array(Math.round((toMs - range.fromMs) / tierFacts[tier].periodMs)).fill(Number.NaN)
    const [block] = await readSamples({ tier, seriesIds: [ref.id], statistics: [statistic], range })
    return block?.values[statistic] ?? new Float32Array()
  }
  const group = resource.resourceClass === 'asg'
  const [cpu, members, fine] = await Promise.all([
    read('cpu-utilization', '5m', 'Average'),
    group ? read('members', '5m', 'Average') : read('running-tasks', '5m', 'SampleCount'),
    read('cpu-utilization', '1m', 'Average'),
  ])
  const price = prices.find(
    ({ shape, key }) => shape === resource.shape && key.startsWith(group ? 'linux' : 'fargate'),
  )
  const budgets = policy.minutesAboveBudgetPerMonth ?? defaultMinutesAboveBudget
  return {
    resourceId: resource.id,
    inForce,
    nowMs,
    startMs: range.fromMs,
    coarseShare: cpu.map((value) => value / 100),
    coarseMembers: group ? members : members.map((value) => value / minutesOfSample),
    fineShare: fine.map((value) => value / 100),
    memberHourlyUsd: price?.hourlyUsd,
    limit: 1 - (policy.headroom.cpu ?? policy.headroomDefault),
    budgetMinutes: budgets[resource.serviceTier],
  }
}
