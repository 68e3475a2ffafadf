import type {
  CostSeries,
  FleetRow,
  Freshness,
  OptionSummary,
  RecommendationSummary,
} from '#lib/model/fleet.ts'
import type { Resource } from '#lib/model/resource.ts'
import { dayMs, hourMs, isoDay } from '#lib/model/time.ts'
import { monthlyUsd } from '#lib/model/units.ts'
import { normalQuantile, seededRandom } from '#lib/stats/random.ts'
import { type Story, toldStories } from './fleet-stories.ts'

/** Sun 22 Nov 2026, 14:05 UTC: the "now" of every test of a page. */
export const fixtureNowMs = Date.UTC(2026, 10, 22, 14, 5)
export const fixtureAsOfMs = Date.UTC(2026, 10, 22)
const previousMs = fixtureAsOfMs - 7 * dayMs

const accounts = ['prod-core', 'prod-data', 'prod-ml', 'staging'] as const

const calmTeams = ['checkout', 'catalog', 'identity', 'search', 'payments', 'messaging', undefined] as const
const calmClasses = ['ec2-instance', 'asg', 'rds-instance', 'gpu-pool'] as const
const calmDimensions = ['cpu', 'memory', 'storage', 'cpu'] as const

function calm(i: number): Story {
  const random = seededRandom(`calm-${i}`)
  return {
    name: `service-${String(i).padStart(2, '0')}`,
    resourceClass: calmClasses[i % 4] ?? 'asg',
    team: calmTeams[i % 7],
    finding: 'right-sized',
    dimension: calmDimensions[(i * 3) % 4] ?? 'cpu',
    used: 0.28 + 0.3 * random.uniform(),
    limit: 0.8,
    shape: i % 4 === 2 ? 'db.m7g.xlarge' : 'm7g.xlarge',
    count: i % 4 === 1 ? 6 : 1,
    hourlyUsd: 0.2 + random.uniform(),
    account: i % 4,
    spread: 0.5,
    deltaUsd: 0,
    chanceAfter: 0,
    effort: 'low',
    region: i % 5 === 0 ? 'eu-west-1' : 'us-east-1',
  }
}

/** 20 dots of a lognormal time to saturation; `null` beyond 365 days. */
function dots(story: Story): readonly (number | null)[] {
  const { median, spread } = story
  return Array.from({ length: 20 }, (_, i) => {
    if (median === undefined) return null
    const days = median * Math.exp(spread * normalQuantile((i + 0.5) / 20))
    return days > 365 ? null : Math.round(days * 10) / 10
  })
}

function quantileDays(story: Story, level: number): number | null {
  if (story.median === undefined) return null
  const days = story.median * Math.exp(story.spread * normalQuantile(level))
  return days > 365 ? null : Math.round(days)
}

function option(story: Story, change?: { to: string; deltaUsd: number; chance: number }): OptionSummary {
  const monthly = monthlyUsd(story.hourlyUsd)
  const members = story.count
  return {
    id: change ? 'next' : 'current',
    label: change?.to ?? (members === 1 ? story.shape : `${story.shape} x ${members}`),
    monthlyUsd: monthly + (change?.deltaUsd ?? 0),
    deltaMonthlyUsd: change?.deltaUsd ?? 0,
    chance: change?.chance ?? 0.02,
    expectedMinutes: 3,
    effort: story.effort,
    downtime: 'none',
    note: '',
  }
}

function sparkOf(story: Story): RecommendationSummary['spark'] {
  const random = seededRandom(story.name)
  const growth = story.median === undefined ? 0 : (story.limit - story.used) / (story.median / 7)
  const history = Array.from({ length: 13 }, (_, i) => {
    const missing = story.name === 'service-03' && i > 3 && i < 6
    return missing ? null : story.used * 0.9 - growth * (12 - i) * 0.6 + random.normal() * 0.008
  })
  const median = Array.from({ length: 13 }, (_, i) => story.used * 0.9 + growth * (i + 1) * 0.8)
  return {
    history,
    median,
    low: median.map((value, i) => value - 0.006 * (i + 1)),
    high: median.map((value, i) => value + 0.008 * (i + 1)),
    limit: story.limit,
  }
}

