import type { FleetRow, RecommendationSummary } from '#lib/model/fleet.ts'
import type { Finding } from '#lib/model/recommendation.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'

/** A row that has been decided or abstained on. */
export type DecidedRow = FleetRow & { readonly recommendation: RecommendationSummary }

export function isDecided(row: FleetRow): row is DecidedRow {
  return row.recommendation !== undefined
}

/** The verdict; a row that waits for its first run counts as without forecast. */
export function findingOf(row: FleetRow): Finding {
  return row.recommendation?.finding ?? 'abstained'
}

/** Change in list price a month of what is recommended; 0 = keep. */
export function deltaOf(row: FleetRow): number {
  return row.recommendation?.recommended?.deltaMonthlyUsd ?? 0
}

/** List price a month of the present size; absent when it is not known. */
export function monthlyUsdOf(row: FleetRow): number | undefined {
  const current = row.recommendation?.current
  return current?.priceUnknown ? undefined : current?.monthlyUsd
}

/** Changes that cost less than the present size, by at least half a dollar. */
export function isSaving(row: FleetRow): boolean {
  return deltaOf(row) <= -0.5
}

/** Changes that cost more, in two parts that add up: of what runs out, and of the rest. */
export function upsizesOf<Row extends FleetRow>(
  rows: readonly Row[],
): { readonly safety: readonly Row[]; readonly other: readonly Row[] } {
  const costing = rows.filter((row) => deltaOf(row) >= 0.5)
  const runsOut = (row: Row) => findingOf(row) === 'runs-out'
  return { safety: costing.filter(runsOut), other: costing.filter((row) => !runsOut(row)) }
}

/** Present, or median, use in percent of capacity, scaled so that 80 is the row's safe limit. */
export function scaledUse({ recommendation }: FleetRow): number | undefined {
  const { utilization, limit } = recommendation ?? {}
  if (utilization === null || utilization === undefined || !limit) return undefined
  return (utilization / limit) * 80
}

/** Newest "as of" of the rows, or `nowMs` when nothing was decided yet. */
export function newestAsOf(rows: readonly FleetRow[], nowMs: EpochMs): EpochMs {
  const instants = rows.filter(isDecided).map(({ recommendation }) => recommendation.asOfMs)
  return instants.length > 0 ? instants.reduce((a, b) => Math.max(a, b)) : nowMs
}

/** Days from a row's own "as of" as days from `asOfMs`, so that rows share one axis; never negative. */
export function shiftDays(days: number | null, rowAsOfMs: EpochMs, asOfMs: EpochMs): number | null {
  return days === null ? null : Math.max(0, days - (asOfMs - rowAsOfMs) / dayMs)
}

/** Highest chance first (as displayed, whole percent), then the earliest, then the dearest, then by name. */
export function byRiskThenMoney(a: FleetRow, b: FleetRow): number {
  const chanceOf = (row: FleetRow) => Math.round(100 * (row.recommendation?.chanceByHorizon ?? -1))
  const medianOf = (row: FleetRow) => row.recommendation?.medianDays ?? Number.MAX_VALUE
  return (
    chanceOf(b) - chanceOf(a) ||
    medianOf(a) - medianOf(b) ||
    (monthlyUsdOf(b) ?? 0) - (monthlyUsdOf(a) ?? 0) ||
    a.resource.name.localeCompare(b.resource.name, 'en')
  )
}

/** All of the distribution lies today: the resource is above its safe limit already. */
export function isAboveNow({ medianDays, highDays }: RecommendationSummary): boolean {
  return medianDays === 0 && highDays === 0
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0)
}
