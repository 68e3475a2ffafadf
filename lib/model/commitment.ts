import type { EpochMs } from './time.ts'

/** Money promised ahead for a lower rate: a Savings Plan, or a reservation of one service. */
export type Commitment = {
  /** AWS's own id. */
  readonly id: string
  readonly kind: 'savings-plan' | 'reservation'
  /** Its owner; discounts float over the organization. */
  readonly accountId: string
  /** `compute`, `ec2-instance`, `sagemaker`, `database` for plans; `ec2`, `rds` for reservations. */
  readonly appliesTo: string
  readonly region?: string
  readonly family?: string
  readonly shape?: string
  readonly count?: number
  /** What is owed every hour whatever is used, an upfront payment spread over the term. */
  readonly committedHourlyUsd: number
  readonly startMs: EpochMs
  readonly endMs: EpochMs
  readonly payment: string
  /** As AWS names it: `active`, `retired`, `queued`. */
  readonly state: string
}

/** How much of one UTC day's spend that plans may cover was covered, over the organization. */
export type CommitmentDay = {
  readonly day: string
  readonly coveredUsd: number
  readonly onDemandUsd: number
  readonly committedUsd: number
  readonly unusedUsd: number
}
