import type { Dimension } from './capacity.ts'
import type { Abstention } from './forecast.ts'
import type { EpochMs } from './time.ts'

/**
 * The verdict. On screen: runs out, watch, oversized, right-sized, not sized, idle, no forecast. Not sized: a class
 * without a ladder of sizes that is far from its limits.
 */
export const findings = [
  'runs-out',
  'watch',
  'oversized',
  'right-sized',
  'not-sized',
  'idle',
  'abstained',
] as const
export type Finding = (typeof findings)[number]

export const excuseReasons = [
  'chance-above-policy',
  'does-not-survive-one-zone',
  'storage-never-shrinks',
  'history-too-short',
  'capacity-assumed',
  'dimension-unknown',
  'peak-not-seen',
  'working-set-unknown',
  'not-offered',
  'other-architecture',
  'burstable',
  'saving-too-small',
  'dearer',
  'previous-generation',
  'exempt',
  'paid-in-advance',
] as const
export type ExcuseReason = (typeof excuseReasons)[number]

/** Why an option was refused; `text` is a sentence with the number in it. */
export type Excuse = { readonly reason: ExcuseReason; readonly dimension?: Dimension; readonly text: string }

/** Risk of one dimension under one option. `null` = demand of this dimension is not known. */
export type DimensionRisk = {
  readonly dimension: Dimension
  readonly capacity: number
  readonly limit: number
  readonly chance: number | null
  readonly minutes: number | null
  /** Demand (p95, last 7 days) / capacity, in the option's own units. */
  readonly utilization: number | null
  /** Forecast of the same at the horizon: median and 80 % interval. */
  readonly utilizationAtHorizon: readonly [low: number, median: number, high: number] | null
}

export const efforts = ['none', 'low', 'medium', 'high'] as const
export type Effort = (typeof efforts)[number]

/** One size offered. `label` is what AWS writes: `db.m7g.4xlarge`, `c7g.4xlarge x 12`. */
export type Option = {
  readonly id: string
  readonly label: string
  readonly shape: string
  readonly count: number
  /** Facts that change with it, e.g. `{ storageGib: 2048 }`, `{ maximum: 72 }`. */
  readonly settings: Readonly<Record<string, number | string>>
  readonly arch: 'x86_64' | 'arm64'
  readonly vcpu: number
  readonly memoryGib: number
  readonly monthlyUsd: number
  /** Against the current option; negative saves. */
  readonly deltaMonthlyUsd: number
  /** Of a breach in any known dimension within the horizon. */
  readonly chance: number
  readonly expectedMinutes: number
  readonly dimensions: readonly DimensionRisk[]
  readonly effort: Effort
  readonly downtime: string
  readonly reversible: boolean
  readonly priceDerived: boolean
  /** No list price is known: `monthlyUsd` counts nothing. */
  readonly priceUnknown?: true
  readonly excuse?: Excuse
  readonly note: string
  /**
   * What is done: `Raising storage to 2,400 GiB`, or `Moving to the newer generation m7g.xlarge` where the size stays.
   * Absent = a move to a shape of another size.
   */
  readonly action?: string
  /** Same vCPU and GiB in another family: nothing is oversized, the family is dearer. */
  readonly sameSize?: true
  /** The demand was cut off at the present size: `chance` holds for what was measured, and the need is above that. */
  readonly chanceUnderstated?: true
}

/**
 * Why a resource is on watch: its safe limit comes near, a breach is likelier than accepted, or a lost zone is
 * not survived.
 */
export const watchReasons = ['safe-limit', 'breach', 'zone-loss'] as const
export type WatchReason = (typeof watchReasons)[number]

/** One sentence of the reasoning, in reading order. */
export type EvidenceItem = { readonly title: string; readonly text: string }

export type Recommendation = {
  readonly resourceId: string
  readonly asOfMs: EpochMs
  readonly finding: Finding
  /** The dimension that decides the size; absent when nothing is known. */
  readonly bindingDimension?: Dimension
  readonly unknownDimensions: readonly Dimension[]
  readonly horizonDays: number
  readonly acceptedRisk: number
  readonly current?: Option
  /** Absent = keep. */
  readonly recommended?: Option
  /** Current, recommended and the others worth showing, cheapest first. */
  readonly options: readonly Option[]
  /** How many more shapes were refused, by reason. */
  readonly refusedCounts: Readonly<Partial<Record<ExcuseReason, number>>>
  /** Saturation of the binding dimension at the current size, in days from `asOf`. */
  readonly chanceByHorizon: number | null
  readonly medianDays: number | null
  readonly lowDays: number | null
  readonly highDays: number | null
  /**
   * 10 % quantile of saturation - lead time, or of the breach - lead time where that asks for the change and is
   * earlier; never before `asOfMs`. Absent = nothing to decide.
   */
  readonly decideByMs?: EpochMs
  /** Days that the change takes, which are off `decideByMs`. */
  readonly leadDays?: number
  /** How `decideByMs` came about: `14 Jan less 56 days for delivery`. */
  readonly decideByText?: string
  /** Chance that put it on watch, of what, and by which rule; only where the finding is `watch`. */
  readonly watchChance?: number
  readonly watchReason?: WatchReason
  readonly watchDimension?: Dimension
  /** No size holds and a setting does: what to do, `Raise max_connections, or pool connections`. */
  readonly remedy?: string
  /** What is measured tells nothing of the need (memory held ahead of use): what is known instead, in a sentence. */
  readonly needUnknown?: string
  /** A change that can wait and should: `Not before 28 Nov: ...`. */
  readonly notBefore?: string
  readonly evidence: readonly EvidenceItem[]
  readonly abstention?: Abstention
}
