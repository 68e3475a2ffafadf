import type { Price, Shape } from '#lib/model/shape.ts'
import type { RegionAws } from '../aws.ts'
import { type ListedProduct, marked, readProducts } from '../prices.ts'
import type { Offer } from './offer.ts'

/** Node types of Redshift with their prices, key `node`. Throws the SDK's error. */
export async function readRedshiftOffer(aws: RegionAws): Promise<Offer> {
  const products = await readProducts(aws, {
    serviceCode: 'AmazonRedshift',
    regionCode: aws.region,
    productFamily: 'Compute Instance',
  })
  // Concurrency scaling and reserved capacity are listed beside the nodes.
  const nodes = products.filter(({ attributes }) => /\bNode:/.test(attributes.usagetype ?? ''))
  return {
    shapes: nodes.flatMap((node) => nodeShape(node)),
    prices: nodes.flatMap(({ attributes, usd, asOf, derived }): Price[] => {
      const shape = attributes.instanceType
      return shape
        ? [{ shape, region: aws.region, key: 'node', hourlyUsd: usd, asOf, ...marked(derived) }]
        : []
    }),
  }
}

function nodeShape({ attributes }: ListedProduct): Shape[] {
  const name = attributes.instanceType
  const cpu = Number(attributes.vcpu)
  const memory = Number.parseFloat((attributes.memory ?? '').replaceAll(',', ''))
  if (!name || !(cpu > 0) || !(memory > 0)) return []
  const dot = name.lastIndexOf('.')
  return [
    {
      name,
      service: 'redshift',
      family: name.slice(0, dot),
      size: name.slice(dot + 1),
      arch: 'x86_64',
      currentGeneration: attributes.currentGeneration !== 'No',
      burstable: false,
      capacity: { cpu, memory },
    },
  ]
}
