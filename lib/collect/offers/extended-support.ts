import type { Price } from '#lib/model/shape.ts'
import { type SupportYear, supportPriceKey } from '#lib/resources/extended-support.ts'
import type { RegionAws } from '../aws.ts'
import { type ListedProduct, readProducts } from '../prices.ts'
import type { Offer } from './offer.ts'

/** As the price list names the two bands. */
const listedYears: Readonly<Record<string, SupportYear>> = {
  'Year 1, Year 2': 'year-1-2',
  'Year 3': 'year-3',
}
const listedEngines: Readonly<Record<string, string>> = {
  MySQL: 'mysql',
  PostgreSQL: 'postgres',
  'Aurora MySQL': 'aurora-mysql',
  'Aurora PostgreSQL': 'aurora-postgresql',
}
const units: readonly (readonly [RegExp, 'vcpu' | 'acu'])[] = [
  [/^vCPU-h/i, 'vcpu'],
  [/^ACU-h/i, 'acu'],
]

/** Prices of Extended Support of RDS and Aurora by engine, major version and year. Throws the SDK's error. */
export async function readExtendedSupportOffer(aws: RegionAws): Promise<Offer> {
  const pages = await Promise.all(
    Object.keys(listedYears).map(async (extendedSupportPricingYear) =>
      readProducts(aws, { serviceCode: 'AmazonRDS', regionCode: aws.region, extendedSupportPricingYear }),
    ),
  )
  return { shapes: [], prices: pages.flat().flatMap((product) => supportPrices(product, aws.region)) }
}

function supportPrices({ attributes, usd, unit, asOf }: ListedProduct, region: string): Price[] {
  const engine = listedEngines[attributes.databaseEngine ?? '']
  const year = listedYears[attributes.extendedSupportPricingYear ?? '']
  const known = units.find(([pattern]) => pattern.test(unit))
  const engineVersion = attributes.engineMajorVersion
  if (!engine || !year || !known || !engineVersion) return []
  const key = supportPriceKey({ engine, engineVersion, year, unit: known[1] })
  return [{ shape: '', region, key, hourlyUsd: usd, asOf }]
}
