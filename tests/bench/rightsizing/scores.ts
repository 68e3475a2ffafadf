import type { Figures } from '../run.ts'
import type { OursRow } from './worker.ts'

/** One policy over all decisions. */
export type Point = {
  readonly policy: string
  readonly costUsd: number
  readonly badShare: number
  readonly lostWork: number
}

type Row = { readonly costUsd: number; readonly bad: boolean; readonly lostWork: number }

export function pointOf(policy: string, rows: readonly Row[]): Point {
  const sum = (of: (row: Row) => number) => rows.reduce((total, row) => total + of(row), 0)
  return {
    policy,
    costUsd: sum(({ costUsd }) => costUsd),
    badShare: sum(({ bad }) => Number(bad)) / rows.length,
    lostWork: sum(({ lostWork }) => lostWork) / rows.length,
  }
}

function cheapest(points: readonly Point[], badShareMax: number): Point | undefined {
  return points.filter(({ badShare }) => badShare <= badShareMax).sort((a, b) => a.costUsd - b.costUsd)[0]
}

/** Accepted shares of bad decisions at which the fronts are compared. */
const comparedAt = [0.02, 0.03]

/**
 * Share of the distance from the best percentile rule to foresight that we close, at the same share of bad decisions;
 * ours counts only where no more work is lost. `NaN` where a front does not reach so low.
 */
export function gapClosed(ours: readonly Point[], sweep: readonly Point[], foresight: Point): number {
  let [sweepUsd, oursUsd] = [0, 0]
  for (const share of comparedAt) {
    const line = cheapest(sweep, share)
    if (line === undefined) return Number.NaN
    const counted = ours.filter(({ lostWork }) => lostWork <= line.lostWork)
    const mine = cheapest(counted, share)
    if (mine === undefined) return Number.NaN
    sweepUsd += line.costUsd / comparedAt.length
    oursUsd += mine.costUsd / comparedAt.length
  }
  return (sweepUsd - oursUsd) / (sweepUsd - foresight.costUsd)
}

const bins = 10
const [promisedMin, promisedMax] = [0.02, 0.98]

export type Calibration = {
  readonly bias: number
  readonly error: number
  readonly bins: readonly { readonly promised: number; readonly observed: number; readonly n: number }[]
}

/**
 * Promised against observed, over every option shown with a promised chance of 2 to 98 %; error weighted by count.
 * Observed is what is bad by the protocol, or a breach by the product's own definition.
 */
export function calibrationOf(rows: readonly OursRow[], observed: 'bad' | 'breach'): Calibration {
  const shown = rows
    .flatMap((row) =>
      row.shown.map(([chance, bad, breach]) => [chance, observed === 'bad' ? bad : breach] as const),
    )
    .filter(([chance]) => chance >= promisedMin && chance <= promisedMax)
  const made = Array.from({ length: bins }, (_, bin) => {
    const inside = shown.filter(([chance]) => Math.min(bins - 1, Math.floor(chance * bins)) === bin)
    const n = inside.length
    return {
      n,
      promised: n === 0 ? 0 : inside.reduce((sum, [chance]) => sum + chance, 0) / n,
      observed: n === 0 ? 0 : inside.filter(([, bad]) => bad).length / n,
    }
  })
  const total = shown.length
  const weighted = (of: (bin: (typeof made)[number]) => number) =>
    made.reduce((sum, bin) => sum + bin.n * of(bin), 0) / total
  return {
    bias: weighted(({ promised, observed }) => promised - observed),
    error: weighted(({ promised, observed }) => Math.abs(promised - observed)),
    bins: made,
  }
}

/** Points as figures by their policy. */
export function pointFigures(points: readonly Point[]): Figures {
  return Object.fromEntries(
    points.map(({ policy, costUsd, badShare, lostWork }) => [policy, { costUsd, badShare, lostWork }]),
  )
}
