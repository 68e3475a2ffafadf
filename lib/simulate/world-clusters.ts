import type { Tags } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'

/** A cluster of Aurora or DocumentDB; its instances are among the databases. */
export type WorldDbCluster = {
  readonly identifier: string
  /** `aurora-mysql`, `aurora-postgresql` or `docdb`. */
  readonly engine: string
  readonly engineVersion: string
  /** `aurora` or `aurora-iopt1`; of DocumentDB `standard` or `iopt1`. */
  readonly storageType: string
  readonly writerId: string
  /** Writer first. */
  readonly memberIds: readonly string[]
  readonly minAcu?: number
  readonly maxAcu?: number
  readonly zones: readonly string[]
  readonly createdMs: EpochMs
  readonly maintenanceWindow: string
  readonly tags: Tags
}

export type WorldRedshiftCluster = {
  readonly identifier: string
  readonly nodeType: string
  readonly nodes: number
  /** Of all nodes; RA3 nodes hold what their managed storage allows. */
  readonly storageGib: number
  readonly version: string
  readonly zone: string
  readonly createdMs: EpochMs
  readonly maintenanceWindow: string
  readonly tags: Tags
}
