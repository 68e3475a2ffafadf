import { dayMs, type EpochMs } from '#lib/model/time.ts'
import { chance, number, percent, percentRange, weekdayDay } from './format.ts'
import type { ChartParts } from './resource-chart.ts'
import type { Levels } from './resource-series.ts'

/** What the pointer finds at one day: where the mark stands and what the tooltip says, in its order. */
export type HoverPoint = {
  readonly ms: EpochMs
  /** In drawn values, as the fan has them. */
  readonly value: number
  readonly title: string
  readonly lines: readonly (readonly [term: string, text: string])[]
}

/** Probability levels that `Levels` keeps, ascending. */
const kept = [
  ['q025', 0.025],
  ['q10', 0.1],
  ['q25', 0.25],
  ['median', 0.5],
  ['q75', 0.75],
  ['q90', 0.9],
  ['q975', 0.975],
] as const

/**
 * Chance that the value of that day is above `limit`, linear between the kept levels; beyond the outermost levels
 * only that it is less than 2.5 %, or more than 97.5 %.
 */
export function chanceAbove(levels: Levels, day: number, limit: number): string {
  const points = kept.map(([name, level]) => ({ level, value: levels[name][day] ?? Number.NaN }))
  const upper = points.findIndex((point) => point.value > limit)
  if (upper < 0) return '<3%'
  const [below, above] = [points[upper - 1], points[upper]]
  if (!below || !above) return '>97%'
  const share = (limit - below.value) / (above.value - below.value)
  return chance(1 - (below.level + share * (above.level - below.level)))
}

function measuredPoints({ series, scale }: ChartParts, text: (value: number) => string): HoverPoint[] {
  return series.smooth.flatMap((value, i) => {
    const ms = series.startMs + (i + 0.5) * dayMs
    const daily = series.daily[i] ?? null
    if (value === null || daily === null) return []
    const lines = [['Measured', text(value)] as const, ['That day', text(daily)] as const]
    return [{ ms, value: value * scale, title: weekdayDay(ms), lines }]
  })
}

function forecastPoints(parts: ChartParts, levels: Levels, text: (value: number) => string): HoverPoint[] {
  const { capacity, limit, scale } = parts
  return levels.median.map((median, i) => {
    const [low, high] = [levels.q10[i] ?? median, levels.q90[i] ?? median]
    const interval = capacity
      ? percentRange(low / capacity, high / capacity)
      : `${number(low)}\u2013${number(high)}`
    const above = limit === null ? [] : ([[`Above ${text(limit)}`, chanceAbove(levels, i, limit)]] as const)
    const ms = levels.startMs + (i + 0.5) * dayMs
    const lines = [['Median', text(median)] as const, ['80% interval', interval] as const, ...above]
    return { ms, value: median * scale, title: weekdayDay(ms), lines }
  })
}

/** One point a day for the pointer and the arrow keys: measured days, then the forecast; at most 300. */
export function hoverPoints(parts: ChartParts): readonly HoverPoint[] {
  const { capacity, series } = parts
  const text = (value: number) => (capacity ? percent(value / capacity) : number(value))
  const ahead = series.levels ? forecastPoints(parts, series.levels, text) : []
  return [...measuredPoints(parts, text), ...ahead]
}
