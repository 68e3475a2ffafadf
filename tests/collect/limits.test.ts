import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { InstanceTypes } from '#lib/collect/instance-types.ts'
import type { FoundInstance } from '#lib/collect/inventory/region.ts'
import type { Limits } from '#lib/collect/limits.ts'
import { dynamodbUse, vcpuQuotaOf, vcpuUse } from '#lib/collect/quotas.ts'
import { usableAddresses } from '#lib/collect/reserved-capacity.ts'
import { dayMs, minuteMs } from '#lib/model/time.ts'
import type { WorldMetric } from '#lib/simulate/world.ts'
import { tables as keyValueTables } from '#tests/support/key-value-world.ts'
import { tinyNowMs } from '#tests/support/tiny-world.ts'
import { type Opened, openTiny } from './open.ts'
import { worldWith } from './rich-world.ts'

let opened: Opened
let found: Limits
beforeAll(async () => {
  opened = await openTiny({ world: worldWith({ deniedActions: [], configRecorder: false }) })
  found = await opened.collector.limits(opened.account('shop'), 'us-east-1', tinyNowMs)
})
afterAll(() => opened.close())

const named = (name: string) => found.limits.find((limit) => limit.name === name)

describe('the limits of a region', () => {
  test('are the addresses of each subnet, five of a block being AWS’s own', () => {
    expect(named('private-5')).toMatchObject({
      kind: 'subnet-addresses',
      accountId: '444455556666',
      region: 'us-east-1',
      used: 200,
      limit: 251,
      unit: 'addresses',
      detail: '10.0.5.0/24 in us-east-1a',
    })
    expect(named('subnet-0')?.used).toBe(0)
    expect(new Set(found.limits.map(({ id }) => id)).size).toBe(found.limits.length)
  })

  test('are reservations and blocks with their ends; what is over is left out', () => {
    expect(named('peak')).toMatchObject({
      kind: 'capacity-reservation',
      used: 5,
      limit: 10,
      unit: 'instances',
    })
    expect(named('peak')?.endsMs).toBeUndefined()
    expect(named('cr-block')).toMatchObject({
      kind: 'capacity-block',
      used: 4,
      limit: 4,
      endsMs: tinyNowMs + 40 * dayMs,
      detail: 'p5.48xlarge in us-east-1b, active',
    })
    // It has not begun: nothing of it is used, and that is not a measured zero.
    expect(named('cr-later')).toMatchObject({ limit: 8, startsMs: tinyNowMs + 10 * dayMs })
    expect(named('cr-later')?.used).toBeUndefined()
    expect(named('cr-over')).toBeUndefined()
  })

  test('are the vCPU quotas that something counts against', () => {
    expect(named('EC2 On-Demand vCPU, Standard')).toMatchObject({ kind: 'quota', limit: 64, unit: 'vCPU' })
    // Four g6.12xlarge of 48 vCPU.
    expect(named('EC2 On-Demand vCPU, G and VT')).toMatchObject({ used: 192, limit: 256 })
    expect(named('EC2 On-Demand vCPU, P')).toBeUndefined()
  })
})

test('what is refused is named, the rest stands, and nothing of it is called gone', async () => {
  const deniedActions = ['ec2:DescribeSubnets', 'servicequotas:ListServiceQuotas']
  const denied = await openTiny({ world: worldWith({ deniedActions, configRecorder: false }) })
  const partly = await denied.collector.limits(denied.account('shop'), 'us-east-1', tinyNowMs)
  expect(partly.problems.map(({ action }) => action)).toEqual(expect.arrayContaining(deniedActions))
  expect(partly.limits.some(({ kind }) => kind === 'capacity-block')).toBe(true)
  expect(partly.complete).toEqual(['capacity-reservation', 'capacity-block'])
  await denied.close()
})

describe('addresses of a block', () => {
  test.each([
    ['10.0.0.0/16', 65_531],
    ['10.0.0.0/25', 123],
    ['10.0.0.0/28', 11],
    ['fd00::/64', undefined],
    ['10.0.0.0/33', undefined],
    ['', undefined],
  ])('%s: %s', (cidr, addresses) => {
    expect(usableAddresses(cidr)).toBe(addresses)
  })
})

