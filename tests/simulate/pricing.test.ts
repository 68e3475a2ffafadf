import { type Filter, PricingClient, paginateGetProducts } from '@aws-sdk/client-pricing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { databaseClasses } from '#lib/simulate/facts/database-classes.ts'
import { instanceTypes } from '#lib/simulate/facts/instance-types.ts'
import type { Simulator } from '#lib/simulate/index.ts'
import { clientOf, startTiny } from '#tests/support/simulator.ts'

type PriceItem = {
  product: { productFamily: string; attributes: Record<string, string>; sku: string }
  terms: {
    OnDemand: Record<
      string,
      {
        effectiveDate: string
        priceDimensions: Record<string, { unit: string; pricePerUnit: { USD: string } }>
      }
    >
  }
}

let simulator: Simulator
let pricing: PricingClient

beforeAll(async () => {
  simulator = await startTiny()
  pricing = new PricingClient(clientOf(simulator))
})

afterAll(async () => {
  pricing.destroy()
  await simulator.close()
})

async function products(ServiceCode: string, fields: Record<string, string>): Promise<PriceItem[]> {
  const Filters = Object.entries(fields).map(
    ([Field, Value]): Filter => ({ Type: 'TERM_MATCH', Field, Value }),
  )
  const items: PriceItem[] = []
  for await (const page of paginateGetProducts({ client: pricing }, { ServiceCode, Filters })) {
    for (const text of page.PriceList ?? []) items.push(JSON.parse(String(text)))
  }
  return items
}

function usdOf(item: PriceItem | undefined): number {
  const term = Object.values(item?.terms.OnDemand ?? {})[0]
  return Number(Object.values(term?.priceDimensions ?? {})[0]?.pricePerUnit.USD)
}

test('one Linux on-demand price per instance type', async () => {
  const items = await products('AmazonEC2', {
    regionCode: 'us-east-1',
    operatingSystem: 'Linux',
    tenancy: 'Shared',
    preInstalledSw: 'NA',
    capacitystatus: 'Used',
  })
  expect(items.map((item) => [item.product.attributes.instanceType, usdOf(item)])).toEqual(
    instanceTypes.map((fact) => [fact.name, fact.hourlyUsd]),
  )
  expect(new Set(items.map((item) => item.product.sku)).size).toBe(instanceTypes.length)
  expect(items[0]?.product.attributes.memory).toMatch(/GiB$/)
})

test('without a capacity status its reservation twins come along', async () => {
  const items = await products('AmazonEC2', { regionCode: 'us-east-1', instanceType: 'm7i.large' })
  expect(items.map((item) => item.product.attributes.capacitystatus).sort()).toEqual([
    'AllocatedCapacityReservation',
    'UnusedCapacityReservation',
    'Used',
  ])
})

test.each([
  ['MySQL', 'mysql', 'Single-AZ', 1],
  ['PostgreSQL', 'postgres', 'Multi-AZ', 2],
  ['MariaDB', 'mariadb', 'Single-AZ', 1],
])('%s prices: %s, %s', async (databaseEngine, key, deploymentOption, factor) => {
  const items = await products('AmazonRDS', {
    regionCode: 'us-east-1',
    productFamily: 'Database Instance',
    databaseEngine,
    deploymentOption,
  })
  const got = new Map(items.map((item) => [item.product.attributes.instanceType, usdOf(item)]))
  const priced = databaseClasses.filter((fact) => fact.hourlyUsd[key] !== undefined)
  expect(got.size).toBe(priced.length)
  for (const fact of priced) expect(got.get(fact.name)).toBeCloseTo((fact.hourlyUsd[key] ?? 0) * factor, 9)
})

test('storage of both services by the GB-month', async () => {
  const rds = await products('AmazonRDS', {
    regionCode: 'us-east-1',
    volumeType: 'General Purpose-GP3',
    databaseEngine: 'PostgreSQL',
  })
  expect(rds.map((item) => [item.product.attributes.deploymentOption, usdOf(item)])).toEqual([
    ['Single-AZ', 0.115],
    ['Multi-AZ', 0.23],
  ])
  const ebs = await products('AmazonEC2', {
    regionCode: 'us-east-1',
    volumeApiName: 'gp3',
    productFamily: 'Storage',
  })
  expect(ebs.map(usdOf)).toEqual([0.08])
})
