import type { CostNote, CostSource, CostTie } from './cost.ts'
import type { Resource } from './resource.ts'
import type { Price } from './shape.ts'
import type { EpochMs } from './time.ts'

/** Usage of the bill in a window of days, and what of it is billed under an id that inventory knows. */
export type BilledUsage = {
  readonly accountId: string
  /** Empty where the source does not tell it together with the usage type. */
  readonly service: string
  /** Empty where the source does not tell it together with the service. */
  readonly usageType: string
  readonly usd: number
  /** Absent where the source knows no resources. */
  readonly matchedUsd?: number
}

/** What a usage type cost under one service in the whole organization. */
export type UsageService = { readonly usageType: string; readonly service: string; readonly usd: number }

/** Everything that the share of the bill that inventory explains is computed from. */
export type BillFacts = {
  /** Days `[fromMs, toMs)`. */
  readonly fromMs: EpochMs
  readonly toMs: EpochMs
  readonly services: readonly BilledUsage[]
  readonly usageTypes: readonly BilledUsage[]
  /** Empty where no source told; a usage type then is known by its name alone. */
  readonly usageServices: readonly UsageService[]
  readonly inventory: readonly {
    readonly resource: Resource
    readonly deletedMs?: EpochMs
    /** Some of it was billed under its own id. */
    readonly isMatched: boolean
    /** List price as the newest recommendation has it. */
    readonly monthlyUsd?: number
  }[]
  readonly prices: readonly Price[]
}

/** What the data page tells of cost. */
export type CostState = {
  readonly ties: readonly CostTie[]
  readonly notes: readonly CostNote[]
  readonly sources: readonly {
    readonly source: CostSource
    readonly fromDay: string
    readonly toDay: string
    readonly observedDay: string
  }[]
  /** Paid calls to Cost Explorer on the newest day with any. */
  readonly calls?: { readonly day: string; readonly calls: number }
}
