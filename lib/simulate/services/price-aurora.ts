import { auroraClasses, auroraUsagePrices } from '../facts/aurora-classes.ts'
import type { ClusteredClassFact } from '../facts/clustered-class.ts'
import { memoryText, type Product, regionAttributes } from './price-product.ts'

const engines = [
  { name: 'Aurora MySQL', operation: 'CreateDBInstance:0016' },
  { name: 'Aurora PostgreSQL', operation: 'CreateDBInstance:0021' },
] as const
type Engine = (typeof engines)[number]

const modes = [
  { usage: 'InstanceUsage', factor: 1 },
  { usage: 'InstanceUsageIOOptimized', factor: auroraUsagePrices.optimizedOverStandard },
] as const

/** Aurora in the list of RDS: instances of both modes, volumes, I/O and ACU of both engines. */
export function auroraProducts(region: string): Product[] {
  return engines.flatMap((engine) => [
    ...auroraClasses.flatMap((fact) => modes.map((mode) => classProduct(fact, { engine, region, mode }))),
    ...usageProducts(engine, region),
  ])
}

type Offer = { readonly engine: Engine; readonly region: string; readonly mode: (typeof modes)[number] }

function commonAttributes(engine: Engine, region: string): Record<string, string> {
  return {
    ...regionAttributes(region),
    servicecode: 'AmazonRDS',
    servicename: 'Amazon Relational Database Service',
    databaseEngine: engine.name,
    operation: engine.operation,
  }
}

function classProduct(fact: ClusteredClassFact, { engine, region, mode }: Offer): Product {
  const usd = Number((fact.hourlyUsd * mode.factor).toFixed(10))
  return {
    serviceCode: 'AmazonRDS',
    productFamily: 'Database Instance',
    attributes: {
      ...commonAttributes(engine, region),
      instanceType: fact.name,
      currentGeneration: fact.currentGeneration ? 'Yes' : 'No',
      vcpu: String(fact.vcpu),
      memory: memoryText(fact.memoryGib),
      storage: 'EBS Only',
      licenseModel: 'No license required',
      deploymentOption: 'Single-AZ',
      usagetype: `${mode.usage}:${fact.name}`,
    },
    unit: 'Hrs',
    usd,
    description: `$${usd} per RDS ${fact.name} Single-AZ instance hour (or partial hour) running ${engine.name}`,
    asOf: fact.priceDate,
  }
}

function usageProducts(engine: Engine, region: string): Product[] {
  const prices = auroraUsagePrices
  const of = (productFamily: string, usagetype: string, [usd, unit]: readonly [number, string]): Product => ({
    serviceCode: 'AmazonRDS',
    productFamily,
    attributes: { ...commonAttributes(engine, region), usagetype },
    unit,
    usd,
    description: `$${usd} per ${unit} of ${usagetype} (${engine.name})`,
    asOf: prices.asOf,
  })
  return [
    of('Database Storage', 'Aurora:StorageUsage', [prices.storageGibMonthUsd, 'GB-Mo']),
    of('Database Storage', 'Aurora:IO-OptimizedStorageUsage', [prices.optimizedStorageGibMonthUsd, 'GB-Mo']),
    of('System Operation', 'Aurora:StorageIOUsage', [prices.millionIoUsd / 1e6, 'IOs']),
    of('ServerlessV2', 'Aurora:ServerlessV2Usage', [prices.acuHourUsd, 'ACU-Hr']),
    of('ServerlessV2', 'Aurora:ServerlessV2IOOptimizedUsage', [prices.optimizedAcuHourUsd, 'ACU-Hr']),
  ]
}
