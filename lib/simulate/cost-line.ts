import type { Tags } from '#lib/model/resource.ts'

/** One line of the bill: what one resource cost on one UTC day under one usage type. */
export type CostLine = {
  readonly accountId: string
  readonly region: string
  readonly service: string
  readonly usageType: string
  /** As the service bills it; empty where it bills none. */
  readonly resourceId: string
  readonly tags: Tags
  readonly recordType: string
  /** Billed units where the usage type names one product: hours, GiB-months. */
  readonly quantity?: number
  readonly usd: number
  readonly amortizedUsd: number
  readonly netUsd: number
  readonly estimated: boolean
  /** Parts of this line by pod or task, where split cost allocation is on. */
  readonly splits?: readonly {
    readonly resourceId: string
    readonly tags: Tags
    readonly usd: number
    readonly unusedUsd: number
  }[]
}

/** An object of a bucket. `body` is made when it is asked for. */
export type WorldObject = {
  readonly key: string
  readonly etag: string
  readonly modifiedMs: number
  readonly body: () => Uint8Array
}
