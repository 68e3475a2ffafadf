import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { ListedProduct } from '#lib/collect/prices.ts'
import { classPrices } from '#lib/collect/rds-prices.ts'
import type { Price, Shape } from '#lib/model/shape.ts'
import { auroraClasses } from '#lib/simulate/facts/aurora-classes.ts'
import { documentdbClasses } from '#lib/simulate/facts/documentdb-classes.ts'
import { redshiftNodes } from '#lib/simulate/facts/redshift-nodes.ts'
import { type Opened, openTiny } from './open.ts'

let opened: Opened
let shapes: ReadonlyMap<string, Shape>
let prices: ReadonlyMap<string, Price>

beforeAll(async () => {
  opened = await openTiny()
  const found = await opened.collector.shapes(opened.account('shop'), 'us-east-1')
  expect(found.problems).toEqual([])
  shapes = new Map(found.shapes.map((shape) => [shape.name, shape]))
  prices = new Map(found.prices.map((price) => [`${price.shape} ${price.key}`, price]))
})
afterAll(() => opened.close())

const usd = (shape: string, key: string) => prices.get(`${shape} ${key}`)?.hourlyUsd
const monthUsd = (key: string) => (usd('', key) ?? Number.NaN) * 730

describe('list prices of clusters', () => {
  test('Aurora instances by engine and storage mode, I/O-Optimized at 1.3 times', () => {
    for (const { name, hourlyUsd } of auroraClasses) {
      for (const engine of ['aurora-mysql', 'aurora-postgresql']) {
        expect(usd(name, `${engine}/standard`)).toBeCloseTo(hourlyUsd, 8)
        expect(usd(name, `${engine}/io-optimized`)).toBeCloseTo(1.3 * hourlyUsd, 8)
      }
      expect(shapes.get(name)).toMatchObject({ service: 'rds' })
    }
  })

  test('Aurora by use: GiB of both modes, a million I/O, ACU', () => {
    expect(monthUsd('aurora-mysql/storage-gib-month')).toBeCloseTo(0.1, 9)
    expect(monthUsd('aurora-postgresql/io-optimized-storage-gib-month')).toBeCloseTo(0.225, 9)
    expect(usd('', 'aurora-mysql/million-io')).toBeCloseTo(0.2, 9)
    expect(usd('', 'aurora-postgresql/acu-hour')).toBeCloseTo(0.12, 9)
    expect(usd('', 'aurora-postgresql/io-optimized-acu-hour')).toBeCloseTo(0.156, 9)
  })

  test('Extended Support by version, year and unit', () => {
    expect(usd('', 'extended-support/mysql-5.7/year-1-2/vcpu-hour')).toBe(0.1)
    expect(usd('', 'extended-support/mysql-5.7/year-3/vcpu-hour')).toBe(0.2)
    expect(usd('', 'extended-support/aurora-mysql-5.7/year-1-2/acu-hour')).toBe(0.085)
    expect(usd('', 'extended-support/aurora-mysql-5.7/year-3/vcpu-hour')).toBeUndefined()
    expect(usd('', 'extended-support/mysql-5.7/year-3/acu-hour')).toBeUndefined()
  })

  test('DocumentDB instances and Redshift nodes, with what was derived marked', () => {
    for (const { name, hourlyUsd, priceDerived } of documentdbClasses) {
      const price = prices.get(`${name} docdb/standard`)
      expect([price?.hourlyUsd, price?.derived === true]).toEqual([hourlyUsd, priceDerived])
    }
    for (const { name, hourlyUsd, vcpu, memoryGib } of redshiftNodes) {
      expect(usd(name, 'node')).toBe(hourlyUsd)
      expect(shapes.get(name)).toMatchObject({
        service: 'redshift',
        capacity: { cpu: vcpu, memory: memoryGib },
      })
    }
  })

  test('EBS by volume type: GiB, IOPS, and throughput by the MiB/s', () => {
    expect(monthUsd('ebs/gp3-gib-month')).toBeCloseTo(0.08, 9)
    expect(monthUsd('ebs/gp3-iops-month')).toBeCloseTo(0.005, 9)
    expect(monthUsd('ebs/gp3-mibps-month')).toBeCloseTo(0.04, 9)
    expect(monthUsd('ebs/io1-iops-month')).toBeCloseTo(0.065, 9)
    // RDS storage keeps its own keys.
    expect(monthUsd('gp3-gib-month')).toBeCloseTo(0.115, 9)
  })
})

describe('prices of classes', () => {
  const product = (attributes: Record<string, string>, dollars: number): ListedProduct => ({
    attributes: { instanceType: 'db.m5.large', vcpu: '2', memory: '8 GiB', ...attributes },
    usd: dollars,
    unit: 'Hrs',
    asOf: '2026-08-01',
    derived: false,
  })
  const oracle = { databaseEngine: 'Oracle', databaseEdition: 'Enterprise', deploymentOption: 'Single-AZ' }
  const byol = { ...oracle, licenseModel: 'Bring your own license' }

  test('of which two differ under one key are not taken, whichever comes first', () => {
    const twice = [product(byol, 0.171), product({ ...byol, more: 'x' }, 0.3), product(byol, 0.171)]
    expect(classPrices(twice, 'us-east-1').prices).toEqual([])
    expect(classPrices(twice.toReversed(), 'us-east-1').prices).toEqual([])
    expect(classPrices([product(byol, 0.171), product(byol, 0.171)], 'us-east-1').prices).toHaveLength(1)
  })

  test('of RDS Custom are left out', () => {
    const custom = product({ ...byol, deploymentModel: 'Custom' }, 0.205)
    const { prices: found } = classPrices([product(byol, 0.171), custom], 'us-east-1')
    expect(found.map(({ key, hourlyUsd }) => [key, hourlyUsd])).toEqual([['oracle-ee/single-az/byol', 0.171]])
  })
})
