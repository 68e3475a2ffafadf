import type { EpochMs } from './time.ts'

/** Limits that stand beside the resources: what AWS itself allows or holds ready in an account and region. */
export const limitKinds = ['subnet-addresses', 'quota', 'capacity-reservation', 'capacity-block'] as const
export type LimitKind = (typeof limitKinds)[number]

/** One limit as last read. */
export type Limit = {
  /** Short and stable: a hash of account, region, kind and what AWS calls it. */
  readonly id: string
  readonly accountId: string
  readonly region: string
  readonly kind: LimitKind
  readonly name: string
  /** In `unit`; absent = not measured, never zero. */
  readonly used?: number
  readonly limit: number
  /** `addresses`, `vCPU`, `instances`, `tables`, `RCU`, `WCU`. */
  readonly unit: string
  /** A reservation or block begins and ends then. */
  readonly startsMs?: EpochMs
  readonly endsMs?: EpochMs
  /** Where and what it is, in a few words: `10.40.8.0/25 in us-east-1a`. */
  readonly detail: string
}

/** The limit on one UTC day, as last read that day. */
export type LimitDay = { readonly day: string; readonly used?: number; readonly limit: number }

/** A limit with its past days, oldest first. */
export type LimitHistory = Limit & { readonly days: readonly LimitDay[] }
