import { usageTypeOf } from '../estate/usage-type.ts'
import {
  type CacheEngine,
  type CacheNodeFact,
  cacheNodePriceDate,
  cacheNodes,
  serverlessCachePriceDate,
  serverlessCachePrices,
} from '../facts/cache-nodes.ts'
import type { World } from '../world.ts'
import { type Product, regionAttributes } from './price-product.ts'

/** Engines with the names and operation codes of the price list. */
const engines: readonly (readonly [CacheEngine, name: string, operation: string])[] = [
  ['redis', 'Redis', 'CreateCacheCluster:0002'],
  ['valkey', 'Valkey', 'CreateCacheCluster:Valkey'],
  ['memcached', 'Memcached', 'CreateCacheCluster:0001'],
]

/** Node types by engine and what serverless caches are billed by, as the AmazonElastiCache offer lists them. */
export function elasticacheProducts(_world: World, region: string): Product[] {
  return engines.flatMap(([engine, name, operation]) => [
    ...cacheNodes.flatMap((node) => {
      const usd = node.hourlyUsd[engine]
      return usd === undefined ? [] : [nodeProduct(node, { region, name, operation, usd })]
    }),
    ...serverlessProducts(region, engine, name),
  ])
}

const servicename = 'Amazon ElastiCache'

function commonAttributes(region: string, cacheEngine: string): Record<string, string> {
  return {
    ...regionAttributes(region),
    servicecode: 'AmazonElastiCache',
    servicename,
    cacheEngine,
  }
}

type Offer = {
  readonly region: string
  readonly name: string
  readonly operation: string
  readonly usd: number
}

function nodeProduct(node: CacheNodeFact, { region, name, operation, usd }: Offer): Product {
  return {
    serviceCode: 'AmazonElastiCache',
    productFamily: 'Cache Instance',
    attributes: {
      ...commonAttributes(region, name),
      instanceType: node.name,
      currentGeneration: 'Yes',
      vcpu: String(node.vcpu),
      memory: `${node.memoryGib.toFixed(2)} GiB`,
      operation,
      usagetype: usageTypeOf(servicename, region, `NodeUsage:${node.name}`),
    },
    unit: 'Hrs',
    usd,
    description: `$${usd} per ${node.name} node-hour (or partial hour) running ${name}`,
    asOf: cacheNodePriceDate,
  }
}

function serverlessProducts(region: string, engine: CacheEngine, name: string): Product[] {
  const { gbHourUsd, millionEcpuUsd } = serverlessCachePrices[engine]
  const product = (usage: string, unit: string, usd: number): Product => ({
    serviceCode: 'AmazonElastiCache',
    productFamily: 'ElastiCache Serverless',
    attributes: {
      ...commonAttributes(region, name),
      operation: 'CreateServerlessCache',
      usagetype: usageTypeOf(servicename, region, `${usage}:${name}`),
    },
    unit,
    usd,
    description: `$${usd} per ${unit} for ${name}`,
    asOf: serverlessCachePriceDate,
  })
  return [
    product('CachedData', 'GB-Hours', gbHourUsd),
    product('ElastiCacheProcessingUnits', 'ElastiCacheProcessingUnits', millionEcpuUsd / 1e6),
  ]
}
