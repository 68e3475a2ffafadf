import { dimensionUnits } from '#lib/model/capacity.ts'
import type { FleetRow } from '#lib/model/fleet.ts'
import { dayMs, type EpochMs, isoDay } from '#lib/model/time.ts'
import { chanceAfterValue } from './chance-after.ts'
import { type CsvCell, csv } from './csv.ts'
import type { FleetQuery } from './filters.ts'
import { findingOf } from './fleet.ts'
import { orderedRows } from './resources.ts'

const dotCount = 20
const header = [
  'id',
  'name',
  'arn',
  'class',
  'account',
  'account_id',
  'region',
  'team',
  'service_tier',
  'size',
  'members',
  'finding',
  'abstention',
  'limited_by',
  'unit',
  'used_share_p95_7d',
  'safe_limit_share',
  'horizon_days',
  'chance_by_horizon',
  'runs_out_q10',
  'runs_out_q50',
  'runs_out_q90',
  'decide_by',
  'usd_per_month',
  'change_to',
  'change_usd_per_month',
  'chance_after',
  'expected_minutes_after',
  'effort',
  'as_of',
  ...Array.from({ length: dotCount }, (_, i) => `runs_out_q${((i + 0.5) * 100) / dotCount}`),
]

/** Every row that the table's filter lists, in its order: raw numbers, ISO dates, the 20 quantiles as columns. */
export function resourcesCsv(rows: readonly FleetRow[], query: FleetQuery): string {
  const lines = orderedRows(rows, query).map(toCells)
  return csv(
    header,
    lines.map((cells) => [...cells, ...Array<null>(header.length - cells.length).fill(null)]),
  )
}

function toCells(row: FleetRow): readonly CsvCell[] {
  const { resource } = row
  return [
    resource.id,
    resource.name,
    resource.arn,
    resource.resourceClass,
    row.accountName,
    resource.accountId,
    resource.region,
    resource.team,
    resource.serviceTier,
    resource.shape,
    resource.count,
    ...verdictCells(row),
  ]
}

function verdictCells(row: FleetRow): readonly CsvCell[] {
  const { recommendation } = row
  if (!recommendation) return ['abstained', 'not decided yet']
  const { asOfMs, bindingDimension, recommended } = recommendation
  const date = (days: number | null) => runsOutDay(days, asOfMs)
  return [
    findingOf(row),
    recommendation.abstention?.reason,
    bindingDimension,
    bindingDimension && dimensionUnits[bindingDimension],
    recommendation.utilization,
    recommendation.limit,
    recommendation.horizonDays,
    recommendation.chanceByHorizon,
    date(recommendation.lowDays),
    date(recommendation.medianDays),
    date(recommendation.highDays),
    recommendation.decideByMs === undefined ? null : isoDay(recommendation.decideByMs),
    recommendation.current?.priceUnknown ? undefined : recommendation.current?.monthlyUsd,
    recommended?.label,
    recommended?.deltaMonthlyUsd,
    recommended && chanceAfterValue(recommended),
    recommended?.expectedMinutes,
    recommended?.effort,
    new Date(asOfMs).toISOString(),
    ...recommendation.saturationDays.map(date),
  ]
}

/** The day, or empty when it is later than the forecast reaches. */
function runsOutDay(days: number | null, asOfMs: EpochMs): string | null {
  return days === null ? null : isoDay(asOfMs + days * dayMs)
}
