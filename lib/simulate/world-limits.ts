import type { Tags } from '#lib/model/resource.ts'
import type { EpochMs } from '#lib/model/time.ts'

/** A subnet with the addresses that are still free in it. */
export type WorldSubnet = {
  readonly id: string
  readonly vpcId: string
  readonly cidr: string
  readonly zone: string
  readonly freeAddresses: number
  readonly tags: Tags
}

/** An On-Demand Capacity Reservation, or a Capacity Block of accelerated instances. */
export type WorldCapacityReservation = {
  readonly id: string
  readonly kind: 'default' | 'capacity-block'
  readonly instanceType: string
  readonly zone: string
  readonly total: number
  readonly available: number
  readonly startMs: EpochMs
  /** Absent = until it is cancelled. */
  readonly endMs?: EpochMs
  readonly tags: Tags
}

/** A quota as Service Quotas lists it. */
export type WorldQuota = {
  readonly serviceCode: string
  readonly serviceName: string
  readonly code: string
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly adjustable: boolean
}
