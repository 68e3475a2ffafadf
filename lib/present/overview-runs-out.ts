import type { ResourceClass } from '#lib/model/resource.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { changeTo, decideBy } from './change-cell.ts'
import { byRiskThenMoney, type DecidedRow, findingOf, isAboveNow, isDecided, shiftDays } from './fleet.ts'
import { chance, chanceWord, dateOrAfter, dateRange, day, dayWithYear, percent, usdDelta } from './format.ts'
import type { OverviewFacts } from './overview-facts.ts'
import { pressedDimension } from './pressure.ts'
import { dimensionWords } from './words.ts'

/** One row: the dots in days from the table's `asOf`, and the cells beside them. */
export type RunsOutRow = {
  readonly id: string
  readonly name: string
  readonly resourceClass: ResourceClass
  /** `CPU 68 of 80%`, and the team if it has one. */
  readonly limitedBy: string
  readonly team?: string
  readonly dots: {
    readonly days: readonly (number | null)[]
    readonly lowDays: number | null
    readonly medianDays: number | null
    readonly highDays: number | null
    readonly label: string
  }
  readonly chance: string
  readonly chanceWord: string
  readonly median: string
  readonly interval: string
  readonly decideBy: string
  readonly late: boolean
  readonly changeTo: string
  readonly changeUsd: string
  readonly saves: boolean
}

export type RunsOutView = {
  readonly axis: { readonly asOfMs: EpochMs; readonly horizonDays: number; readonly axisDays: number }
  readonly horizonLabel: string
  readonly axisLabel: string
  readonly horizonDate: string
  /** Rows with the finding "runs out"; without any, the nearest on watch, and `empty` says so. */
  readonly rows: readonly RunsOutRow[]
  readonly empty?: string
  readonly hiddenCount: number
  readonly watchCount: number
}

const rowsShown = 8
const watchShown = 3

/** The list of what runs out, each with its distribution on one time axis of twice the horizon. */
export function presentRunsOut(facts: OverviewFacts): RunsOutView {
  const { asOfMs, horizonMs, policyHorizonDays, nowMs } = facts
  const decided = facts.rows.filter(isDecided)
  const risky = decided.filter((row) => findingOf(row) === 'runs-out').sort(byRiskThenMoney)
  const watched = decided.filter((row) => findingOf(row) === 'watch').sort(byRiskThenMoney)
  const shown = risky.length > 0 ? risky.slice(0, rowsShown) : watched.slice(0, watchShown)
  const axis = { asOfMs, horizonDays: policyHorizonDays, axisDays: 2 * policyHorizonDays }
  const horizonDate = day(horizonMs, nowMs)
  return {
    axis,
    horizonLabel: `${policyHorizonDays} days · ${horizonDate}`,
    axisLabel: `Time axis, ${dayWithYear(asOfMs)} to ${dayWithYear(asOfMs + axis.axisDays * dayMs)}`,
    horizonDate,
    rows: shown.map((row) => runsOutRow(row, facts)),
    empty: risky.length > 0 ? undefined : emptyText(watched[0], horizonDate),
    hiddenCount: Math.max(0, risky.length - rowsShown),
    watchCount: watched.length,
  }
}

function emptyText(closest: DecidedRow | undefined, horizonDate: string): string {
  const nothing = `Nothing is likely to run out by ${horizonDate}.`
  const risk = closest?.recommendation.chanceByHorizon
  return typeof risk === 'number' ? `${nothing} These are the nearest.` : nothing
}

/** One row of a list of what runs out; days count from `asOfMs` of the list. */
export function runsOutRow(
  row: DecidedRow,
  { asOfMs, policyHorizonDays, nowMs }: Pick<OverviewFacts, 'asOfMs' | 'policyHorizonDays' | 'nowMs'>,
): RunsOutRow {
  const { resource, recommendation } = row
  const axis = { asOfMs: recommendation.asOfMs, axisDays: 2 * policyHorizonDays, nowMs }
  const shift = (days: number | null) => shiftDays(days, recommendation.asOfMs, asOfMs)
  const probability = recommendation.chanceByHorizon ?? 0
  const above = isAboveNow(recommendation)
  const median = above ? 'above now' : dateOrAfter(recommendation.medianDays, axis)
  const { recommended } = recommendation
  return {
    id: resource.id,
    name: resource.name,
    resourceClass: resource.resourceClass,
    limitedBy: limitedBy(row),
    team: resource.team,
    dots: {
      days: recommendation.saturationDays.map(shift),
      lowDays: shift(recommendation.lowDays),
      medianDays: shift(recommendation.medianDays),
      highDays: shift(recommendation.highDays),
      label: above
        ? `${resource.name} is above its safe limit now`
        : `${resource.name}: ${chance(probability)} chance of running out within ${policyHorizonDays} days, median ${median}`,
    },
    chance: chance(probability),
    chanceWord: chanceWord(probability),
    median,
    interval: above ? '' : dateRange(recommendation.lowDays, recommendation.highDays, axis),
    decideBy: decideBy(recommendation, nowMs).text,
    late: decideBy(recommendation, nowMs).late,
    changeTo: changeTo(recommendation),
    changeUsd: recommended ? changeText(recommended.deltaMonthlyUsd) : 'see why',
    saves: (recommended?.deltaMonthlyUsd ?? 0) <= -0.5,
  }
}

function changeText(deltaUsd: number): string {
  const delta = usdDelta(deltaUsd)
  return delta === '–' ? 'no cost change' : `${delta}/mo`
}

/** `CPU 68 of 80%`: what decides, its use and its safe limit in percent of capacity. */
export function limitedBy({ recommendation }: DecidedRow): string {
  const { bindingDimension, utilization, limit } = recommendation
  if (!bindingDimension) return ''
  const word = dimensionWords[bindingDimension]
  if (utilization === null || limit === null) return word
  const pressed = pressedDimension(recommendation)
  if (pressed === 'cpu') return `${word} ${percent(utilization)}, at baseline`
  if (pressed === 'memory') return `${word} ${percent(utilization)}, swapping`
  return `${word} ${percent(utilization).slice(0, -1)} of ${percent(limit)}`
}
