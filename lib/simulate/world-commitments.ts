import type { EpochMs } from '#lib/model/time.ts'

export type WorldSavingsPlan = {
  readonly id: string
  readonly savingsPlanType: 'Compute' | 'EC2Instance' | 'SageMaker' | 'Database'
  readonly region?: string
  readonly family?: string
  readonly paymentOption: 'No Upfront' | 'Partial Upfront' | 'All Upfront'
  readonly hourlyUsd: number
  readonly startMs: EpochMs
  readonly endMs: EpochMs
}

/** A reservation of EC2 instances or RDS classes in one region. */
export type WorldReservation = {
  readonly id: string
  readonly service: 'ec2' | 'rds'
  readonly shape: string
  readonly count: number
  readonly product: string
  readonly multiAz?: boolean
  readonly fixedUsd: number
  readonly recurringHourlyUsd: number
  readonly startMs: EpochMs
  readonly endMs: EpochMs
}
