import type { Price, Shape } from '#lib/model/shape.ts'
import { ecpuPriceKey, storedPriceKey } from '#lib/resources/elasticache-usage.ts'
import { cpuScore } from '../cpu-scores.ts'
import type { InstanceTypes } from '../instance-types.ts'
import { type ListedProduct, marked, readProducts } from '../prices.ts'
import type { OfferReader } from './offer.ts'

/** Node hours, those of Outposts and of Extended Support left out. */
const nodeUsage = /^(?:[A-Z]{2,4}\d*-)?NodeUsage:/
const serverlessUsage = /^(?:[A-Z]{2,4}\d*-)?(CachedData|ElastiCacheProcessingUnits):(\w+)$/
const secondsPerHour = 3600

/** Node types of ElastiCache, key the engine, and what serverless caches are billed by. */
export const readElasticacheOffer: OfferReader = async (aws, types) => {
  const wanted = { serviceCode: 'AmazonElastiCache', regionCode: aws.region }
  const [nodes, serverless] = await Promise.all([
    readProducts(aws, { ...wanted, productFamily: 'Cache Instance' }),
    readProducts(aws, { ...wanted, productFamily: 'ElastiCache Serverless' }),
  ])
  const sold = nodes.filter(({ attributes }) => nodeUsage.test(attributes.usagetype ?? ''))
  const shapes = new Map<string, Shape>()
  for (const product of sold) {
    const shape = nodeShape(product, types)
    if (shape !== undefined) shapes.set(shape.name, shape)
  }
  return {
    shapes: [...shapes.values()],
    prices: [
      ...sold.flatMap((product) => nodePrice(product, aws.region) ?? []),
      ...serverless.flatMap((product) => usagePrice(product, aws.region) ?? []),
    ],
  }
}

function nodePrice({ attributes, usd, asOf, derived }: ListedProduct, region: string): Price | undefined {
  const { instanceType: shape, cacheEngine } = attributes
  if (!shape || !cacheEngine) return undefined
  return { shape, region, key: cacheEngine.toLowerCase(), hourlyUsd: usd, asOf, ...marked(derived) }
}

/** A node runs on the EC2 type of its name and has its network baseline; its memory is `maxmemory`, as listed. */
function nodeShape({ attributes }: ListedProduct, types: InstanceTypes): Shape | undefined {
  const name = attributes.instanceType ?? ''
  const [, family = '', size = ''] = name.split('.')
  const cpu = Number(attributes.vcpu)
  const memory = Number.parseFloat((attributes.memory ?? '').replaceAll(',', ''))
  if (!(cpu > 0) || !(memory > 0)) return undefined
  const type = types.get(`${family}.${size}`)
  const network = type?.capacity.network
  return {
    name,
    service: 'elasticache',
    family: `cache.${family}`,
    size,
    arch: type?.arch ?? (/\dg/.test(family) ? 'arm64' : 'x86_64'),
    currentGeneration: attributes.currentGeneration !== 'No',
    burstable: /^t\d/.test(family),
    ...(type?.baselineVcpu === undefined ? {} : { baselineVcpu: type.baselineVcpu }),
    capacity: { cpu, memory, ...(network === undefined ? {} : { network }) },
    ...cpuScore(family),
  }
}

/** Per GB-hour kept, and per ECPU: the latter as an hour of one ECPU a second. */
function usagePrice({ attributes, usd, asOf }: ListedProduct, region: string): Price | undefined {
  const match = serverlessUsage.exec(attributes.usagetype ?? '')
  if (match === null) return undefined
  const engine = (match[2] ?? '').toLowerCase()
  const stored = match[1] === 'CachedData'
  return {
    shape: '',
    region,
    key: stored ? storedPriceKey(engine) : ecpuPriceKey(engine),
    hourlyUsd: stored ? usd : usd * secondsPerHour,
    asOf,
  }
}
