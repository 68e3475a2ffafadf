import type { StudyInput } from '#lib/autoscale/index.ts'
import { defaultMinutesAboveBudget, type Policy } from '#lib/model/policy.ts'
import type { Resource } from '#lib/model/resource.ts'
import type { ScalingInForce } from '#lib/model/scaling-study.ts'
import { provisionalMs, type SeriesRef, type Statistic, type Tier, tierFacts } from '#lib/model/series.ts'
import type { Price } from '#lib/model/shape.ts'
import { type EpochMs, floorTo, hourMs } from '#lib/model/time.ts'
import { readOutcomes } from '#lib/store/forecasts.ts'
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
  const share = (values: Float32Array) => values.map((value) => value / 100)
  const provider = resource.resourceClass === 'ecs-capacity-provider'
  const group = provider || resource.resourceClass === 'asg'
  const [members, memory] = await Promise.all([
    group ? read('members', '5m', 'Average') : read('running-tasks', '5m', 'SampleCount'),
    read(provider ? 'memory-reservation' : group ? 'memory-used' : 'memory-utilization', '5m', 'Average'),
  ])
  const first = provider ? 'cpu-reservation' : 'cpu-utilization'
  const [cpu, fine] = await Promise.all([read(first, '5m', 'Average'), read(first, '1m', 'Average')])
  const price = prices.find(
    ({ shape, key }) => shape === resource.shape && key.startsWith(group ? 'linux' : 'fargate'),
  )
  const ahead = await loadAhead(resource.id, policy.horizonDays)
  const budgets = policy.minutesAboveBudgetPerMonth ?? defaultMinutesAboveBudget
  return {
    resourceId: resource.id,
    inForce,
    nowMs,
    startMs: range.fromMs,
    coarseShare: provider ? fullest(share(cpu), share(memory)) : share(cpu),
    coarseMembers: group ? members : members.map((value) => value / minutesOfSample),
    ...(provider ? {} : { fineShare: share(fine), otherShares: { memory: share(memory) } }),
    memberHourlyUsd: price?.hourlyUsd,
    // A task that finds no room waits: reserved instances may be full.
    limit: provider ? 1 : 1 - (policy.headroom.cpu ?? policy.headroomDefault),
    budgetMinutes: budgets[resource.serviceTier],
    leastMembers: survivesZones(resource) ? resource.zoneCount : 1,
    targetMax: provider || !survivesZones(resource) ? undefined : zoneTargetMax(resource.zoneCount),
    ...(ahead ? { ahead } : {}),
  }
}

/** Of two shares the one that decides; where one is not known, the other. */
function fullest(one: Float32Array, other: Float32Array): Float32Array {
  return one.map((share, i) => {
    const second = other[i] ?? Number.NaN
    return Number.isNaN(second) ? share : Number.isNaN(share) ? second : Math.max(share, second)
  })
}

/** Tiers 1 and 2 keep a member in each zone. */
function survivesZones({ serviceTier }: Resource): boolean {
  return serviceTier === 'tier-1' || serviceTier === 'tier-2'
}

/** Share of a member that leaves the rest of the zones 90 % full when one of them is lost. */
function zoneTargetMax(zones: number): number | undefined {
  return zones < 2 ? undefined : (0.9 * (zones - 1)) / zones
}

async function loadAhead(resourceId: string, horizonDays: number): Promise<StudyInput['ahead']> {
  const outcomes = await readOutcomes(resourceId)
  const { outcome, history } = outcomes.find(({ dimension }) => dimension === 'cpu') ?? {}
  return outcome?.kind === 'forecast' && history ? { forecast: outcome, history, horizonDays } : undefined
}
