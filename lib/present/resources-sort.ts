import type { FleetRow } from '#lib/model/fleet.ts'
import type { FleetQuery, SortKey } from './filters.ts'
import { byRiskThenMoney, deltaOf, monthlyUsdOf } from './fleet.ts'
import { size } from './format.ts'

type Value = number | string | null | undefined

const values: Record<Exclude<SortKey, 'risk'>, (row: FleetRow) => Value> = {
  name: ({ resource }) => resource.name.toLowerCase(),
  team: ({ resource }) => resource.team?.toLowerCase(),
  size: ({ resource }) => size(resource.shape, resource.count),
  used: ({ recommendation }) => recommendation?.utilization,
  chance: ({ recommendation }) => recommendation?.chanceByHorizon,
  'runs-out': ({ recommendation }) => recommendation?.medianDays,
  decide: ({ recommendation }) => recommendation?.decideByMs,
  cost: monthlyUsdOf,
  change: (row) => (row.recommendation?.recommended ? deltaOf(row) : undefined),
  after: ({ recommendation }) => recommendation?.recommended?.chance,
}

/** Orders rows inside their group; what is not known comes last in both directions. */
export function sortRows(rows: readonly FleetRow[], { sort, descending }: FleetQuery): readonly FleetRow[] {
  if (sort === 'risk') return [...rows].sort(defaultOrder)
  const value = values[sort]
  const sign = descending ? -1 : 1
  return [...rows].sort((a, b) => compare(value(a), value(b), sign) || defaultOrder(a, b))
}

/** Risk, then what a change would bring or cost, then money. */
function defaultOrder(a: FleetRow, b: FleetRow): number {
  const bothCalm = [a, b].every((row) => (row.recommendation?.chanceByHorizon ?? 0) < 0.05)
  return bothCalm ? deltaOf(a) - deltaOf(b) || byRiskThenMoney(a, b) : byRiskThenMoney(a, b)
}

function compare(a: Value, b: Value, sign: number): number {
  const [unknownA, unknownB] = [a === null || a === undefined, b === null || b === undefined]
  if (unknownA || unknownB) return Number(unknownA) - Number(unknownB)
  if (typeof a === 'string' || typeof b === 'string') return sign * String(a).localeCompare(String(b), 'en')
  return sign * ((a ?? 0) - (b ?? 0))
}
