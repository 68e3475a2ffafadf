import {
  type DroppedPulls,
  type Economics,
  type EconomicsLine,
  type EconomyStep,
  economySteps,
  type PullGroup,
  pullName,
} from '#lib/model/economics.ts'
import { type Tier, tierFacts } from '#lib/model/series.ts'
import { dayMs, hourMs } from '#lib/model/time.ts'
import { usdPerCostRequest, usdPerMetric } from './meter.ts'
import { maxQueries, maxValues, statisticsPerBilledMetric } from './query.ts'
import { overlapMs } from './window.ts'

export type EconomicsInput = {
  readonly groups: readonly PullGroup[]
  /** Resources whose shortest period is asked for daily, by one metric each. */
  readonly probes: readonly {
    readonly accountId: string
    readonly region: string
    readonly resources: number
  }[]
  /** Paid calls of Cost Explorer a day. */
  readonly costCallsDaily: number
  readonly monthlyUsdMax?: number
}

const daysPerMonth = 365 / 12
const dailyPulls = 1
const hourlyPulls = 24
const hourlyTiers = ['1h', '5m'] as const

/** One tier of one group: what it costs and when it is given up. */
type Pull = {
  readonly group: PullGroup
  readonly name: string
  readonly perDay: number
  readonly tiers: readonly Tier[]
  readonly step: EconomyStep | undefined
  readonly billedDaily: number
}

/**
 * What pulling the found series costs a month, by account and class, and what is given up to stay within the cap:
 * minutes first, then the 5-minute samples of what is right-sized, the pulls every hour, optional metrics, all 5-minute
 * samples, and members of what is sized as a whole. Hourly samples of the rest are never given up: forecasts stand
 * on them. Prices and limits of GetMetricData as in `query.ts` and `meter.ts`.
 */
export function planEconomics(input: EconomicsInput): Economics {
  const { groups, probes, costCallsDaily, monthlyUsdMax } = input
  const costExplorerUsdMonthly = costCallsDaily * usdPerCostRequest * daysPerMonth
  const probed = probes.reduce((sum, { resources }) => sum + resources, 0)
  const fixedUsd = costExplorerUsdMonthly + usdOf(probed)
  const all = groups.flatMap(pullsOf)
  const { kept, dropped } =
    monthlyUsdMax === undefined ? { kept: all, dropped: [] } : cut(all, monthlyUsdMax - fixedUsd)
  const billedDaily = sumOf(kept) + probed
  const usdMonthly = usdOf(billedDaily) + costExplorerUsdMonthly
  const probeCalls = probes.reduce((sum, { resources }) => sum + Math.ceil(resources / maxQueries), 0)
  return {
    byAccountAndClass: linesOf(kept),
    callsMonthly: Math.round((dailyCalls(kept) + probeCalls + costCallsDaily) * daysPerMonth),
    billedMetricsMonthly: Math.round(billedDaily * daysPerMonth),
    usdMonthly,
    costExplorerUsdMonthly,
    ...(monthlyUsdMax === undefined ? {} : { capUsdMonthly: monthlyUsdMax }),
    aboveCap: monthlyUsdMax !== undefined && usdMonthly > monthlyUsdMax,
    dropped: economySteps.flatMap((step) => summary(step, dropped) ?? []),
    firstPull: firstPull(kept),
    droppedPulls: dropped.map(({ name }) => name),
  }
}

function pullsOf(group: PullGroup): Pull[] {
  const tiers: readonly Tier[] = group.detailed ? ['1h', '5m', '1m'] : ['1h', '5m']
  const daily = tiers.map((tier) => pullOf(group, { tier, tiers: [tier], perDay: dailyPulls }))
  if (!group.nearLimit) return daily
  return [...daily, pullOf(group, { tier: 'hourly', tiers: hourlyTiers, perDay: hourlyPulls })]
}

type PullParts = { readonly tier: Tier | 'hourly'; readonly tiers: readonly Tier[]; readonly perDay: number }

function pullOf(group: PullGroup, { tier, tiers, perDay }: PullParts): Pull {
  return {
    group,
    name: pullName(group, tier),
    perDay,
    tiers,
    step: stepOf(group, tier),
    billedDaily:
      group.series * tiers.length * perDay * Math.ceil(group.statistics / statisticsPerBilledMetric),
  }
}

/** The first step at which this pull is given up; undefined = never. */
function stepOf({ optional, member, finding }: PullGroup, tier: Tier | 'hourly'): EconomyStep | undefined {
  if (tier === '1m') return 'minutes'
  const settled = finding === 'right-sized' || finding === 'not-sized' || finding === 'idle'
  if (tier === '5m' && settled) return 'five-minutes-right-sized'
  if (tier === 'hourly') return 'hourly-pulls'
  if (optional) return 'optional-metrics'
  if (tier === '5m') return 'five-minutes'
  return member ? 'members' : undefined
}

