import { describe, expect, test } from 'vitest'
import type { BilledUsage, BillFacts } from '#lib/model/bill.ts'
import type { Resource } from '#lib/model/resource.ts'
import { dayMs } from '#lib/model/time.ts'
import { coverBill } from '#lib/present/bill-coverage.ts'
import { usageKind } from '#lib/present/bill-usage.ts'
import { noteText, presentCostData } from '#lib/present/cost-data.ts'

const toMs = Date.UTC(2026, 10, 22)
const fromMs = toMs - 30 * dayMs
const hours = 720
const account = '444455556666'
const compute = 'Amazon Elastic Compute Cloud - Compute'
const other = 'EC2 - Other'

const machine: Resource = {
  id: 'aaaaaaaaaa',
  resourceClass: 'ec2-instance',
  accountId: account,
  region: 'us-east-1',
  arn: 'arn:i-1',
  nativeId: 'i-1',
  name: 'web',
  tags: {},
  serviceTier: 'tier-2',
  shape: 'm7i.large',
  count: 1,
  zoneCount: 1,
  facts: {},
}
const price = { region: 'us-east-1', shape: 'm7i.large', key: 'linux', hourlyUsd: 0.1, asOf: '2026-11' }

const service = (name: string, usd: number, matchedUsd?: number): BilledUsage => ({
  accountId: account,
  service: name,
  usageType: '',
  usd,
  ...(matchedUsd !== undefined && { matchedUsd }),
})
const type = (usageType: string, usd: number, more: Partial<BilledUsage> = {}): BilledUsage => ({
  accountId: account,
  service: '',
  usageType,
  usd,
  ...more,
})

function bill(change: Partial<BillFacts>): BillFacts {
  return {
    fromMs,
    toMs,
    services: [],
    usageTypes: [],
    usageServices: [],
    inventory: [{ resource: machine, isMatched: false }],
    prices: [price],
    ...change,
  }
}

describe('the share of the bill that inventory explains', () => {
  // One m7i.large at $0.10 for 720 hours lists at $72.
  test.each([
    ['list price times hours, where no id is known', { services: [service(compute, 100)] }, 100, 72],
    ['never more than what was billed', { services: [service(compute, 50)] }, 50, 50],
    [
      'only the hours that it existed',
      {
        services: [service(compute, 100)],
        inventory: [{ resource: { ...machine, createdMs: toMs - 10 * dayMs }, isMatched: false }],
      },
      100,
      24,
    ],
    [
      'until it was deleted',
      {
        services: [service(compute, 100)],
        inventory: [{ resource: machine, isMatched: false, deletedMs: fromMs + 5 * dayMs }],
      },
      100,
      12,
    ],
    [
      'what is billed under its own id, whatever its list price',
      {
        services: [service(compute, 100, 63)],
        inventory: [{ resource: machine, isMatched: true }],
      },
      100,
      63,
    ],
    [
      'ids first, list prices for the others',
      {
        services: [service(compute, 200, 63)],
        inventory: [
          { resource: machine, isMatched: true },
          { resource: { ...machine, id: 'b' }, isMatched: false },
        ],
      },
      200,
      135,
    ],
    [
      'the price of the recommendation where a shape has none',
      {
        services: [service(compute, 100)],
        prices: [],
        inventory: [{ resource: machine, isMatched: false, monthlyUsd: 73 }],
      },
      100,
      72,
    ],
    ['nothing of services that are not sized', { services: [service('AWS Config', 100)] }, 0, 0],
    [
      'nothing where another account owns it',
      { services: [{ ...service(compute, 100), accountId: '1' }] },
      100,
      0,
    ],
  ])('is %s', (_what, change, usd, explained) => {
    const covered = coverBill(bill(change))
    expect(covered.usd).toBeCloseTo(usd, 9)
    expect(covered.explainedUsd).toBeCloseTo(explained, 9)
    expect(covered.share).toBe(usd === 0 ? undefined : covered.explainedUsd / usd)
  })

  test('data transfer of the service is not explained by list prices', () => {
    const usageTypes = [type('BoxUsage:m7i.large', 60), type('DataTransfer-Regional-Bytes', 40)]
    const covered = coverBill(bill({ services: [service(compute, 60), service(other, 40)], usageTypes }))
    expect(covered.explainedUsd).toBeCloseTo(60, 9)
    expect(covered.unexplained).toEqual([
      { accountId: account, service: other, usageType: 'DataTransfer-Regional-Bytes', usd: 40 },
    ])
  })

  test('volumes follow their instances: 72 of 96 dollars of compute explain three quarters of them', () => {
    const usageTypes = [
      type('BoxUsage:m7i.large', 96),
      type('EBS:VolumeUsage.gp3', 20),
      type('NatGateway-Hours', 30),
    ]
    const covered = coverBill(bill({ services: [service(compute, 96), service(other, 50)], usageTypes }))
    expect(covered.explainedUsd).toBeCloseTo(72 + 15, 9)
    expect(covered.unexplained.map(({ usageType, usd }) => [usageType, Math.round(usd)])).toEqual([
      ['NatGateway-Hours', 30],
      ['BoxUsage:m7i.large', 24],
      ['EBS:VolumeUsage.gp3', 5],
    ])
  })

  test('with resources in the export each usage type keeps what is under its own ids', () => {
    const usageTypes = [
      type('BoxUsage:m7i.large', 100, { service: compute, matchedUsd: 80 }),
      type('BoxUsage:c7i.large', 50, { service: compute, matchedUsd: 0 }),
    ]
    const inventory = [{ resource: machine, isMatched: true }]
    const covered = coverBill(bill({ services: [service(compute, 150, 80)], usageTypes, inventory }))
    expect(covered.share).toBeCloseTo(80 / 150, 9)
    expect(covered.unexplained.map(({ usageType, usd }) => [usageType, usd])).toEqual([
      ['BoxUsage:c7i.large', 50],
      ['BoxUsage:m7i.large', 20],
    ])
  })

  test('what no usage type tells of is listed without a name, and everything adds up', () => {
    const usageTypes = [type('BoxUsage:m7i.large', 90)]
    const covered = coverBill(bill({ services: [service(compute, 100)], usageTypes }))
    const rest = covered.unexplained.reduce((sum, { usd }) => sum + usd, 0)
    expect(covered.explainedUsd + rest).toBeCloseTo(covered.usd, 9)
    expect(covered.unexplained.find(({ usageType }) => usageType === '')?.usd).toBeCloseTo(10, 9)
    expect(hours * price.hourlyUsd).toBe(72)
  })
})

