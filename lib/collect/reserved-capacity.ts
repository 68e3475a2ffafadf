import {
  type CapacityReservation,
  DescribeCapacityReservationsCommand,
  DescribeSubnetsCommand,
  type Subnet,
} from '@aws-sdk/client-ec2'
import type { Limit } from '#lib/model/limit.ts'
import type { RegionAws } from './aws.ts'
import { readAllPages } from './pages.ts'

/** A limit without its place: the account and region are the same for all that one answer tells. */
export type PlacelessLimit = Omit<Limit, 'id' | 'accountId' | 'region'> & { readonly nativeId: string }

type Tagged = { readonly Tags?: { Key?: string | undefined; Value?: string | undefined }[] | undefined }

function nameOf({ Tags = [] }: Tagged, otherwise: string): string {
  return Tags.find(({ Key }) => Key === 'Name')?.Value?.trim() || otherwise
}

/** The first four addresses and the last of a subnet are AWS's own (VPC User Guide, "Subnet CIDR blocks"). */
const reservedAddresses = 5

/** IPv4 addresses of a CIDR block that can be given out; undefined for what is no IPv4 block. */
export function usableAddresses(cidr: string): number | undefined {
  const bits = Number(/^\d+\.\d+\.\d+\.\d+\/(\d{1,2})$/.exec(cidr)?.[1] ?? Number.NaN)
  return bits >= 0 && bits <= 29 ? 2 ** (32 - bits) - reservedAddresses : undefined
}

/** Addresses in use of every subnet that has IPv4 addresses. Throws the SDK's error. */
export async function readSubnets(aws: RegionAws): Promise<PlacelessLimit[]> {
  const subnets = await readAllPages(async (token) => {
    const page = await aws.call('ec2:DescribeSubnets', ({ ec2 }, sending) =>
      ec2.send(new DescribeSubnetsCommand({ MaxResults: 1000, NextToken: token }), sending),
    )
    return { items: page.Subnets ?? [], next: page.NextToken }
  })
  return subnets.flatMap((subnet) => subnetLimit(subnet) ?? [])
}

function subnetLimit(subnet: Subnet): PlacelessLimit | undefined {
  const { SubnetId: nativeId, CidrBlock: cidr = '', AvailableIpAddressCount: free } = subnet
  const limit = usableAddresses(cidr)
  if (nativeId === undefined || limit === undefined || free === undefined) return undefined
  return {
    nativeId,
    kind: 'subnet-addresses',
    name: nameOf(subnet, nativeId),
    used: Math.max(0, limit - free),
    limit,
    unit: 'addresses',
    detail: `${cidr} in ${subnet.AvailabilityZone ?? 'an unknown zone'}`,
  }
}

/** States in which capacity is held or will be. */
const held = new Set(['active', 'scheduled', 'pending', 'payment-pending'])

/** On-Demand Capacity Reservations and Capacity Blocks that are held or will be. Throws the SDK's error. */
export async function readReservations(aws: RegionAws): Promise<PlacelessLimit[]> {
  const reservations = await readAllPages(async (token) => {
    const page = await aws.call('ec2:DescribeCapacityReservations', ({ ec2 }, sending) =>
      ec2.send(new DescribeCapacityReservationsCommand({ MaxResults: 1000, NextToken: token }), sending),
    )
    return { items: page.CapacityReservations ?? [], next: page.NextToken }
  })
  return reservations
    .filter(({ State }) => held.has(State ?? ''))
    .flatMap((reservation) => reservationLimit(reservation) ?? [])
}

function reservationLimit(reservation: CapacityReservation): PlacelessLimit | undefined {
  const { CapacityReservationId: nativeId, TotalInstanceCount: limit } = reservation
  const {
    AvailableInstanceCount: free,
    InstanceType: type,
    AvailabilityZone: zone,
    State: state,
  } = reservation
  if (nativeId === undefined || limit === undefined || type === undefined) return undefined
  const startsMs = reservation.StartDate?.getTime()
  const endsMs = reservation.EndDate?.getTime()
  // Before it begins nothing of it can be used, and EC2 counts nothing as available.
  const used = state === 'active' && free !== undefined ? { used: limit - free } : {}
  return {
    nativeId,
    kind: reservation.ReservationType === 'capacity-block' ? 'capacity-block' : 'capacity-reservation',
    name: nameOf(reservation, nativeId),
    ...used,
    limit,
    unit: 'instances',
    ...(startsMs === undefined ? {} : { startsMs }),
    ...(endsMs === undefined ? {} : { endsMs }),
    detail: `${type} in ${zone ?? 'an unknown zone'}, ${state}`,
  }
}