/** Gives pulls up, step by step and in each the largest first, until the rest is within the cap. */
function cut(pulls: readonly Pull[], capUsd: number): { kept: Pull[]; dropped: Pull[] } {
  const dropped = new Set<Pull>()
  let usd = usdOf(sumOf(pulls))
  for (const step of economySteps) {
    const here = pulls.filter((pull) => pull.step === step)
    here.sort((a, b) => b.billedDaily - a.billedDaily || (a.name < b.name ? -1 : 1))
    for (const pull of here) {
      if (usd <= capUsd) break
      dropped.add(pull)
      usd -= usdOf(pull.billedDaily)
    }
  }
  return { kept: pulls.filter((pull) => !dropped.has(pull)), dropped: [...dropped] }
}

const consequences: Readonly<Record<EconomyStep, string>> = {
  minutes: '1-minute samples: short peaks show as their 5-minute maximum.',
  'five-minutes-right-sized': '5-minute samples of what is right-sized: its peaks are the hourly maximum.',
  'hourly-pulls': 'Pulls every hour of what runs out within two weeks: it is pulled once a day.',
  'optional-metrics': 'Optional metrics: signs of pressure such as swap and credits are not seen.',
  'five-minutes': '5-minute samples of the rest: their peaks are the hourly maximum.',
  members: 'Members of clusters and groups: the whole is measured, its parts are not.',
}

function summary(step: EconomyStep, dropped: readonly Pull[]): DroppedPulls | undefined {
  const here = dropped.filter((pull) => pull.step === step)
  if (here.length === 0) return undefined
  const billedDaily = sumOf(here)
  return {
    step,
    text: consequences[step],
    series: here.reduce((sum, { group }) => sum + group.series, 0),
    billedMetricsMonthly: Math.round(billedDaily * daysPerMonth),
    usdMonthly: usdOf(billedDaily),
  }
}

function linesOf(pulls: readonly Pull[]): EconomicsLine[] {
  const lines = new Map<string, { pulls: Pull[]; groups: Set<PullGroup> }>()
  for (const pull of pulls) {
    const key = `${pull.group.accountId} ${pull.group.resourceClass}`
    const line = lines.get(key) ?? { pulls: [], groups: new Set() }
    lines.set(key, line)
    line.pulls.push(pull)
    line.groups.add(pull.group)
  }
  return [...lines.values()].flatMap((line) => {
    const first = line.pulls[0]?.group
    if (!first) return []
    const billedDaily = sumOf(line.pulls)
    return {
      accountId: first.accountId,
      resourceClass: first.resourceClass,
      series: [...line.groups].reduce((sum, { series }) => sum + series, 0),
      billedMetricsMonthly: Math.round(billedDaily * daysPerMonth),
      usdMonthly: usdOf(billedDaily),
    }
  })
}

function dailyCalls(pulls: readonly Pull[]): number {
  const daily = pulls.filter(({ perDay }) => perDay === dailyPulls)
  const hourly = pulls.filter(({ perDay }) => perDay === hourlyPulls)
  const reread = callsOf(daily, () => overlapMs.deep + dayMs)
  return reread + hourlyPulls * callsOf(hourly, () => overlapMs.recent + hourMs)
}

function firstPull(pulls: readonly Pull[]): Economics['firstPull'] {
  const daily = pulls.filter(({ perDay }) => perDay === dailyPulls)
  const billedMetrics = sumOf(daily)
  const calls = callsOf(daily, (tier) => tierFacts[tier].servedMs)
  return { calls, billedMetrics, usd: billedMetrics * usdPerMetric }
}

/** Calls of one round: each account, region and tier is packed by itself. */
function callsOf(pulls: readonly Pull[], rangeOf: (tier: Tier) => number): number {
  const shares = new Map<string, number>()
  for (const { group, tiers } of pulls) {
    for (const tier of tiers) {
      const steps = Math.ceil(rangeOf(tier) / tierFacts[tier].periodMs) + 1
      const queries = Math.min(maxQueries, Math.floor(maxValues / steps))
      const perCall = Math.max(1, Math.floor(queries / group.statistics))
      const place = `${group.accountId} ${group.region} ${tier}`
      shares.set(place, (shares.get(place) ?? 0) + group.series / perCall)
    }
  }
  return [...shares.values()].reduce((sum, share) => sum + Math.ceil(share), 0)
}

function sumOf(pulls: readonly Pull[]): number {
  return pulls.reduce((sum, { billedDaily }) => sum + billedDaily, 0)
}

/** Dollars a month of metrics that are billed every day. */
function usdOf(billedDaily: number): number {
  return billedDaily * daysPerMonth * usdPerMetric
}