describe('usage types', () => {
  test.each([
    ['BoxUsage:m7i.large', compute, 'capacity'],
    ['EU-SpotUsage:c7g.xlarge', compute, 'capacity'],
    ['USW2-EBS:VolumeUsage.gp3', other, 'attached'],
    ['EBS:SnapshotUsage', other, 'other'],
    ['Multi-AZUsage:db.r7g.large', 'Amazon Relational Database Service', 'capacity'],
    ['EU-InstanceUsage:db.m7g.large', 'Amazon Relational Database Service', 'capacity'],
    ['Aurora:ServerlessV2Usage', 'Amazon Relational Database Service', 'capacity'],
    ['RDS:Multi-AZ-GP3-Storage', 'Amazon Relational Database Service', 'attached'],
    ['Aurora:StorageIOUsage', 'Amazon Relational Database Service', 'attached'],
    ['EU-ExtendedSupport:Yr1-Yr2:postgresql', 'Amazon Relational Database Service', 'attached'],
    ['NodeUsage:cache.r7g.large', 'Amazon ElastiCache', 'capacity'],
    ['EU-ESInstance:r7g.large', 'Amazon OpenSearch Service', 'capacity'],
    ['WriteRequestUnits', 'Amazon DynamoDB', 'capacity'],
    ['USE1-Kafka.m7g.large', 'Amazon Managed Streaming for Apache Kafka', 'capacity'],
    ['USE1-Kafka.Storage.GP2', 'Amazon Managed Streaming for Apache Kafka', 'attached'],
    ['Node:ra3.xlplus', 'Amazon Redshift', 'capacity'],
    ['USE1-Host:ml.g5.xlarge', 'Amazon SageMaker', 'capacity'],
    ['EU-Fargate-vCPU-Hours:perCPU', 'Amazon Elastic Container Service', 'capacity'],
  ])('%s is %s, %s', (usageType, serviceName, kind) => {
    expect(usageKind(usageType)).toMatchObject({ service: serviceName, kind })
  })

  test.each(['TimedStorage-ByteHrs', 'Requests-Tier1', 'CW:MetricMonitorUsage', ''])(
    '%s is nobody’s',
    (usageType) => {
      expect(usageKind(usageType)).toBeUndefined()
    },
  )
})

describe('the data page', () => {
  const tie = (
    grouping: 'service' | 'team',
    storedUsd: number,
    source: 'cost-explorer' | 'cur' = 'cost-explorer',
  ) => ({
    month: '2026-10-01',
    source,
    grouping,
    checkedDay: '2026-11-22',
    totalUsd: 1000,
    storedUsd,
  })
  const note = {
    month: '2026-08-01',
    source: 'cost-explorer',
    grouping: 'team',
    observedDay: '2026-11-24',
    beforeUsd: 1300,
    afterUsd: 1300,
    movedUsd: 775,
    changes: [
      { key: '', beforeUsd: 387.5, afterUsd: 0 },
      { key: 'data', beforeUsd: 0, afterUsd: 387.5 },
    ],
  } as const

  test('shows each month once a source with its worst grouping, and whether it ties', () => {
    const state = {
      ties: [tie('service', 1000), tie('team', 998.5), tie('service', 1000.5, 'cur')],
      notes: [],
      sources: [],
    }
    const { months } = presentCostData({ state, accountNames: new Map() })
    expect(months).toMatchObject([
      {
        name: 'Oct 2026',
        source: 'Cost Explorer',
        total: '$1,000',
        difference: '0.15% (teams)',
        ties: false,
      },
      {
        name: 'Oct 2026',
        source: 'Cost and Usage Report',
        total: '$1,000',
        difference: '0.05% (services)',
        ties: true,
      },
    ])
  })

  test('says what was restated in a sentence', () => {
    expect(noteText(note)).toBe(
      'Aug 2026 was restated on 24 Nov 2026 (Cost Explorer): $775 moved among teams, the total stayed (untagged −$388, data +$388).',
    )
  })

  test('names the share and the dearest rest', () => {
    const usageTypes = [type('BoxUsage:m7i.large', 96), type('NatGateway-Hours', 30)]
    const facts = bill({ services: [service(compute, 96), service(other, 30)], usageTypes })
    const view = presentCostData({
      state: { ties: [], notes: [], sources: [], calls: { day: '2026-11-22', calls: 6 } },
      bill: facts,
      accountNames: new Map([[account, 'shop']]),
    })
    expect(view.coverage).toMatchObject({ share: '57%', explained: '$72', billed: '$126' })
    expect(view.coverage?.unexplained[0]).toMatchObject({
      usageType: 'NatGateway-Hours',
      service: other,
      account: 'shop',
      amount: '$30',
    })
    expect(view.calls).toBe('6 paid calls on 22 Nov 2026 ($0.06)')
  })
})
