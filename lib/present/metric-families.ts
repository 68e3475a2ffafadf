import type { NearLimit, OwnHealth } from '#lib/model/own-health.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { displayText } from './display-text.ts'

/** One metric of Prometheus with its samples; a value that is not known has no sample. */
export type MetricFamily = {
  readonly name: string
  readonly help: string
  readonly type: 'gauge' | 'counter'
  readonly labels: readonly string[]
  readonly samples: readonly { readonly labels: Readonly<Record<string, string>>; readonly value: number }[]
}

export type Build = { readonly version: string; readonly commit?: string }

const labelLength = 120
const seconds = (ms: EpochMs) => ms / 1000
const label = (text: string) => displayText(text, labelLength)

/** The state of the installation as metrics: names end in their unit, counters in `_total`. */
export function presentMetrics(health: OwnHealth, build: Build, nowMs: EpochMs): MetricFamily[] {
  return [
    family('build_info', 'gauge', 'Always 1; what runs.', [
      [{ version: build.version, commit: build.commit ?? '', schema: health.schema }, 1],
    ]),
    ...jobFamilies(health),
    ...collectionFamilies(health, nowMs),
    ...ownUseFamilies(health),
    ...resultFamilies(health),
    ...resourceFamilies(health.nearLimits, nowMs),
  ].filter(({ samples }) => samples.length > 0)
}

type Pair = readonly [labels: Readonly<Record<string, string>>, value: number | undefined | null]

function family(name: string, type: MetricFamily['type'], help: string, pairs: readonly Pair[]) {
  const samples = pairs.flatMap(([labels, value]) =>
    value === undefined || value === null || !Number.isFinite(value) ? [] : [{ labels, value }],
  )
  const labels = Object.keys(pairs[0]?.[0] ?? {})
  return { name: `headroom_${name}`, type, help, labels, samples }
}

function jobFamilies({ jobs, periods }: OwnHealth): MetricFamily[] {
  const of = (value: (job: OwnHealth['jobs'][number]) => number | undefined): Pair[] =>
    jobs.map((job) => [{ job: job.job, scope: label(job.scope) }, value(job)])
  const states = ['done', 'failed'] as const
  return [
    family(
      'job_runs_total',
      'counter',
      'Runs that ended, by job, scope (account or region) and how.',
      jobs.flatMap((job) =>
        states.map((state): Pair => [{ job: job.job, scope: label(job.scope), state }, job[state]]),
      ),
    ),
    family(
      'job_run_seconds_total',
      'counter',
      'Time that these runs took.',
      of((job) => job.seconds),
    ),
    family(
      'job_running',
      'gauge',
      'Runs under way.',
      of((job) => job.running),
    ),
    family(
      'job_last_success_timestamp_seconds',
      'gauge',
      'When a run last ended well.',
      of(({ lastSuccessMs }) => lastSuccessMs && seconds(lastSuccessMs)),
    ),
    family(
      'job_last_run_seconds',
      'gauge',
      'How long the newest run took.',
      of(({ last }) => last?.seconds),
    ),
    family(
      'job_last_run_failed',
      'gauge',
      '1 where the newest run failed.',
      of(({ last }) => last && Number(last.failed)),
    ),
    family(
      'job_last_run_problems',
      'gauge',
      'Problems that the newest run met, such as a denied action.',
      of(({ last }) => last?.problems),
    ),
    family(
      'job_period_seconds',
      'gauge',
      'How often a job is due.',
      periods.map(({ job, seconds: period }) => [{ job }, period]),
    ),
  ]
}

function collectionFamilies(health: OwnHealth, nowMs: EpochMs): MetricFamily[] {
  const { accounts, costsToDay, queue, samplesWritten } = health
  const day = costsToDay === undefined ? undefined : seconds(Date.parse(`${costsToDay}T00:00:00Z`))
  const age = queue.oldestMs === undefined ? 0 : Math.max(0, seconds(nowMs - queue.oldestMs))
  return [
    family('samples_written_total', 'counter', 'Samples that were written.', [[{}, samplesWritten]]),
    family(
      'samples_newest_timestamp_seconds',
      'gauge',
      'End of the newest complete sample of an account.',
      accounts.map(({ accountId, samplesToMs }) => [
        { account: accountId },
        samplesToMs && seconds(samplesToMs),
      ]),
    ),
    family('costs_newest_day_timestamp_seconds', 'gauge', 'Start of the newest day with costs.', [[{}, day]]),
    family('queue_due', 'gauge', 'Periods of jobs that are due and not done.', [[{}, queue.due]]),
    family('queue_oldest_age_seconds', 'gauge', 'Since when the oldest of them waits.', [[{}, age]]),
  ]
}

function ownUseFamilies(health: OwnHealth): MetricFamily[] {
  return [
    family(
      'aws_calls_total',
      'counter',
      'Calls to AWS by IAM action.',
      health.calls.map(({ action, calls }) => [{ action }, calls]),
    ),
    family('aws_billed_metrics_total', 'counter', 'Metrics that CloudWatch bills for GetMetricData.', [
      [{}, health.billedMetrics],
    ]),
    family('aws_cost_usd_total', 'counter', 'What AWS bills for these calls at list price.', [
      [{}, health.billedUsd],
    ]),
    family('aws_cost_estimated_monthly_usd', 'gauge', 'What a month of calls was estimated at.', [
      [{}, health.estimatedMonthlyUsd],
    ]),
  ]
}

function resultFamilies({ deliveries, forecasts, findings }: OwnHealth): MetricFamily[] {
  const scored = forecasts.map(({ origin, horizonDays, ...score }) => {
    return { labels: { origin, horizon_days: String(horizonDays) }, ...score }
  })
  return [
    family(
      'deliveries',
      'gauge',
      'Messages by state.',
      deliveries.map(({ state, count }) => [{ state }, count]),
    ),
    family(
      'forecast_coverage_ratio',
      'gauge',
      'Share of observed days inside the interval, by distance; 0.8 or 0.9 is right.',
      scored.flatMap(({ labels, days, inside80, inside90 }): Pair[] => [
        [{ ...labels, interval: '0.8' }, inside80 / days],
        [{ ...labels, interval: '0.9' }, inside90 / days],
      ]),
    ),
    family(
      'forecast_mase',
      'gauge',
      'Median error against the weekly naive, by distance; below 1 is better.',
      scored.map(({ labels, mase }): Pair => [labels, mase]),
    ),
    family(
      'resources',
      'gauge',
      'Sized resources by finding.',
      findings.map(({ finding, count }) => [{ finding }, count]),
    ),
  ]
}

function resourceFamilies(nearLimits: readonly NearLimit[], nowMs: EpochMs): MetricFamily[] {
  const of = (value: (near: NearLimit) => number | null): Pair[] =>
    nearLimits.map((near) => {
      const { accountId, resourceClass, dimension, id, name, team = '' } = near
      const labels = { account: accountId, class: resourceClass, dimension, id, name: label(name) }
      return [{ ...labels, team: label(team) }, value(near)]
    })
  return [
    family(
      'resource_headroom_ratio',
      'gauge',
      'Free share of the binding dimension, of the 1,000 resources nearest their limit.',
      of(({ utilization }) => (utilization === null ? null : 1 - utilization)),
    ),
    family(
      'resource_days_to_saturation',
      'gauge',
      'Median days until the safe limit, of the same resources; none where later than 365 days.',
      of(({ saturationMs }) => (saturationMs === null ? null : Math.max(0, (saturationMs - nowMs) / dayMs))),
    ),
  ]
}
