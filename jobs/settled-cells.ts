import { type CostCell, restatedDays } from '#lib/forecast/index.ts'
import { dayMs, dayStart, isoDay } from '#lib/model/time.ts'
import type { StoredCostCell } from '#lib/store/cost-forecasts.ts'

/**
 * Costs up to the last day that is settled: before the first that is still called estimated and younger than the days
 * that AWS restates. From the first day with a bill on.
 */
export function settledCells(cells: readonly StoredCostCell[], today: string): CostCell[] {
  const [first] = cells
  if (first === undefined) return []
  const usage = cells.filter(({ grouping }) => grouping === 'service')
  const open = new Set(usage.flatMap(({ estimated }) => [...estimated]))
  const isBilled = (i: number) => usage.some(({ usd }) => !Number.isNaN(usd[i]))
  const count = first.usd.length
  let from = 0
  while (from < count && !isBilled(from)) from++
  let to = from
  for (let i = from; i < count; i++) {
    const ms = first.startMs + i * dayMs
    const young = (dayStart(today) - ms) / dayMs < restatedDays
    if ((young && open.has(isoDay(ms))) || (young && !isBilled(i))) break
    to = i + 1
  }
  const startMs = first.startMs + from * dayMs
  return cells.map(({ estimated: _, ...cell }) => ({ ...cell, startMs, usd: cell.usd.slice(from, to) }))
}