function summary(story: Story, resourceId: string): RecommendationSummary {
  const saturationDays = dots(story)
  const recommended =
    story.to === undefined
      ? undefined
      : option(story, { to: story.to, deltaUsd: story.deltaUsd, chance: story.chanceAfter })
  const base = { resourceId, asOfMs: fixtureAsOfMs, horizonDays: 90, acceptedRisk: 0.03 }
  if (story.abstention !== undefined) {
    const text =
      story.abstention === 'short-history'
        ? '9 days of samples so far; a size needs 14. The first one is possible on 27 Nov.'
        : 'The agent has sent nothing since 19 Nov, 04:10 UTC. Start it and the next run decides.'
    return {
      ...base,
      finding: 'abstained',
      unknownDimensions: [story.dimension],
      current: option(story),
      saturationDays: [],
      utilization: null,
      utilizationAtHorizon: null,
      limit: null,
      chanceByHorizon: null,
      medianDays: null,
      lowDays: null,
      highDays: null,
      abstention: {
        kind: 'abstention',
        resourceId,
        asOfMs: fixtureAsOfMs,
        reason: story.abstention,
        text,
        observedDays: 9,
      },
    }
  }
  const low = quantileDays(story, 0.1)
  return {
    ...base,
    finding: story.finding,
    bindingDimension: story.dimension,
    unknownDimensions: story.resourceClass === 'ec2-instance' ? ['memory'] : [],
    current: option(story),
    recommended,
    saturationDays,
    utilization: story.used,
    utilizationAtHorizon: [story.used * 0.97, story.used * 1.1, story.used * 1.3],
    limit: story.limit,
    spark: sparkOf(story),
    previous: story.previous && { asOfMs: previousMs, ...story.previous },
    chanceByHorizon: saturationDays.filter((days) => days !== null && days <= 90).length / 20,
    medianDays: quantileDays(story, 0.5),
    lowDays: low,
    highDays: quantileDays(story, 0.9),
    decideByMs:
      low !== null && story.finding !== 'right-sized' ? fixtureAsOfMs + (low - 7) * dayMs : undefined,
  }
}

function toRow(story: Story, i: number): FleetRow {
  const accountId = String(100_000_000_001 + story.account)
  const { region } = story
  const id = `r${String(i).padStart(3, '0')}`
  const resource: Resource = {
    id,
    resourceClass: story.resourceClass,
    accountId,
    region,
    arn: `arn:aws:service:${region}:${accountId}:thing/${i}`,
    nativeId: `native-${i}`,
    name: story.name,
    tags: story.team === undefined ? {} : { team: story.team },
    team: story.team,
    serviceTier: 'tier-2',
    shape: story.shape,
    count: story.count,
    zoneCount: 3,
    facts:
      story.resourceClass === 'rds-instance'
        ? { engine: 'postgres', engineVersion: '16.6', multiAz: true }
        : {},
    createdMs: i % 11 === 0 ? fixtureAsOfMs - 3 * dayMs : fixtureAsOfMs - 400 * dayMs,
  }
  return { resource, accountName: accounts[story.account] ?? accountId, recommendation: summary(story, id) }
}

/** 42 resources: every class, finding and state, one without a recommendation yet, one hostile name. */
export function fleetFixture(): FleetRow[] {
  const stories = [...toldStories, ...Array.from({ length: 24 }, (_, i) => calm(i))]
  const rows = stories.map(toRow)
  const last = toRow(calm(24), rows.length)
  return [...rows, { resource: last.resource, accountName: last.accountName }]
}

export function freshnessFixture(changes: Partial<Freshness> = {}): Freshness {
  return {
    samplesToMs: fixtureNowMs - 10 * 60_000,
    costsToDay: '2026-11-21',
    forecastRunId: 42,
    forecastMs: fixtureNowMs - hourMs,
    resourceCount: 42,
    accountCount: 4,
    regionCount: 3,
    problems: [],
    source: 'simulated',
    running: [],
    backfill: { done: 600, total: 600 },
    ...changes,
  }
}

/** 400 days of cost with a weekly rhythm and growth; the newest two are estimated. */
export function costsFixture(): CostSeries {
  const random = seededRandom('costs')
  const days = Array.from({ length: 400 }, (_, i) => {
    const ms = fixtureAsOfMs - (400 - i) * dayMs
    const weekend = new Date(ms).getUTCDay() % 6 === 0
    const usd = (34_000 + 20 * i) * (weekend ? 0.96 : 1) * (1 + 0.01 * random.normal())
    return { day: isoDay(ms), usd, estimated: i >= 398 }
  })
  const byTeam = [
    { team: 'ml-training', usdLast30: 420_000 },
    { team: 'platform', usdLast30: 210_000 },
    { team: 'data-platform', usdLast30: 160_000 },
    { team: '', usdLast30: 150_000 },
    { team: 'checkout', usdLast30: 90_000 },
  ]
  return { days, byTeam, untaggedShare: 0.12 }
}

export function emptyCosts(): CostSeries {
  return { days: [], byTeam: [], untaggedShare: null }
}
