import { median } from '#lib/stats/robust.ts'
import type { TaskResult, TaskScore } from './forecast-task.ts'
import type { Figures } from './run.ts'

/** Losses of R's seasonal naive on one task: mean absolute error and twice the mean pinball loss. */
export type Reference = { readonly mae: number; readonly pb: number }
/** By task key and horizon: `near` the first 24 steps, `all` the whole horizon. */
export type References = ReadonlyMap<string, { readonly near?: Reference; readonly all?: Reference }>

export type Naive2 = { readonly sMAPE: number; readonly MASE: number }

const ratioLimits = { low: 0.01, high: 100 }

export type Scored = TaskResult & { readonly all: TaskScore }

export function isScored(result: TaskResult): result is Scored {
  return result.all !== undefined
}

function ratioOf(own: number, other: number): number {
  if (own === 0 && other === 0) return 1
  return Math.min(ratioLimits.high, Math.max(ratioLimits.low, own / other))
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const geometricMean = (values: readonly number[]) => Math.exp(mean(values.map(Math.log)))
const round = (value: number, digits = 4) => Math.round(value * 10 ** digits) / 10 ** digits

/** The scores of one set at one horizon; shares are of points, ratios and MASE of tasks. */
export function setScores(
  results: readonly TaskResult[],
  horizon: 'near' | 'all',
  references: References,
): Figures {
  const rows = results.flatMap((result) => {
    const score = result[horizon]
    return score !== undefined && score.points > 0 ? [{ result, score }] : []
  })
  const compared = rows.flatMap(({ result, score }) => {
    const reference = references.get(result.key)?.[horizon]
    return reference ? [{ score, reference }] : []
  })
  const points = rows.reduce((sum, { score }) => sum + score.points, 0)
  const covered = (i: 0 | 1 | 2 | 3) =>
    round(rows.reduce((sum, { score }) => sum + score.below[i], 0) / points)
  return {
    gmRelSQL: round(
      geometricMean(
        compared.map(({ score, reference }) => ratioOf(score.pinball / score.points, reference.pb)),
      ),
    ),
    gmRelMAE: round(
      geometricMean(
        compared.map(({ score, reference }) => ratioOf(score.absolute / score.points, reference.mae)),
      ),
    ),
    MASE: round(mean(rows.map(({ result, score }) => score.absolute / score.points / result.scale))),
    cov50: covered(0),
    cov90: covered(1),
    cov95: covered(2),
    cov99: covered(3),
    msPerTask: round(median(results.map(({ cpuMs }) => cpuMs)), 2),
    n: rows.length,
    failed: results.filter((result) => !isScored(result)).length,
  }
}

/** Geometric mean of the loss, mean of the coverages, over all rows of the sets. */
export function overallScores(rows: readonly Figures[]): Figures {
  const of = (name: string) => rows.map((row) => row[name] as number)
  return {
    gmRelSQL: round(geometricMean(of('gmRelSQL'))),
    cov90: round(mean(of('cov90'))),
    cov95: round(mean(of('cov95'))),
    cov99: round(mean(of('cov99'))),
  }
}

/** Scores of the M4 competition: means over the horizon, then over series; OWA against the group's Naive2. */
export function m4Scores(results: readonly TaskResult[], naive2: Naive2): Figures {
  const rows = results.filter(isScored)
  const each = (value: (score: TaskScore, scale: number) => number) =>
    mean(rows.map(({ all, scale }) => value(all, scale)))
  const sMAPE = each((score) => score.symmetric / score.points)
  const MASE = each((score, scale) => score.absolute / score.points / scale)
  return {
    OWA: round((sMAPE / naive2.sMAPE + MASE / naive2.MASE) / 2),
    sMAPE: round(sMAPE),
    MASE: round(MASE),
    central90: round(each((score) => score.central[0] / score.points)),
    central95: round(each((score) => score.central[1] / score.points)),
    msPerTask: round(median(rows.map(({ cpuMs }) => cpuMs)), 2),
    n: rows.length,
    failed: results.length - rows.length,
  }
}
