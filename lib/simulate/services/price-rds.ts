import type { DatabaseClassFact, World } from '../world.ts'
import { derivedNote, memoryText, type Product, regionAttributes } from './price-product.ts'

type Engine = { readonly key: string; readonly name: string; readonly operation: string }

/** Engines with the names and operation codes of the price list. */
const engines: readonly Engine[] = [
  { key: 'mysql', name: 'MySQL', operation: 'CreateDBInstance:0002' },
  { key: 'postgres', name: 'PostgreSQL', operation: 'CreateDBInstance:0014' },
  { key: 'mariadb', name: 'MariaDB', operation: 'CreateDBInstance:0018' },
]

const deployments = [
  { name: 'Single-AZ', prefix: '', factor: 1 },
  { name: 'Multi-AZ', prefix: 'Multi-AZ', factor: 2 },
] as const
type Deployment = (typeof deployments)[number]

const volumeNames: Readonly<Record<string, { readonly volumeType: string; readonly usage: string }>> = {
  gp3: { volumeType: 'General Purpose-GP3', usage: 'GP3-Storage' },
  gp2: { volumeType: 'General Purpose', usage: 'GP2-Storage' },
  io1: { volumeType: 'Provisioned IOPS', usage: 'PIOPS-Storage' },
}

/** Every class with every engine that has a price and both deployments, and the storage of each. */
export function rdsProducts(world: World, region: string): Product[] {
  const products: Product[] = []
  for (const engine of engines) {
    for (const deployment of deployments) {
      for (const fact of world.databaseClasses) {
        const usd = fact.hourlyUsd[engine.key]
        if (usd !== undefined) products.push(classProduct(fact, { region, engine, deployment, usd }))
      }
      for (const price of world.storagePrices) {
        if (price.service === 'rds') products.push(storageProduct(price, { region, engine, deployment }))
      }
    }
  }
  return products
}

type Offer = { readonly region: string; readonly engine: Engine; readonly deployment: Deployment }

function commonAttributes({ region, engine, deployment }: Offer): Record<string, string> {
  return {
    ...regionAttributes(region),
    servicecode: 'AmazonRDS',
    servicename: 'Amazon Relational Database Service',
    databaseEngine: engine.name,
    deploymentOption: deployment.name,
  }
}

function classProduct(fact: DatabaseClassFact, offer: Offer & { readonly usd: number }): Product {
  const usd = Number((offer.usd * offer.deployment.factor).toFixed(10))
  return {
    serviceCode: 'AmazonRDS',
    productFamily: 'Database Instance',
    attributes: {
      ...commonAttributes(offer),
      instanceType: fact.name,
      currentGeneration: fact.currentGeneration ? 'Yes' : 'No',
      vcpu: String(fact.vcpu),
      memory: memoryText(fact.memoryGib),
      storage: 'EBS Only',
      licenseModel: 'No license required',
      operation: offer.engine.operation,
      usagetype: `${offer.deployment.prefix}${offer.deployment.prefix === '' ? 'Instance' : ''}Usage:${fact.name}`,
    },
    unit: 'Hrs',
    usd,
    description: `$${usd} per RDS ${fact.name} ${offer.deployment.name} instance hour (or partial hour) running ${offer.engine.name}${derivedNote(fact.priceDerived)}`,
    asOf: fact.priceDate,
  }
}

function storageProduct(price: World['storagePrices'][number], offer: Offer): Product {
  const names = volumeNames[price.volumeType]
  const usd = Number((price.gibMonthUsd * offer.deployment.factor).toFixed(10))
  return {
    serviceCode: 'AmazonRDS',
    productFamily: 'Database Storage',
    attributes: {
      ...commonAttributes(offer),
      volumeType: names?.volumeType ?? price.volumeType,
      minVolumeSize: '20 GB',
      maxVolumeSize: '64 TB',
      storageMedia: 'SSD',
      usagetype: `RDS:${offer.deployment.prefix === '' ? '' : 'Multi-AZ-'}${names?.usage ?? price.volumeType}`,
    },
    unit: 'GB-Mo',
    usd,
    description: `$${usd} per GB-month of provisioned ${price.volumeType} storage running ${offer.engine.name}`,
    asOf: price.asOf,
  }
}
