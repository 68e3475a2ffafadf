import type { Problem } from '#lib/model/account.ts'
import type { EpochMs } from '#lib/model/time.ts'
import type { RegionAws } from './aws.ts'
import type { History } from './history-change.ts'
import type { TagEvent } from './tag-trail.ts'

/** A resource whose past sizes are wanted. `configId` is what AWS Config calls it. */
export type Subject = {
  readonly kind: 'instance' | 'group' | 'database' | 'kafka'
  readonly id: string
  readonly configId: string
}

export type HistoryOptions = {
  readonly aws: RegionAws
  readonly nowMs: EpochMs
  readonly subjects: readonly Subject[]
}

export type Histories = {
  readonly byId: ReadonlyMap<string, History>
  /** Calls that changed tags, by `subjectKey`, where only CloudTrail tells of them. */
  readonly tagTrail?: ReadonlyMap<string, readonly TagEvent[]>
  readonly problems: readonly Problem[]
}
