import { type Answer, type Call, xml } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { isoTime, tagElements, type XmlObject } from '../wire/xml.ts'
import type { WorldCapacityReservation, WorldSubnet } from '../world-limits.ts'
import { ec2Page } from './ec2-instances.ts'

/** DescribeSubnets: every subnet; pages of 5 to 1,000. */
export function describeSubnets(call: Call): Answer {
  const all = call.world.things?.(call.place, 'subnet') ?? []
  const page = pageOf(all, ec2Page(call.params, 'DescribeSubnets', { min: 5, max: 1000 }))
  return xml({ subnetSet: { item: page.items.map((one) => subnetElement(call, one)) }, nextToken: page.next })
}

function subnetElement({ place }: Call, subnet: WorldSubnet): XmlObject {
  return {
    subnetId: subnet.id,
    subnetArn: `arn:aws:ec2:${place.region}:${place.accountId}:subnet/${subnet.id}`,
    state: 'available',
    ownerId: place.accountId,
    vpcId: subnet.vpcId,
    cidrBlock: subnet.cidr,
    availableIpAddressCount: subnet.freeAddresses,
    availabilityZone: subnet.zone,
    defaultForAz: false,
    mapPublicIpOnLaunch: false,
    tagSet: { item: tagElements(subnet.tags, 'key', 'value') },
  }
}

/** DescribeCapacityReservations: reservations and Capacity Blocks; pages of 1 to 1,000. */
export function describeCapacityReservations(call: Call): Answer {
  const all = call.world.things?.(call.place, 'capacity-reservation') ?? []
  const page = pageOf(all, ec2Page(call.params, 'DescribeCapacityReservations', { min: 1, max: 1000 }))
  const item = page.items.map((one) => reservationElement(call, one))
  return xml({ capacityReservationSet: { item }, nextToken: page.next })
}

function stateOf({ startMs, endMs }: WorldCapacityReservation, nowMs: number): string {
  if (nowMs < startMs) return 'scheduled'
  return endMs === undefined || nowMs < endMs ? 'active' : 'expired'
}

function reservationElement(call: Call, reservation: WorldCapacityReservation): XmlObject {
  const { place, nowMs } = call
  const { id, kind, endMs, startMs } = reservation
  const state = stateOf(reservation, nowMs)
  return {
    capacityReservationId: id,
    ownerId: place.accountId,
    capacityReservationArn: `arn:aws:ec2:${place.region}:${place.accountId}:capacity-reservation/${id}`,
    instanceType: reservation.instanceType,
    instancePlatform: 'Linux/UNIX',
    availabilityZone: reservation.zone,
    tenancy: 'default',
    totalInstanceCount: reservation.total,
    availableInstanceCount: state === 'active' ? reservation.available : 0,
    state,
    startDate: isoTime(startMs),
    endDate: endMs === undefined ? undefined : isoTime(endMs),
    endDateType: endMs === undefined ? 'unlimited' : 'limited',
    instanceMatchCriteria: kind === 'default' ? 'open' : 'targeted',
    createDate: isoTime(startMs),
    reservationType: kind,
    tagSet: { item: tagElements(reservation.tags, 'key', 'value') },
  }
}
