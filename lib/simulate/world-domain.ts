import type { Tags } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'

/** An OpenSearch Service domain, as DescribeDomains tells it. */
export type WorldDomain = {
  readonly name: string
  /** `OpenSearch_2.17`. */
  readonly engineVersion: string
  readonly nodeType: string
  readonly nodes: number
  readonly zones: number
  readonly masters?: { readonly nodeType: string; readonly count: number }
  readonly warm?: { readonly nodeType: string; readonly count: number }
  /** Of each data node; absent = disks of its own. */
  readonly volume?: {
    readonly type: string
    readonly gib: number
    readonly iops: number
    readonly throughputMibps: number
  }
  readonly createdMs: EpochMs
  /** When nodes or volumes were last changed. */
  readonly configuredMs: EpochMs
  readonly tags: Tags
}
