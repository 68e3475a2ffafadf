import type { Dimension } from './capacity.ts'
import type { ResourceClass } from './resource.ts'
import type { EpochMs } from './time.ts'

/** Which of the last whole UTC days have samples, by dimension of every resource. */
export type DayCoverage = {
  readonly startMs: EpochMs
  readonly days: number
  readonly classes: readonly {
    readonly resourceClass: ResourceClass
    readonly series: readonly {
      readonly resourceId: string
      readonly name: string
      readonly dimension: Dimension
      /** One a day from `startMs`; `null` = the resource was not there yet, or not for the whole day. */
      readonly observed: readonly (boolean | null)[]
    }[]
  }[]
}
