import { describe, expect, test } from 'vitest'
import type { Signals } from '#lib/model/forecast.ts'
import type { Facts, Resource } from '#lib/model/resource.ts'
import type { Price, Shape } from '#lib/model/shape.ts'
import { dayStart } from '#lib/model/time.ts'
import type { ClassDefinition, NoteContext } from '#lib/resources/definition.ts'
import { burstNotes } from '#lib/resources/ebs-volumes.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

const price = (key: string, hourlyUsd: number, shape = ''): Price => {
  return { shape, region: 'us-east-1', key, hourlyUsd, asOf: '2026-08-20' }
}
const prices: readonly Price[] = [
  price('extended-support/mysql-5.7/year-1-2/vcpu-hour', 0.1),
  price('extended-support/mysql-5.7/year-3/vcpu-hour', 0.2),
  price('aurora-postgresql/standard', 0.553, 'db.r7g.xlarge'),
  price('aurora-postgresql/storage-gib-month', 0.1 / 730),
  price('aurora-postgresql/million-io', 0.2),
  price('aurora-mysql/storage-gib-month', 0.1 / 730),
  price('aurora-mysql/million-io', 0.2),
  price('aurora-mysql/acu-hour', 0.12),
]

type Said = {
  readonly facts?: Facts
  readonly signals?: Signals
  readonly day?: string
  readonly prices?: readonly Price[]
}

function said(resourceClass: Resource['resourceClass'], options: Said): string {
  const { resource, shapes }: { resource: Resource; shapes: readonly Shape[] } = sizingInput(resourceClass)
  const context: NoteContext = {
    resource: { ...resource, facts: { ...resource.facts, ...options.facts } },
    shapes,
    signals: options.signals ?? {},
    prices: options.prices ?? prices,
    nowMs: dayStart(options.day ?? '2026-11-25'),
  }
  const definition: ClassDefinition = classDefinitions[resourceClass]
  const items = definition.notes?.(context) ?? []
  return items.map(({ title, text }) => `${title} | ${text}`).join('\n')
}

const level = (mean: number, max = mean, p50 = mean) => ({ min: 0, p50, max, mean })

describe('Extended Support of a Multi-AZ instance of 4 vCPU', () => {
  const mysql57 = { engineVersion: '5.7.44', extendedSupport: 'year-3' }

  test('tells the step of the third year: 8 x 0.2 x 730, and half of it before', () => {
    expect(said('rds-instance', { facts: mysql57 })).toBe(
      'Extended Support | Standard support of MySQL 5.7 ended on 29 Feb 2024. Since 1 Mar 2026 the third year of Extended Support adds $1,168/mo for 8 vCPU, $584/mo until then, on top of the instances. An upgrade ends it. Dates from our table of 31 Aug 2026: AWS did not tell them.',
    )
  })

  test('tells the step that is ahead', () => {
    const facts = { ...mysql57, extendedSupport: 'year-1-2' }
    expect(said('rds-instance', { facts, day: '2025-11-25' })).toMatch(
      /Since 1 Mar 2024 Extended Support adds \$584\/mo for 8 vCPU, on top of the instances\. From 1 Mar 2026 it is \$1,168\/mo\./,
    )
  })

  test('is said to be charged where its price is not known', () => {
    expect(said('rds-instance', { facts: mysql57, prices: [] })).toMatch(/its price is not known/)
  })

  test('that is switched off ends in an upgrade', () => {
    expect(said('rds-instance', { facts: { engineVersion: '5.7.44' } })).toMatch(/AWS upgrades it/)
  })

  test('is announced a year before, without a price that the list does not have yet', () => {
    const facts = { engine: 'postgres', engineVersion: '14.15' }
    expect(said('rds-instance', { facts })).toBe(
      'End of support | Standard support of PostgreSQL 14 ends on 28 Feb 2027. From 1 Mar 2027 Extended Support adds a price per vCPU-hour. Dates from our table of 31 Aug 2026: AWS did not tell them.',
    )
    expect(said('rds-instance', { facts, day: '2025-11-25' })).toBe('')
  })

  test('is told by the dates of AWS, where inventory read them', () => {
    const facts = { ...mysql57, supportEndsOn: '2026-10-31', supportSource: 'aws' }
    const charged = { ...facts, supportChargedFrom: '2026-11-01', supportYearThreeFrom: '2028-11-01' }
    expect(said('rds-instance', { facts: { ...charged, extendedSupport: 'year-1-2' } })).toBe(
      'Extended Support | Standard support of MySQL 5.7 ended on 31 Oct 2026. Since 1 Nov 2026 Extended Support adds $584/mo for 8 vCPU, on top of the instances. From 1 Nov 2028 it is $1,168/mo. An upgrade ends it.',
    )
  })

  test('says nothing of engines without published dates', () => {
    expect(said('rds-instance', { facts: { engine: 'oracle-se2', engineVersion: '19.0' } })).toBe('')
  })
})

