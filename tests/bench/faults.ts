import { type Tier, tierFacts } from '#lib/model/series.ts'
import { dayMs, floorTo, hourMs } from '#lib/model/time.ts'
import { documentedLimits, type FaultOptions } from '#lib/simulate/faults.ts'
import { compareBulk } from '../support/bulk-store.ts'
import { bulkSeries } from '../support/bulk-world.ts'
import { faultShares } from '../support/fault-shares.ts'
import { type BulkPull, type BulkPulled, pullBulk } from './bulk-pull.ts'
import { lateSamples, movedResources, restatedCosts, strangeValues } from './fault-worlds.ts'
import { onFreshStore } from './fresh-store.ts'
import type { Bench, Figures } from './run.ts'

const metricCount = 100_000
const queriesPerCall = 500
const tier: Tier = '5m'
const isolationRuns = 3
const action = 'cloudwatch:GetMetricData'

/**
 * The rows F5 to F11 of the fault table, whole: throttling, broken answers, places that fail beside places that do not,
 * late samples, strange values, resources that move, costs that are restated.
 */
export const benchFaults: Bench = async ({ sample }) => {
  const count = Math.min(metricCount, sample ?? metricCount)
  return {
    throttlingDocumented: await throttling(count, documentedLimits),
    throttlingFive: await throttling(count, { requestsPerSecond: 5 }),
    brokenAnswers: await brokenAnswers(count),
    isolation: await isolation(Math.floor(count / 5)),
    lateSamples: await onFreshStore(() => lateSamples(Math.ceil(count / 200))),
    strangeValues: strangeValues(count),
    movedResources: await onFreshStore((pool) => movedResources(pool, Math.ceil(count / 1000))),
    restatedCosts: await onFreshStore(restatedCosts),
  }
}

function pullOf(options: {
  accounts: number
  regions: readonly string[]
  count: number
  faults: FaultOptions
}) {
  const { accounts, regions, count, faults } = options
  const nowMs = floorTo(Date.now(), hourMs)
  const metricsPerRegion = Math.floor(count / accounts / regions.length)
  return { accounts, regions, metricsPerRegion, nowMs, statistics: ['Average'], detailed: 0, faults } as const
}

function lastHours(nowMs: number, hours: number) {
  const toMs = floorTo(nowMs - dayMs, dayMs)
  return { fromMs: toMs - hours * hourMs, toMs }
}

async function pullRange(pull: BulkPull, hours: number): Promise<{ pulled: BulkPulled; figures: Figures }> {
  const range = lastHours(pull.nowMs, hours)
  return pullBulk({ ...pull, range }, async (pulled) => {
    const report = await compareBulk(bulkSeries(pull), { tier, range })
    const { calls, incompleteSeries, problems, ms } = pulled
    const figures = {
      ...report,
      calls,
      incompleteSeries,
      problems: problems.length,
      seconds: round(ms / 1000),
    }
    return { pulled, figures }
  })
}

/** F5: an hour of so many metrics of one account and region. */
async function throttling(count: number, faults: FaultOptions): Promise<Figures> {
  const pull = pullOf({ accounts: 1, regions: ['us-east-1'], count, faults })
  const { pulled, figures } = await pullRange(pull, 1)
  const ideal = Math.ceil(count / queriesPerCall)
  const throttled = pulled.ledger.byStatus[400] ?? 0
  return {
    ...figures,
    throttled,
    callsRatio: round(pulled.calls / ideal),
    wastedRatio: round(throttled / ideal),
  }
}

/** F6: a fault of some kind in 30 % of the calls of a day. */
async function brokenAnswers(count: number): Promise<Figures> {
  const perCall = Math.floor(100_800 / (dayMs / tierFacts[tier].periodMs))
  const faults = faultShares(0.3, perCall)
  const pull = pullOf({ accounts: 2, regions: ['us-east-1', 'eu-west-1'], count, faults })
  const { pulled, figures } = await pullRange(pull, 24)
  return { ...figures, faulted: pulled.ledger.faultedByAction[action] ?? 0 }
}

/**
 * F7: one account is denied and a region of another throttled at the same time. How much later the other places are
 * done than without that; all answers take 150 ms.
 */
async function isolation(count: number): Promise<Figures> {
  const common = { accounts: 10, regions: ['us-east-1', 'eu-west-1'], count }
  const throttledPlace = '100000000003/eu-west-1'
  const slowMs = 150
  const struck = { slowMs, requestsPerSecond: { [action]: 0.5 }, onlyIn: [throttledPlace] }
  const runs: { plain: BulkPulled; hit: BulkPulled }[] = []
  for (let i = 0; i < isolationRuns; i++) {
    const plain = await pullRange(pullOf({ ...common, faults: { slowMs } }), 24)
    const hit = await pullRange({ ...pullOf({ ...common, faults: struck }), deniedAccount: 5 }, 24)
    runs.push({ plain: plain.pulled, hit: hit.pulled })
  }
  const first = runs[0]?.hit
  const rest = Object.keys(first?.doneMs ?? {}).filter(
    (place) => place !== throttledPlace && !place.startsWith('100000000005'),
  )
  const lastOf = ({ doneMs }: BulkPulled) => Math.max(...rest.map((place) => doneMs[place] ?? Number.NaN))
  // The machine may be busy with other things: the best of several runs of each.
  const hitMs = Math.min(...runs.map(({ hit }) => lastOf(hit)))
  const plainMs = Math.min(...runs.map(({ plain }) => lastOf(plain)))
  return {
    places: rest.length,
    delayRatio: round(hitMs / plainMs),
    throttledPlaceSeconds: round((first?.doneMs[throttledPlace] ?? Number.NaN) / 1000),
    restSeconds: round(hitMs / 1000),
    problems: first?.problems.length ?? Number.NaN,
    incompleteSeries: first?.incompleteSeries ?? Number.NaN,
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
