import {
  DescribeDBInstancesCommand,
  DescribeEventsCommand,
  DescribeOrderableDBInstanceOptionsCommand,
  paginateDescribeOrderableDBInstanceOptions,
  RDSClient,
} from '@aws-sdk/client-rds'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { dayMs } from '#lib/model/time.ts'
import { databaseClasses } from '#lib/simulate/facts/database-classes.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { assumedClientOf } from '#tests/support/assumed.ts'
import { startTiny } from '#tests/support/simulator.ts'
import { tinyAccounts, tinyNowMs, tinyWorld } from '#tests/support/tiny-world.ts'

let simulator: Simulator
let rds: RDSClient

beforeAll(async () => {
  const accounts = tinyAccounts.map((account) => ({ ...account, deniedActions: [] }))
  simulator = await startTiny({ world: { ...tinyWorld, accounts } })
  rds = new RDSClient(await assumedClientOf(simulator, '444455556666'))
})

afterAll(async () => {
  rds.destroy()
  await simulator.close()
})

describe('DescribeDBInstances', () => {
  test('tells class, storage, replicas and tags', async () => {
    const answer = await rds.send(new DescribeDBInstancesCommand({}))
    const [orders, replica] = answer.DBInstances ?? []
    expect(orders).toMatchObject({
      DBInstanceIdentifier: 'orders',
      DBInstanceClass: 'db.m7g.large',
      Engine: 'postgres',
      MultiAZ: true,
      AllocatedStorage: 200,
      MaxAllocatedStorage: 500,
      StorageType: 'gp3',
      Iops: 3000,
      StorageThroughput: 125,
      ReadReplicaDBInstanceIdentifiers: ['orders-replica'],
      TagList: [{ Key: 'team', Value: 'payments' }],
      DBInstanceArn: 'arn:aws:rds:us-east-1:444455556666:db:orders',
    })
    expect(orders?.DbiResourceId).toMatch(/^db-[A-Z2-7]{26}$/)
    expect(replica?.ReadReplicaSourceDBInstanceIdentifier).toBe('orders')
    expect(replica?.MaxAllocatedStorage).toBeUndefined()
    expect(replica?.MultiAZ).toBe(false)
  })

  test('refuses an unknown database and a page out of bounds', async () => {
    const unknown = new DescribeDBInstancesCommand({ DBInstanceIdentifier: 'nope' })
    await expect(rds.send(unknown)).rejects.toMatchObject({ name: 'DBInstanceNotFoundFault' })
    const small = new DescribeDBInstancesCommand({ MaxRecords: 5 })
    await expect(rds.send(small)).rejects.toMatchObject({ name: 'InvalidParameterValue' })
  })
})

test('DescribeEvents tells what changed in 14 days', async () => {
  const answer = await rds.send(
    new DescribeEventsCommand({ SourceType: 'db-instance', StartTime: new Date(tinyNowMs - 60 * dayMs) }),
  )
  expect(answer.Events?.map((event) => [event.SourceIdentifier, event.Message])).toEqual([
    ['orders', 'Finished applying modification to DB instance class'],
    ['orders', 'Finished applying modification to allocated storage'],
  ])
  expect(answer.Events?.[0]?.Date?.getTime()).toBe(tinyNowMs - 9 * dayMs)
  const lastHour = await rds.send(new DescribeEventsCommand({}))
  expect(lastHour.Events ?? []).toHaveLength(0)
})

test('DescribeOrderableDBInstanceOptions pages through the classes of an engine', async () => {
  const names = new Set<string>()
  const pages = paginateDescribeOrderableDBInstanceOptions(
    { client: rds, pageSize: 100 },
    { Engine: 'mysql' },
  )
  for await (const page of pages) {
    for (const option of page.OrderableDBInstanceOptions ?? []) names.add(option.DBInstanceClass ?? '')
  }
  expect([...names]).toEqual(databaseClasses.filter((fact) => fact.hourlyUsd.mysql).map((fact) => fact.name))
  await expect(
    rds.send(new DescribeOrderableDBInstanceOptionsCommand({ Engine: 'dbase' })),
  ).rejects.toMatchObject({ name: 'InvalidParameterValue' })
})