describe('which quota an instance counts against', () => {
  test.each([
    ['m7g.large', 'L-1216C47A'],
    ['t3.micro', 'L-1216C47A'],
    ['im4gn.xlarge', 'L-1216C47A'],
    ['d3en.xlarge', 'L-1216C47A'],
    ['h1.2xlarge', 'L-1216C47A'],
    ['hpc7g.4xlarge', 'L-F7808C92'],
    ['inf2.xlarge', 'L-1945791B'],
    ['trn1.2xlarge', 'L-2C3B7624'],
    ['dl1.24xlarge', 'L-6E869C2A'],
    ['g6.12xlarge', 'L-DB2E81BA'],
    ['gr6.4xlarge', 'L-DB2E81BA'],
    ['p5.48xlarge', 'L-417A185B'],
    ['x2gd.large', 'L-7295265B'],
    ['u-6tb1.metal', 'L-43DA4232'],
    ['mac2.metal', undefined],
    ['', undefined],
  ])('%s: %s', (type, code) => {
    expect(vcpuQuotaOf(type)).toBe(code)
  })
})

describe('use of a vCPU quota', () => {
  const quotas = new Map([['L-1216C47A', { QuotaCode: 'L-1216C47A', QuotaName: 'Standard', Value: 100 }]])
  const types = new Map([['m7i.large', { capacity: { cpu: 2 } }]]) as unknown as InstanceTypes
  const instance = (rest: Partial<FoundInstance> = {}): FoundInstance => ({
    ...{ id: 'i-1', type: 'm7i.large', state: 'running', zone: 'us-east-1a', launchMs: 0, tags: {} },
    ...rest,
  })

  test('counts what runs on demand', () => {
    const instances = [instance(), instance(), instance({ state: 'stopped' }), instance({ spot: true })]
    expect(vcpuUse(quotas, instances, types)).toEqual([
      expect.objectContaining({ used: 4, limit: 100, detail: 'Standard' }),
    ])
  })

  test('is not known where one type is not described, and absent where nothing counts', () => {
    const [unknown] = vcpuUse(quotas, [instance(), instance({ type: 'm99.large' })], types)
    expect(unknown?.limit).toBe(100)
    expect(unknown?.used).toBeUndefined()
    expect(vcpuUse(quotas, [instance({ state: 'stopped' })], types)).toEqual([])
    expect(vcpuUse(new Map(), [instance()], types)).toEqual([])
  })
})

test('DynamoDB: tables are counted, throughput is a percentage of the quota or not known', () => {
  const quotas = new Map([
    ['L-F98FE922', { Value: 2500 }],
    ['L-34F6A552', { Value: 80_000 }],
    ['L-34F8CCC8', { Value: 80_000 }],
  ])
  const percents = new Map([['AccountProvisionedReadCapacityUtilization', 12.5]])
  const use = dynamodbUse(quotas, { tables: 40, percents })
  expect(use.map(({ code, used, limit }) => [code, used, limit])).toEqual([
    ['L-F98FE922', 40, 2500],
    ['L-34F6A552', 10_000, 80_000],
    ['L-34F8CCC8', undefined, 80_000],
  ])
})

test('DynamoDB: throughput in use is the highest percentage that the account reported in the last day', async () => {
  const reported: WorldMetric = {
    // The samples of the tiny world lie between the id and a third above it.
    id: 12,
    metric: {
      namespace: 'AWS/DynamoDB',
      name: 'AccountProvisionedReadCapacityUtilization',
      dimensions: {},
    },
    unit: 'Percent',
    firstMs: tinyNowMs - 100 * dayMs,
    nativePeriodMs: 5 * minuteMs,
  }
  const world = worldWith({ deniedActions: [], configRecorder: false })
  const metered = await openTiny({
    world: {
      ...world,
      findMetric: (place, metric) =>
        metric.name === reported.metric.name ? reported : world.findMetric(place, metric),
    },
  })
  const { limits, problems } = await metered.collector.limits(metered.account('shop'), 'us-east-1', tinyNowMs)
  expect(problems).toEqual([])
  const read = limits.find(({ name }) => name === 'DynamoDB provisioned read of the account')
  expect(read?.limit).toBe(80_000)
  expect(read?.used).toBeGreaterThan(0.123 * 80_000)
  expect(read?.used).toBeLessThan(0.1234 * 80_000)
  expect(limits.find(({ name }) => name === 'DynamoDB tables')).toMatchObject({
    used: keyValueTables.length,
    limit: 2500,
  })
  await metered.close()
})
