import { DescribeReservedInstancesCommand, type ReservedInstances } from '@aws-sdk/client-ec2'
import { DescribeReservedDBInstancesCommand, type ReservedDBInstance } from '@aws-sdk/client-rds'
import type { Commitment } from '#lib/model/commitment.ts'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'
import { hourlyOf } from './savings-plans.ts'

/** Reserved EC2 instances of the account and region, ended ones too. Throws the SDK's error. */
export async function readReservedInstances(aws: RegionAws): Promise<Commitment[]> {
  const page = await aws.call('ec2:DescribeReservedInstances', ({ ec2 }, sending) =>
    ec2.send(new DescribeReservedInstancesCommand({}), sending),
  )
  return (page.ReservedInstances ?? []).flatMap((one) => instanceReservation(one, aws))
}

/** Reserved RDS instances of the account and region, ended ones too. Throws the SDK's error. */
export async function readReservedDatabases(aws: RegionAws): Promise<Commitment[]> {
  const found = await readAllPages(async (token) => {
    const page = await aws.call('rds:DescribeReservedDBInstances', ({ rds }, sending) =>
      rds.send(new DescribeReservedDBInstancesCommand({ Marker: token, MaxRecords: 100 }), sending),
    )
    return { items: page.ReservedDBInstances ?? [], next: page.Marker }
  })
  return found.flatMap((one) => databaseReservation(one, aws))
}

type Terms = {
  readonly id: string | undefined
  readonly service: 'ec2' | 'rds'
  readonly shape: string | undefined
  readonly count: number
  readonly fixedUsd: number
  readonly recurringHourlyUsd: number
  readonly startMs: number
  readonly endMs: number
  readonly payment: string | undefined
  readonly state: string | undefined
}

function reservation(terms: Terms, { account, region }: RegionAws): Commitment[] {
  const { id, shape, count, startMs, endMs } = terms
  if (!id || !shape || !(endMs > startMs)) return []
  const eachHourlyUsd = terms.recurringHourlyUsd + hourlyOf(terms.fixedUsd, startMs, endMs)
  return [
    {
      id,
      kind: 'reservation',
      accountId: account.id,
      appliesTo: terms.service,
      region,
      family: shape.slice(0, shape.lastIndexOf('.')),
      shape,
      count,
      committedHourlyUsd: eachHourlyUsd * count,
      startMs,
      endMs,
      payment: terms.payment ?? '',
      state: terms.state ?? '',
    },
  ]
}

function instanceReservation(one: ReservedInstances, aws: RegionAws): Commitment[] {
  const startMs = one.Start?.getTime() ?? Number.NaN
  const hourly = (one.RecurringCharges ?? []).filter(({ Frequency }) => Frequency === 'Hourly')
  return reservation(
    {
      id: one.ReservedInstancesId,
      service: 'ec2',
      shape: one.InstanceType,
      count: one.InstanceCount ?? 1,
      fixedUsd: one.FixedPrice ?? 0,
      recurringHourlyUsd: hourly.reduce((sum, { Amount = 0 }) => sum + Amount, 0),
      startMs,
      endMs: one.End?.getTime() ?? startMs + (one.Duration ?? Number.NaN) * 1000,
      payment: one.OfferingType,
      state: one.State,
    },
    aws,
  )
}

function databaseReservation(one: ReservedDBInstance, aws: RegionAws): Commitment[] {
  const startMs = one.StartTime?.getTime() ?? Number.NaN
  const hourly = (one.RecurringCharges ?? []).filter(
    ({ RecurringChargeFrequency }) => RecurringChargeFrequency === 'Hourly',
  )
  return reservation(
    {
      id: one.ReservedDBInstanceId,
      service: 'rds',
      shape: one.DBInstanceClass,
      count: one.DBInstanceCount ?? 1,
      fixedUsd: one.FixedPrice ?? 0,
      recurringHourlyUsd: hourly.reduce(
        (sum, { RecurringChargeAmount = 0 }) => sum + RecurringChargeAmount,
        0,
      ),
      startMs,
      endMs: startMs + (one.Duration ?? Number.NaN) * 1000,
      payment: one.OfferingType,
      state: one.State,
    },
    aws,
  )
}
