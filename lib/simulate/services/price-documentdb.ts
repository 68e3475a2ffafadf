import { documentdbClasses, documentdbUsagePrices } from '../facts/documentdb-classes.ts'
import type { World } from '../world.ts'
import { derivedNote, memoryText, type Product, regionAttributes } from './price-product.ts'

const serviceCode = 'AmazonDocDB'
const servicename = 'Amazon DocumentDB (with MongoDB compatibility)'

/** Instances, volume and I/O of DocumentDB Standard. */
export function documentdbProducts(_world: World, region: string): Product[] {
  const common = { ...regionAttributes(region), servicecode: serviceCode, servicename }
  const { storageGibMonthUsd, millionIoUsd, asOf } = documentdbUsagePrices
  const usage = (
    productFamily: string,
    usagetype: string,
    [usd, unit]: readonly [number, string],
  ): Product => ({
    serviceCode,
    productFamily,
    attributes: { ...common, usagetype },
    unit,
    usd,
    description: `$${usd} per ${unit} of ${usagetype}`,
    asOf,
  })
  return [
    ...documentdbClasses.map((fact) => ({
      serviceCode,
      productFamily: 'Database Instance',
      attributes: {
        ...common,
        instanceType: fact.name,
        currentGeneration: fact.currentGeneration ? 'Yes' : 'No',
        vcpu: String(fact.vcpu),
        memory: memoryText(fact.memoryGib),
        databaseEngine: 'Amazon DocumentDB',
        usagetype: `InstanceUsage:${fact.name}`,
        operation: 'CreateDBInstance',
      },
      unit: 'Hrs',
      usd: fact.hourlyUsd,
      description: `$${fact.hourlyUsd} per ${fact.name} instance hour${derivedNote(fact.priceDerived)}`,
      asOf: fact.priceDate,
    })),
    usage('Database Storage', 'StorageUsage', [storageGibMonthUsd, 'GB-Mo']),
    usage('System Operation', 'StorageIOUsage', [millionIoUsd / 1e6, 'IOs']),
  ]
}
