import { loadavg } from 'node:os'
import { tierFacts, tiers } from '#lib/model/series.ts'
import { dayMs, floorTo, hourMs } from '#lib/model/time.ts'
import { documentedLimits, type FaultOptions } from '#lib/simulate/faults.ts'
import { type BulkReport, compareBulk } from '../support/bulk-store.ts'
import { bulkSeries } from '../support/bulk-world.ts'
import { faultShares } from '../support/fault-shares.ts'
import { type BulkPull, type BulkPulled, pullBulk } from './bulk-pull.ts'
import type { Bench, Figures } from './run.ts'

const [queriesPerCall, valuesPerCall] = [500, 100_800]
const metricCount = 100_000
const backfilledCount = 2000
const regions = ['us-east-1', 'eu-west-1']
const accounts = 2

/** Half of what AWS documents, and one call or answer in twenty with a fault of each kind at random. */
const hostile: FaultOptions = {
  requestsPerSecond: 25,
  datapointsPerSecond: { recent: 90_000, older: 198_000 },
  ...faultShares(0.05, 350),
}

/**
 * Many metrics from a simulated AWS into Postgres, three times: with the limits that AWS documents, without limits, and
 * with half of them and faults of every kind. Ratios are against the fewest calls and billed metrics that could do.
 */
export const benchCollect: Bench = async ({ sample }) => {
  const count = Math.min(metricCount, sample ?? metricCount)
  const load = loadavg()[0] ?? 0
  const fast = await pullDay({ count, faults: {} })
  const limited = await pullDay({ count, faults: documentedLimits })
  const backfill = await pullFirst(Math.min(backfilledCount, count))
  const faulty = await pullDay({ count, faults: hostile })
  return {
    callsRatio: round(limited.pulled.calls / limited.ideal),
    billedMetricsRatio: backfill.billedMetricsRatio ?? Number.NaN,
    samplesPerSecond: Math.round(fast.pulled.samples / (fast.pulled.ms / 1000)),
    rssMb: Math.round(fast.pulled.rssMb),
    lost: faulty.report.lost,
    duplicated: faulty.report.duplicated,
    wastedCallsRatio: round(wasted(faulty) / faulty.ideal),
    machineLoad: round(load),
    limited: figuresOf(limited),
    unlimited: figuresOf(fast),
    backfill,
    faulty: figuresOf(faulty),
  }
}

type Day = { readonly pulled: BulkPulled; readonly report: BulkReport; readonly ideal: number }

/** A day of 5-minute samples of `count` metrics over two accounts and two regions. */
export async function pullDay(options: { count: number; faults: FaultOptions }): Promise<Day> {
  const nowMs = floorTo(Date.now(), hourMs)
  const toMs = floorTo(nowMs - dayMs, dayMs)
  const range = { fromMs: toMs - dayMs, toMs }
  const pull = bulkPull(options, nowMs)
  const steps = dayMs / tierFacts['5m'].periodMs
  const ideal = Math.max(options.count / queriesPerCall, (options.count * steps) / valuesPerCall)
  return pullBulk({ ...pull, range }, async (pulled) => {
    const report = await compareBulk(bulkSeries(pull), { tier: '5m', range })
    return { pulled, report, ideal }
  })
}

/** Everything that AWS still serves of `count` metrics, a quarter of which come every minute. */
async function pullFirst(count: number): Promise<Figures> {
  const pull = bulkPull({ count, faults: documentedLimits }, floorTo(Date.now(), hourMs))
  return pullBulk(pull, async (pulled) => {
    const perTier = { '1h': count, '5m': count, '1m': pull.detailed * accounts * regions.length }
    const asked = tiers.reduce((sum, tier) => sum + perTier[tier], 0)
    return {
      billedMetricsRatio: round(pulled.ledger.all.billedMetrics / asked),
      billedMetrics: pulled.ledger.all.billedMetrics,
      calls: pulled.calls,
      samples: pulled.samples,
      seconds: round(pulled.ms / 1000),
      incompleteSeries: pulled.incompleteSeries,
    }
  })
}

function bulkPull({ count, faults }: { count: number; faults: FaultOptions }, nowMs: number): BulkPull {
  const metricsPerRegion = Math.floor(count / accounts / regions.length)
  const detailed = Math.floor(metricsPerRegion / 4)
  return { accounts, regions, metricsPerRegion, nowMs, statistics: ['Average'], detailed, faults }
}

/** Calls beyond the ideal and beyond one retry for each call that a random fault made fail. */
function wasted({ pulled, ideal }: Day): number {
  return Math.max(0, pulled.calls - Math.ceil(ideal) - faultedCalls(pulled))
}

function faultedCalls({ ledger }: BulkPulled): number {
  return ledger.faultedByAction['cloudwatch:GetMetricData'] ?? 0
}

function figuresOf({ pulled, report }: Day): Figures {
  const { calls, samples, ms, rssMb, incompleteSeries, ledger } = pulled
  return {
    ...{ calls, samples, incompleteSeries },
    faulted: faultedCalls(pulled),
    seconds: round(ms / 1000),
    rssMb: Math.round(rssMb),
    throttled: ledger.byStatus[400] ?? 0,
    problems: pulled.problems.length,
    lost: report.lost,
    wrong: report.wrong,
    duplicated: report.duplicated,
  }
}

function round(value: number): number {
  return Math.round(value * 1000) / 1000
}
