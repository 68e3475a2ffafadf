import type { JudgedSize } from './risk-seed.ts'
import type { Figures } from './run.ts'

/** Bins of the promised chance that are judged; what lies outside is counted and shown beside them. */
export const binEdges = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5] as const

const rounded = (value: number) => Number(value.toFixed(4))
const share = (rows: readonly JudgedSize[], is: (row: JudgedSize) => boolean) =>
  rounded(rows.filter(is).length / Math.max(1, rows.length))

/** Promised and observed chance of the sizes between two promised ones, and of how many resources they are. */
export function binOf(judged: readonly JudgedSize[], from: number, to: number): Figures {
  const rows = judged.filter(({ promised }) => promised >= from && promised < to)
  const mean = rows.reduce((sum, { promised }) => sum + promised, 0) / Math.max(1, rows.length)
  return {
    promised: rounded(mean),
    observed: share(rows, ({ breached }) => breached),
    n: rows.length,
    resources: new Set(rows.map(({ seed, resource }) => `${seed}/${resource}`)).size,
  }
}

/** Calibration by bins, what became of the recommended sizes, and the sizes that were a surprise. */
export function riskScores(judged: readonly JudgedSize[]): Figures {
  const bins = binEdges.slice(1).map((to, i) => binOf(judged, binEdges[i] as number, to))
  const recommended = judged.filter(({ role }) => role === 'recommended')
  const surprises = judged.filter(({ promised, breached }) => promised < 0.01 && breached)
  return {
    sizes: judged.length,
    bins,
    below: binOf(judged, 0, binEdges[0]),
    above: binOf(judged, binEdges.at(-1) as number, 1.01),
    recommended: recommended.length,
    recommendedBreached: share(recommended, ({ breached }) => breached),
    silentDownsizes: recommended.filter(({ silent }) => silent).length,
    surprises: Object.fromEntries(
      [...Map.groupBy(surprises, ({ resource, by }) => `${resource} ${by.join(' ')}`)].map(([name, rows]) => [
        name,
        rows.length,
      ]),
    ),
  }
}
