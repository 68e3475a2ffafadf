import type { Price } from '#lib/model/shape.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import type { RegionAws } from '../aws.ts'
import { type ListedProduct, readProducts } from '../prices.ts'
import type { Offer } from './offer.ts'

const engines: Readonly<Record<string, readonly string[]>> = {
  'Aurora MySQL': ['aurora-mysql'],
  'Aurora PostgreSQL': ['aurora-postgresql'],
  Any: ['aurora-mysql', 'aurora-postgresql'],
}

type Usage = {
  readonly family: string
  /** End of the usage type; before it stands the prefix of the region. */
  readonly usage: RegExp
  readonly key: string
  /** Dollars of the key's unit, of one of the list's. */
  readonly scale: number
}

/**
 * What a cluster pays besides its instances: GiB of the volume by mode, I/O by the million (`hourlyUsd` holds dollars
 * of a million and not of an hour), and ACU-hours by mode.
 */
const usages: readonly Usage[] = [
  {
    family: 'Database Storage',
    usage: /\bAurora:StorageUsage$/,
    key: 'storage-gib-month',
    scale: 1 / hoursPerMonth,
  },
  {
    family: 'Database Storage',
    usage: /\bAurora:IO-OptimizedStorageUsage$/,
    key: 'io-optimized-storage-gib-month',
    scale: 1 / hoursPerMonth,
  },
  { family: 'System Operation', usage: /\bAurora:StorageIOUsage$/, key: 'million-io', scale: 1e6 },
  { family: 'ServerlessV2', usage: /\bAurora:ServerlessV2Usage$/, key: 'acu-hour', scale: 1 },
  {
    family: 'ServerlessV2',
    usage: /\bAurora:ServerlessV2IOOptimizedUsage$/,
    key: 'io-optimized-acu-hour',
    scale: 1,
  },
]

/** Prices of Aurora by use, keys `aurora-mysql/storage-gib-month` and so on. Throws the SDK's error. */
export async function readAuroraOffer(aws: RegionAws): Promise<Offer> {
  const families = [...new Set(usages.map(({ family }) => family))]
  const pages = await Promise.all(
    families.map(async (productFamily) =>
      readProducts(aws, { serviceCode: 'AmazonRDS', regionCode: aws.region, productFamily }),
    ),
  )
  return { shapes: [], prices: pages.flat().flatMap((product) => usagePrices(product, aws.region)) }
}

function usagePrices({ attributes, usd, asOf }: ListedProduct, region: string): Price[] {
  const { databaseEngine = '', usagetype = '' } = attributes
  const found = usages.find(({ usage }) => usage.test(usagetype))
  if (!found || !Object.hasOwn(engines, databaseEngine)) return []
  return (engines[databaseEngine] ?? []).map((engine) => ({
    shape: '',
    region,
    key: `${engine}/${found.key}`,
    hourlyUsd: usd * found.scale,
    asOf,
  }))
}
