import { describe, expect, test } from 'vitest'
import { databaseClass, databaseClasses } from '#lib/simulate/facts/database-classes.ts'
import { instanceType, instanceTypes } from '#lib/simulate/facts/instance-types.ts'
import { storageHourlyUsd } from '#lib/simulate/facts/storage-prices.ts'

describe('facts of instance types', () => {
  // AWS's public specifications and us-east-1 Linux prices of July 2026.
  test.each([
    ['m5.large', 2, 8, 0.096, 'x86_64'],
    ['m7g.xlarge', 4, 16, 0.1632, 'arm64'],
    ['c6i.4xlarge', 16, 32, 0.68, 'x86_64'],
    ['p5.48xlarge', 192, 2048, 55.04, 'x86_64'],
  ])('%s', (name, vcpu, memoryGib, hourlyUsd, arch) => {
    expect(instanceType(name)).toMatchObject({ vcpu, memoryGib, hourlyUsd, arch, priceDate: '2026-07-20' })
  })

  test('a t3.large sustains 30 % of each vCPU, an m5.large is not burstable', () => {
    expect(instanceType('t3.large')).toMatchObject({ burstable: true, baselineShare: 0.3 })
    expect(instanceType('m5.large')).toMatchObject({ burstable: false, baselineShare: undefined })
  })

  test('a p5.48xlarge has eight GPUs of 80 GiB = 85.899 GB each', () => {
    expect(instanceType('p5.48xlarge')).toMatchObject({
      gpuCount: 8,
      gpuModel: 'NVIDIA H100',
      gpuMemoryGb: 85.899,
    })
    expect(instanceType('m5.large').gpuCount).toBe(0)
  })

  test('every figure is a number, and names are unique', () => {
    const broken = instanceTypes.filter((fact) =>
      [
        fact.vcpu,
        fact.memoryGib,
        fact.hourlyUsd,
        fact.networkBaselineGbps,
        fact.ebsBaselineMbps,
        fact.ebsBaselineIops,
      ].some((figure) => !(figure > 0)),
    )
    expect(broken.map((fact) => fact.name)).toEqual([])
    expect(new Set(instanceTypes.map((fact) => fact.name)).size).toBe(instanceTypes.length)
  })

  test('an unknown type is an error that says where to add it', () => {
    expect(() => instanceType('z9.huge')).toThrow('z9.huge')
  })
})

describe('facts of database classes', () => {
  test('a class has the limits of the equal EC2 type', () => {
    const { vcpu, memoryGib, ebsBaselineIops } = instanceType('r6g.2xlarge')
    expect(databaseClass('db.r6g.2xlarge')).toMatchObject({ vcpu, memoryGib, ebsBaselineIops })
  })

  test('prices are those of the list, and derived ones are marked', () => {
    expect(databaseClass('db.m5.large')).toMatchObject({
      hourlyUsd: { mysql: 0.171, postgres: 0.178, mariadb: 0.171 },
      priceDerived: false,
    })
    expect(databaseClass('db.m7i.large').priceDerived).toBe(true)
  })

  test('within a family a larger class costs more', () => {
    const priced = databaseClasses.map((fact) => ({
      ...fact,
      family: fact.name.split('.')[1],
      usd: fact.hourlyUsd.mysql ?? 0,
    }))
    for (const group of Map.groupBy(priced, (fact) => fact.family).values()) {
      const usd = group.toSorted((a, b) => a.memoryGib - b.memoryGib).map((fact) => fact.usd)
      expect(usd).toEqual(usd.toSorted((a, b) => a - b))
      expect(usd[0]).toBeGreaterThan(0)
    }
  })

  test('storage is priced by the hour: 0.115 dollars a month / 730', () => {
    expect(storageHourlyUsd('rds', 'gp3')).toBeCloseTo(0.115 / 730, 9)
    expect(() => storageHourlyUsd('rds', 'tape')).toThrow('tape')
  })
})
