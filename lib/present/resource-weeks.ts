import { dayMs, isoDay } from '#lib/model/time.ts'
import type { ChartParts } from './resource-chart.ts'
import { historyDays } from './resource-series.ts'

/** A week of the chart as text: measured, or forecast with its 80 % interval. Values carry their unit. */
export type WeekRow = {
  readonly day: string
  readonly measured: string
  readonly low: string
  readonly median: string
  readonly high: string
}

/** As many decimals as the capacity deserves, the same for every row of the table. */
function fixed(capacity: number | null): (value: number) => string {
  const digits = capacity === null || capacity < 20 ? 2 : capacity < 200 ? 1 : 0
  const format = new Intl.NumberFormat('en-US', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
  return (value) => format.format(value)
}

/** The chart as a table: one row a week, oldest first, in units of demand. */
export function weekRows(parts: ChartParts): readonly WeekRow[] {
  const { series } = parts
  const amount = fixed(parts.capacity)
  const empty = { measured: '', low: '', median: '', high: '' }
  const rows: WeekRow[] = []
  for (let i = historyDays % 7; i < historyDays; i += 7) {
    const value = series.smooth[i] ?? null
    const measured = value === null ? 'no data' : amount(value)
    rows.push({ ...empty, day: isoDay(series.startMs + i * dayMs), measured })
  }
  const { levels } = series
  for (let i = 0; levels && i < levels.median.length; i += 7) {
    const at = (values: readonly number[]) => amount(values[i] ?? Number.NaN)
    const quantiles = { low: at(levels.q10), median: at(levels.median), high: at(levels.q90) }
    rows.push({ ...empty, ...quantiles, day: isoDay(levels.startMs + i * dayMs) })
  }
  return rows
}
