import type { TrackRow } from '#lib/model/track-record.ts'
import { count, minus, percent } from './format.ts'

/** Scores of a group of forecasts, pooled over their days. */
export type Pooled = {
  readonly days: number
  readonly share80: number
  readonly share90: number
  /** Median over forecasts, weighted by days; `null` where no naive forecast ever erred. */
  readonly mase: number | null
  readonly bias: number
}

/**
 * Coverage and bias over all days. MASE as the median: of a count that hardly ever moves the naive forecast hardly ever
 * errs, and a mean would tell of it alone.
 */
export function pool(rows: readonly TrackRow[]): Pooled | undefined {
  const sum = { days: 0, inside80: 0, inside90: 0, bias: 0 }
  for (const { days, inside80, inside90, bias } of rows) {
    sum.days += days
    sum.inside80 += inside80
    sum.inside90 += inside90
    sum.bias += bias * days
  }
  const { days } = sum
  if (days === 0) return undefined
  return {
    days,
    share80: sum.inside80 / days,
    share90: sum.inside90 / days,
    mase: medianError(rows),
    bias: sum.bias / days,
  }
}

function medianError(rows: readonly TrackRow[]): number | null {
  const known = rows
    .flatMap(({ mase, days }) => (mase === null ? [] : [{ mase, days }]))
    .sort((a, b) => a.mase - b.mase)
  let left = known.reduce((sum, { days }) => sum + days, 0) / 2
  for (const { mase, days } of known) {
    left -= days
    if (left <= 0) return mase
  }
  return null
}

/** One line of a table of scores, as text. */
export type ScoreCells = {
  readonly label: string
  readonly days: string
  readonly inside80: string
  readonly inside90: string
  readonly mase: string
  readonly bias: string
}

/** `+3%` = forecast too high. */
export function biasText(bias: number): string {
  const text = percent(Math.abs(bias))
  return text === '0%' ? text : `${bias < 0 ? minus : '+'}${text}`
}

export function cellsOf(label: string, pooled: Pooled): ScoreCells {
  return {
    label,
    days: count(pooled.days),
    inside80: percent(pooled.share80),
    inside90: percent(pooled.share90),
    mase: pooled.mase === null ? 'no scale' : pooled.mase.toFixed(2),
    bias: biasText(pooled.bias),
  }
}

/** A line for every group, the one with most days first. */
export function cellsBy(rows: readonly TrackRow[], labelOf: (row: TrackRow) => string): ScoreCells[] {
  return [...Map.groupBy(rows, labelOf)]
    .flatMap(([label, own]) => {
      const pooled = pool(own)
      return pooled === undefined ? [] : [{ label, pooled }]
    })
    .sort((a, b) => b.pooled.days - a.pooled.days || a.label.localeCompare(b.label))
    .map(({ label, pooled }) => cellsOf(label, pooled))
}
