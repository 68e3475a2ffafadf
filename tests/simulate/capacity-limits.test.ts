import {
  DescribeSubnetsCommand,
  EC2Client,
  paginateDescribeCapacityReservations,
  paginateDescribeSubnets,
} from '@aws-sdk/client-ec2'
import {
  ListServiceQuotasCommand,
  paginateListServiceQuotas,
  ServiceQuotasClient,
} from '@aws-sdk/client-service-quotas'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { capacityLimits } from '#tests/support/capacity-limits.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'

let simulator: Simulator
let ec2: EC2Client
let quotas: ServiceQuotasClient

beforeAll(async () => {
  simulator = await startTiny({
    world: { ...tinyWorld, things: (_, kind) => capacityLimits[kind] ?? [] },
  })
  ec2 = new EC2Client(await assumedClientOf(simulator, '444455556666'))
  quotas = new ServiceQuotasClient(await assumedClientOf(simulator, '444455556666'))
})

afterAll(async () => {
  ec2.destroy()
  quotas.destroy()
  await simulator.close()
})

describe('DescribeSubnets', () => {
  test('pages through subnets with their free addresses', async () => {
    const free: (number | undefined)[] = []
    for await (const { Subnets = [] } of paginateDescribeSubnets({ client: ec2, pageSize: 5 }, {})) {
      expect(Subnets.length).toBeLessThanOrEqual(5)
      for (const subnet of Subnets) free.push(subnet.AvailableIpAddressCount)
    }
    expect(free).toEqual([251, 211, 171, 131, 91, 51])
  })

  test('tells block, zone and tags', async () => {
    const { Subnets = [] } = await ec2.send(new DescribeSubnetsCommand({}))
    expect(Subnets[1]).toMatchObject({
      SubnetId: 'subnet-1',
      CidrBlock: '10.0.1.0/24',
      AvailabilityZone: 'us-east-1a',
      State: 'available',
      Tags: [{ Key: 'Name', Value: 'private-1' }],
    })
  })

  test('refuses a page out of bounds and a foreign token', async () => {
    const small = new DescribeSubnetsCommand({ MaxResults: 2 })
    await expect(ec2.send(small)).rejects.toMatchObject({ name: 'InvalidParameterValue' })
    const foreign = new DescribeSubnetsCommand({ NextToken: 'bm90IG91cnM' })
    await expect(ec2.send(foreign)).rejects.toMatchObject({ name: 'InvalidNextToken' })
  })
})

test('DescribeCapacityReservations tells reservations and blocks with state, begin and end', async () => {
  const all = []
  for await (const page of paginateDescribeCapacityReservations({ client: ec2, pageSize: 1 }, {})) {
    all.push(...(page.CapacityReservations ?? []))
  }
  expect(all.map(({ CapacityReservationId, State }) => [CapacityReservationId, State])).toEqual([
    ['cr-open', 'active'],
    ['cr-block', 'active'],
    ['cr-later', 'scheduled'],
    ['cr-over', 'expired'],
  ])
  expect(all[0]).toMatchObject({
    TotalInstanceCount: 10,
    AvailableInstanceCount: 5,
    EndDateType: 'unlimited',
    ReservationType: 'default',
  })
  expect(all[0]?.EndDate).toBeUndefined()
  expect(all[1]?.ReservationType).toBe('capacity-block')
  expect(all[1]?.EndDate?.getTime()).toBe(tinyNowMs + 40 * dayMs)
})

describe('ListServiceQuotas', () => {
  test('pages through the quotas of one service', async () => {
    const found: [string | undefined, number | undefined][] = []
    const pages = paginateListServiceQuotas({ client: quotas, pageSize: 1 }, { ServiceCode: 'ec2' })
    for await (const { Quotas = [] } of pages) {
      expect(Quotas).toHaveLength(1)
      for (const { QuotaCode, Value } of Quotas) found.push([QuotaCode, Value])
    }
    expect(found).toEqual([
      ['L-1216C47A', 64],
      ['L-DB2E81BA', 256],
      ['L-417A185B', 0],
    ])
  })

  test('does not know other services, and gives out its own tokens only', async () => {
    const unknown = new ListServiceQuotasCommand({ ServiceCode: 'nothing' })
    await expect(quotas.send(unknown)).rejects.toMatchObject({ name: 'NoSuchResourceException' })
    const foreign = new ListServiceQuotasCommand({ ServiceCode: 'ec2', NextToken: 'bm90IG91cnM' })
    await expect(quotas.send(foreign)).rejects.toMatchObject({ name: 'InvalidPaginationTokenException' })
  })
})
