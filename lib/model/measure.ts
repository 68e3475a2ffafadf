import type { Dimension } from './capacity.ts'
import type { Statistic } from './series.ts'

/**
 * How samples of a class become demand in absolute units. Data, interpreted by `lib/forecast/demand.ts`.
 * `metrics` are keys of the class's metric definitions. Statistics: the first is read as the mean of a period,
 * `peak` as its maximum.
 *
 * - `percent`: demand = capacity at that time x value / 100
 * - `percent-of-members`: demand = members at that time (another metric) x member capacity x value / 100
 * - `free`: demand = capacity at that time - value x scale
 * - `rate`: demand = sum (or, where limits are separate per direction, maximum) over metrics of
 *   (value / period seconds) x scale
 * - `absolute`: demand = sum over metrics of value x scale, summed over members
 * - `worst-member`: the fullest member decides: demand = capacity at that time x the largest share used over the
 *   members; a share is value x scale / 100 (`percent`), value x scale / member capacity (`amount`) or 1 - value x
 *   scale / member capacity (`free`). Metrics of `plus` are added to `metric`, member by member; one named twice
 *   counts twice
 * - `count-above`: demand = number of members whose value is above `threshold`
 * - `mean-of-members`: where members come and go and the past ones' samples are not all known: demand = members at that
 *   time (another metric, else the timeline's count) x mean over the members seen of value x scale (`amount`) or of
 *   member capacity x value x scale / 100 (`percent`)
 * - `percent-of-running`: demand = members that ran x member capacity x value / 100. They are counted by `count`, the
 *   SampleCount of a 1-minute metric that each member sends (even old tiers tell it); without it, each member needs its
 *   own, and all that may run count. `over`: the percentage is summed over the member's units of that dimension
 */
export type Conversion =
  | { readonly kind: 'percent'; readonly metric: string }
  | { readonly kind: 'percent-of-members'; readonly metric: string; readonly members: string }
  | { readonly kind: 'free'; readonly metric: string; readonly scale: number }
  | {
      readonly kind: 'rate'
      readonly metrics: readonly string[]
      readonly scale: number
      readonly combine: 'sum' | 'max'
    }
  | { readonly kind: 'absolute'; readonly metrics: readonly string[]; readonly scale: number }
  | {
      readonly kind: 'worst-member'
      readonly metric: string
      readonly plus?: readonly string[]
      readonly of: 'percent' | 'amount' | 'free'
      readonly scale: number
    }
  | { readonly kind: 'count-above'; readonly metric: string; readonly threshold: number }
  | {
      readonly kind: 'mean-of-members'
      readonly metric: string
      readonly members?: string
      readonly of: 'percent' | 'amount'
      readonly scale: number
    }
  | {
      readonly kind: 'percent-of-running'
      readonly metric: string
      readonly count?: string
      readonly over?: 'cpu' | 'gpu'
    }

export type DimensionDefinition = {
  readonly dimension: Dimension
  /** Hard: one sample at capacity is a breach. Soft: more than 1 % of the samples of any 7 days above the limit. */
  readonly hard: boolean
  readonly conversion: Conversion
  /** Other sources of the same demand, in order: the first that has samples as new as the newest counts. */
  readonly otherwise?: readonly Conversion[]
  /** Demand can only grow with the data kept (storage); choose monotone models. */
  readonly monotone?: boolean
  /**
   * Demand fills whatever it is given (a database's page cache): nearness to capacity proves no need, and only
   * pressure signals (swap) do.
   */
  readonly elastic?: boolean
  /** Whole things (members, GPUs): step-like models. */
  readonly integral?: boolean
  /** Name of a fact: the dimension exists only for resources of which it is true. */
  readonly onlyWith?: string
  /** Name of a fact: the dimension is elastic for resources of which it is true (a cache that evicts). */
  readonly elasticWith?: string
}

export type MetricDefinition = {
  /** Unique inside the class: `cpu-utilization`. */
  readonly key: string
  readonly namespace: string
  readonly name: string
  /** Statistic that is read as the value of a period. */
  readonly mean: Statistic
  /** Statistic that is read as the worst moment of a period, if any. */
  readonly peak?: Statistic
  /** `resource`: one series; `member`: one per member, found by ListMetrics. */
  readonly per: 'resource' | 'member'
  readonly optional?: boolean
  /**
   * Name of a fact: no sample is sent for a period in which nothing was counted. While the fact is true, a period that
   * was asked for without an answer is zero, since the resource is there; where it is not true it stays a gap.
   */
  readonly silentWhile?: string
  /** Counts up since the start of a member: what was added between two samples is meant. */
  readonly counter?: boolean
}
