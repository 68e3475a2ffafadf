import type { Tags } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'

/** A SageMaker real-time endpoint with its production variants. */
export type WorldEndpoint = {
  readonly name: string
  readonly status: 'InService' | 'Updating' | 'Failed'
  readonly createdMs: EpochMs
  readonly modifiedMs: EpochMs
  readonly variants: readonly {
    readonly name: string
    readonly modelName: string
    readonly instanceType: string
    readonly initialCount: number
    readonly currentCount: number
  }[]
  readonly tags: Tags
}
