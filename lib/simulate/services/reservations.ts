import { type Answer, type Call, xml } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import { isoTime } from '../wire/xml.ts'
import type { WorldReservation } from '../world-commitments.ts'
import { queryPage } from './query-page.ts'

function reservationsOf(call: Call, service: WorldReservation['service']): readonly WorldReservation[] {
  return (call.world.things?.(call.place, 'reservation') ?? []).filter((one) => one.service === service)
}

function stateOf({ startMs, endMs }: WorldReservation, nowMs: number): string {
  if (nowMs < startMs) return 'payment-pending'
  return nowMs < endMs ? 'active' : 'retired'
}

/** DescribeReservedInstances: one answer, as EC2 gives it. */
export function describeReservedInstances(call: Call): Answer {
  const item = reservationsOf(call, 'ec2').map((one) => ({
    reservedInstancesId: one.id,
    instanceType: one.shape,
    instanceCount: one.count,
    productDescription: one.product,
    start: isoTime(one.startMs),
    end: isoTime(one.endMs),
    duration: Math.round((one.endMs - one.startMs) / 1000),
    fixedPrice: one.fixedUsd,
    usagePrice: 0,
    recurringCharges: { item: [{ frequency: 'Hourly', amount: one.recurringHourlyUsd }] },
    offeringType: one.fixedUsd > 0 ? 'Partial Upfront' : 'No Upfront',
    offeringClass: 'standard',
    scope: 'Region',
    state: stateOf(one, call.nowMs),
    currencyCode: 'USD',
  }))
  return xml({ reservedInstancesSet: { item } })
}

/** DescribeReservedDBInstances; pages of 20 to 100. */
export function describeReservedDbInstances(call: Call): Answer {
  const options = { kind: 'DescribeReservedDBInstances', tokenName: 'Marker', min: 20, max: 100, size: 100 }
  const page = pageOf(reservationsOf(call, 'rds'), queryPage(call.params, options))
  const ReservedDBInstance = page.items.map((one) => ({
    ReservedDBInstanceId: one.id,
    DBInstanceClass: one.shape,
    DBInstanceCount: one.count,
    ProductDescription: one.product,
    MultiAZ: one.multiAz === true,
    StartTime: isoTime(one.startMs),
    Duration: Math.round((one.endMs - one.startMs) / 1000),
    FixedPrice: one.fixedUsd,
    UsagePrice: 0,
    CurrencyCode: 'USD',
    OfferingType: one.fixedUsd > 0 ? 'Partial Upfront' : 'No Upfront',
    State: stateOf(one, call.nowMs),
    RecurringCharges: {
      RecurringCharge: [
        { RecurringChargeAmount: one.recurringHourlyUsd, RecurringChargeFrequency: 'Hourly' },
      ],
    },
  }))
  return xml({ ReservedDBInstances: { ReservedDBInstance }, Marker: page.next })
}
