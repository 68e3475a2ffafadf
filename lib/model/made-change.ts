import type { CapacitySource } from './capacity.ts'
import type { ResourceClass } from './resource.ts'
import type { EpochMs } from './time.ts'

/** A change of capacity that someone made, and who. */
export type MadeChange = {
  readonly resourceId: string
  readonly name: string
  readonly resourceClass: ResourceClass
  readonly atMs: EpochMs
  /** As AWS names the caller. */
  readonly actor: string
  readonly source: CapacitySource
  readonly fromShape: string
  readonly fromCount: number
  readonly toShape: string
  readonly toCount: number
}