describe('the storage mode of a cluster', () => {
  // Two db.r7g.xlarge: 2 x 0.553 x 730 = $807. 1,000 GiB: $100. Per million requests an hour: 730 x 0.2 = $146.
  const signals = (millionAnHour: number): Signals => ({
    'volume-bytes': level(1000 * 2 ** 30),
    'volume-reads': level(0.6e6 * millionAnHour),
    'volume-writes': level(0.4e6 * millionAnHour),
  })

  test('Standard with little I/O is right', () => {
    // 146 / 1053 = 14 %; (0.3 x 807 + 125) / (1.3 x 807 + 225) = 29 %.
    expect(said('aurora-cluster', { signals: signals(1) })).toContain(
      'Storage mode | I/O is 14% of the cost in the Standard mode; both modes cost the same at 29%. Standard is the right mode.',
    )
  })

  test('Standard with much I/O is not: 807 + 100 + 876 against 1.3 x 807 + 225', () => {
    expect(said('aurora-cluster', { signals: signals(6) })).toContain(
      'I/O is 49% of the cost in the Standard mode; both modes cost the same at 29%. I/O-Optimized is $509/mo cheaper than Standard.',
    )
  })

  test('I/O-Optimized with little I/O is not either: 1274 against 1053', () => {
    const facts = { storageType: 'aurora-iopt1' }
    expect(said('aurora-cluster', { facts, signals: signals(1) })).toContain(
      'I/O would be 14% of the cost in the Standard mode; both modes cost the same at 29%. Standard is $221/mo cheaper than I/O-Optimized.',
    )
  })

  test('of Serverless v2 counts the ACU-hours: 8 x 0.12 x 730 = $701', () => {
    const used = { ...signals(1), capacity: level(8) }
    // 146 / (701 + 100 + 146) = 15 %.
    expect(said('aurora-serverless', { signals: used })).toContain('I/O would be 15% of the cost')
  })

  test('is not judged while a part of the cost is not known', () => {
    expect(said('aurora-cluster', { signals: {} })).not.toContain('Storage mode')
    expect(said('aurora-cluster', { signals: signals(1), prices: [] })).not.toContain('Storage mode')
  })
})

test('members of another class are named', () => {
  const facts = { otherClasses: 'profile-3 (db.r7g.large)' }
  expect(said('aurora-cluster', { facts })).toMatch(
    /Of another class than the writer: profile-3 \(db\.r7g\.large\)\./,
  )
  expect(said('aurora-cluster', {})).not.toMatch(/Unequal/)
})

describe('Serverless v2 at its maximum', () => {
  test('is said to be cut off', () => {
    const signals = { 'acu-utilization': { min: 20, p50: 60, max: 100 } }
    expect(said('aurora-serverless', { signals })).toMatch(
      /stood at its maximum of 16 ACU in the last 14 days\. What/,
    )
    const mostly = { 'acu-utilization': { min: 20, p50: 100, max: 100 } }
    expect(said('aurora-serverless', { signals: mostly })).toMatch(/for half of the time or more/)
  })

  test('is nothing to say of one below', () => {
    const signals = { 'acu-utilization': { min: 20, p50: 60, max: 99.5 } }
    expect(said('aurora-serverless', { signals })).toBe('')
  })
})

test('a burst balance is told when it is low', () => {
  const balance = (min: number) => burstNotes({ 'burst-balance': { min, p50: 80, max: 100 } })
  expect(balance(4)[0]?.text).toMatch(/fell to 4% in the last 14 days/)
  expect(balance(60)).toEqual([])
  expect(burstNotes({})).toEqual([])
})

describe('ACU that a serverless cluster runs', () => {
  const { resource } = sizingInput('aurora-serverless')
  const standard = { storageType: 'aurora', meanAcu: 5.25 }

  test('are what it costs, as measured: 5.25 x 0.12 x 730', () => {
    const facts = { ...resource.facts, ...standard }
    expect(
      classDefinitions['aurora-serverless'].listMonthlyUsd?.({ ...resource, facts }, prices),
    ).toBeCloseTo(459.9, 6)
    expect(said('aurora-serverless', { facts: standard })).toContain(
      'Capacity paid | 5.25 ACU ran on the mean of the last 14 days: $460/mo at list price, as measured and not as sized. Storage and I/O are not counted.',
    )
  })

  test('are not known where a member was not measured or the mode has no price', () => {
    expect(classDefinitions['aurora-serverless'].listMonthlyUsd?.(resource, prices)).toBeUndefined()
    const optimized = { ...resource, facts: { ...resource.facts, meanAcu: 5.25 } }
    expect(classDefinitions['aurora-serverless'].listMonthlyUsd?.(optimized, prices)).toBeUndefined()
  })
})

describe('the instances of a SageMaker endpoint that ran', () => {
  const scaled = { minSize: 2, maxSize: 10, scaled: true }

  test('are counted by an assumption, which is said', () => {
    expect(said('sagemaker-endpoint', { facts: { ...scaled, publishedEverySeconds: 60 } })).toMatch(
      /^Assumed \| That each instance sends one sample of CPUUtilization a minute/,
    )
    expect(said('sagemaker-endpoint', { facts: { minSize: 2, maxSize: 2 } })).toBe('')
  })

  test('are not counted where samples come at another pace', () => {
    expect(said('sagemaker-endpoint', { facts: { ...scaled, publishedEverySeconds: 10 } })).toContain(
      'Its metrics come every 10 seconds, so their samples do not count its instances',
    )
  })
})
