import type { Tags } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'

export type WorldEksCluster = {
  readonly name: string
  readonly version: string
  readonly createdMs: EpochMs
  /** EXTENDED keeps its version past standard support; STANDARD is upgraded by AWS. */
  readonly supportType: 'EXTENDED' | 'STANDARD'
  readonly autoMode: boolean
  readonly tags: Tags
}

export type WorldNodeGroup = {
  readonly cluster: string
  readonly name: string
  readonly version: string
  readonly capacityType: 'ON_DEMAND' | 'SPOT'
  readonly instanceTypes: readonly string[]
  readonly minSize: number
  readonly maxSize: number
  readonly desired: number
  /** Name of its Auto Scaling group. */
  readonly groupName: string
  readonly subnetIds: readonly string[]
  readonly createdMs: EpochMs
  readonly tags: Tags
}
