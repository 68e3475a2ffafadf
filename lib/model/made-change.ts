import type { CapacitySource } from './capacity.ts'
import type { ResourceClass } from './resource.ts'
import type { EpochMs } from './time.ts'

export type MadeSize = { readonly shape: string; readonly count: number }

/** A change of capacity that someone made, and who; without `from` the resource was made then. */
export type MadeChange = {
  readonly resourceId: string
  readonly name: string
  readonly resourceClass: ResourceClass
  readonly atMs: EpochMs
  /** As AWS names the caller. */
  readonly actor: string
  readonly source: CapacitySource
  readonly from?: MadeSize
  readonly to: MadeSize
}
