import type { Tags } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'

/** Throughput of a table or an index, units a second. */
export type WorldThroughput = {
  readonly name: string
  /** Provisioned; nothing on demand. */
  readonly readUnits: number
  readonly writeUnits: number
  /** On-demand maxima; absent = none set. */
  readonly readMax?: number
  readonly writeMax?: number
  readonly bytes: number
  readonly items: number
}

/** A DynamoDB table with its global secondary indexes. */
export type WorldTable = WorldThroughput & {
  readonly mode: 'provisioned' | 'on-demand'
  /** It was switched once: only then does AWS tell the mode of a provisioned table. */
  readonly switchedMs?: EpochMs
  readonly infrequentAccess: boolean
  readonly indexes: readonly WorldThroughput[]
  readonly createdMs: EpochMs
  readonly tags: Tags
}
