import type { MetricId, Statistic } from '#lib/model/series.ts'
import type { EpochMs, Range } from '#lib/model/time.ts'
import { ceilTo, floorTo } from '#lib/model/time.ts'

/** Limits of one GetMetricData call, and the statistics that AWS bills as one metric (API reference, price page). */
export const maxQueries = 500
export const maxValues = 100_800
export const statisticsPerBilledMetric = 5
/** Ranges up to here never cost a query its place in a call: 500 x 201 values. */
const freeSteps = Math.floor(maxValues / maxQueries)

/** One series to ask for: all its statistics over `range`. */
export type Ask = {
  readonly seriesId: number
  readonly metric: MetricId
  readonly statistics: readonly Statistic[]
  readonly range: Range
}

/** One GetMetricData call: every ask over the same `range`; each ask keeps its own, which lies inside. */
export type PackedCall = { readonly range: Range; readonly asks: readonly Ask[] }

/** Requests that AWS bills as metrics: distinct metrics, one more for every five statistics. */
export function billedMetrics(queries: unknown): number {
  if (!Array.isArray(queries)) return 0
  const counts = new Map<string, number>()
  for (const query of queries) {
    const stat = query?.MetricStat?.Metric
    if (!stat) continue
    const dimensions = (stat.Dimensions ?? []).map(
      (d: { Name?: string; Value?: string }) => `${d.Name}=${d.Value}`,
    )
    const key = `${stat.Namespace}|${stat.MetricName}|${dimensions.sort().join('|')}`
    counts.set(key, (counts.get(key) ?? 0) + 1)
  }
  let billed = 0
  for (const count of counts.values()) billed += Math.ceil(count / statisticsPerBilledMetric)
  return billed
}

/**
 * Packs asks into calls. By time first: a metric is billed per call and not per value, so its whole range goes into
 * one call if it fits at all; only then are other metrics added, up to 500 queries and 100,800 values. All statistics
 * of a metric stand in the same call. Ranges of very different length stay apart. A call's values are counted over its whole range, as AWS counts them.
 */
export function packCalls(asks: readonly Ask[], periodMs: number): PackedCall[] {
  const pieces = asks.flatMap((ask) => sliceAsk(ask, periodMs))
  pieces.sort((a, b) => a.range.fromMs - b.range.fromMs || a.range.toMs - b.range.toMs)
  const calls: PackedCall[] = []
  let open: { asks: Ask[]; queries: number; fromMs: EpochMs; toMs: EpochMs } | undefined
  const close = () => {
    if (open) calls.push({ range: { fromMs: open.fromMs, toMs: open.toMs }, asks: open.asks })
  }
  for (const piece of pieces) {
    const queries = (open?.queries ?? 0) + piece.statistics.length
    const fromMs = Math.min(open?.fromMs ?? piece.range.fromMs, piece.range.fromMs)
    const toMs = Math.max(open?.toMs ?? piece.range.toMs, piece.range.toMs)
    const steps = stepsOf({ fromMs, toMs }, periodMs)
    const alike = steps <= Math.max(freeSteps, 2 * stepsOf(piece.range, periodMs))
    if (open && alike && queries <= maxQueries && queries * steps <= maxValues) {
      open.asks.push(piece)
      Object.assign(open, { queries, fromMs, toMs })
      continue
    }
    close()
    open = { asks: [piece], queries: piece.statistics.length, ...piece.range }
  }
  close()
  return calls
}

/** Cuts a range that does not fit into one call into equal pieces; aligns it to the period. */
function sliceAsk(ask: Ask, periodMs: number): Ask[] {
  const fromMs = floorTo(ask.range.fromMs, periodMs)
  const toMs = ceilTo(ask.range.toMs, periodMs)
  const steps = (toMs - fromMs) / periodMs
  if (steps <= 0 || ask.statistics.length === 0) return []
  const count = Math.ceil((steps * ask.statistics.length) / maxValues)
  // Most asks are whole as they are: a hundred thousand of them are not copied.
  if (count === 1 && fromMs === ask.range.fromMs && toMs === ask.range.toMs) return [ask]
  const size = Math.ceil(steps / count)
  return Array.from({ length: Math.ceil(steps / size) }, (_, i) => ({
    ...ask,
    range: { fromMs: fromMs + i * size * periodMs, toMs: Math.min(toMs, fromMs + (i + 1) * size * periodMs) },
  }))
}

export function stepsOf(range: Range, periodMs: number): number {
  return Math.ceil((range.toMs - range.fromMs) / periodMs)
}
