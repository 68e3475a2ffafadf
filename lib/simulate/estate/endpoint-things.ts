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
    /** It gets a copy of the requests and answers none. */
    readonly shadow?: true
  }[]
  /** MetricPublishFrequencyInSeconds; absent = every minute. */
  readonly publishedEverySeconds?: number
  readonly tags: Tags
}
