import type { Price } from '#lib/model/shape.ts'
import type { RegionAws } from '../aws.ts'
import { marked, readProducts } from '../prices.ts'
import type { Offer } from './offer.ts'

/**
 * Prices of DocumentDB's instances, keys `docdb/standard` and `docdb/io-optimized`. Its classes are those of RDS, which
 * are shapes already. Throws the SDK's error.
 */
export async function readDocumentdbOffer(aws: RegionAws): Promise<Offer> {
  const products = await readProducts(aws, {
    serviceCode: 'AmazonDocDB',
    regionCode: aws.region,
    productFamily: 'Database Instance',
  })
  const prices = products.flatMap(({ attributes, usd, asOf, derived }): Price[] => {
    const shape = attributes.instanceType
    if (!shape) return []
    const mode = (attributes.usagetype ?? '').includes('IOOptimized') ? 'io-optimized' : 'standard'
    return [{ shape, region: aws.region, key: `docdb/${mode}`, hourlyUsd: usd, asOf, ...marked(derived) }]
  })
  return { shapes: [], prices }
}
