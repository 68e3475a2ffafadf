import type { CostForecastGrouping } from '../model/cost-forecast.ts'
import type { EpochMs } from '../model/time.ts'
import type { CostPaths } from './cost-paths.ts'

/** Settled daily dollars of one account under one key: a service, a team (empty = untagged), a record type. */
export type CostCell = {
  readonly accountId: string
  readonly grouping: 'service' | 'team' | 'apart'
  readonly key: string
  readonly startMs: EpochMs
  readonly usd: Float64Array
}

export type CellPaths = { readonly cell: CostCell; readonly paths: CostPaths }

/** A group of cells and the paths of its sum. */
export type CostGroup = {
  readonly grouping: CostForecastGrouping
  readonly key: string
  readonly members: readonly CellPaths[]
}
