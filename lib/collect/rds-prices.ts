import type { Price } from '#lib/model/shape.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import { listedPriceKey, rdsEngines } from '#lib/resources/rds-engines.ts'
import type { RegionAws } from './aws.ts'
import { type ListedProduct, marked, readProducts } from './prices.ts'

/** An RDS class as the price list describes it. */
export type ListedClass = {
  readonly name: string
  readonly vcpu: number
  readonly memoryGib: number
  readonly current: boolean
}

export type ClassPrices = { readonly prices: readonly Price[]; readonly classes: readonly ListedClass[] }

/** Aurora engines as the price list spells them. */
const auroraEngines: Readonly<Record<string, string>> = {
  'Aurora MySQL': 'aurora-mysql',
  'Aurora PostgreSQL': 'aurora-postgresql',
}

/** List prices of the classes of all engines of RDS and Aurora, and the classes that are offered. */
export async function readClassPrices(aws: RegionAws): Promise<ClassPrices> {
  const listed = [...new Set(Object.values(rdsEngines).map((engine) => engine.listed))]
  const read = async (databaseEngine: string) =>
    readProducts(aws, {
      serviceCode: 'AmazonRDS',
      regionCode: aws.region,
      productFamily: 'Database Instance',
      databaseEngine,
    })
  const pages = await Promise.all([...listed, ...Object.keys(auroraEngines)].map(read))
  return classPrices(pages.flat(), aws.region)
}

/**
 * Prices by class and key, and classes, from products of the price list. Where two products have the same class and
 * key and differ in price, something tells them apart that we do not know: neither is taken.
 */
export function classPrices(products: readonly ListedProduct[], region: string): ClassPrices {
  const prices = new Map<string, Price | undefined>()
  const classes = new Map<string, ListedClass>()
  for (const { attributes, usd, asOf, derived } of products) {
    const shape = attributes.instanceType
    const key = keyOf(attributes)
    if (!shape || !key) continue
    const id = `${shape} ${key}`
    const known = prices.get(id)
    const clash = prices.has(id) && known?.hourlyUsd !== usd
    prices.set(id, clash ? undefined : { shape, region, key, hourlyUsd: usd, asOf, ...marked(derived) })
    const vcpu = Number(attributes.vcpu)
    const memoryGib = Number.parseFloat((attributes.memory ?? '').replaceAll(',', ''))
    const current = attributes.currentGeneration === 'Yes'
    if (vcpu > 0 && memoryGib > 0) classes.set(shape, { name: shape, vcpu, memoryGib, current })
  }
  return {
    prices: [...prices.values()].filter((price) => price !== undefined),
    classes: [...classes.values()],
  }
}

/** I/O-Optimized instances of Aurora are told apart by their usage type alone. */
function keyOf(attributes: Readonly<Record<string, string>>): string | undefined {
  const engine = auroraEngines[attributes.databaseEngine ?? '']
  if (engine === undefined) return listedPriceKey(attributes)
  return `${engine}/${(attributes.usagetype ?? '').includes('IOOptimized') ? 'io-optimized' : 'standard'}`
}

const volumeTypes: readonly (readonly [RegExp, string])[] = [
  [/GP3$/i, 'gp3'],
  [/^General Purpose( \(SSD\))?$/i, 'gp2'],
  [/^Provisioned IOPS( \(SSD\))?$/i, 'io1'],
  [/^Provisioned IOPS-IO2$/i, 'io2'],
]

/** Prices of RDS storage, single-AZ: per GiB-month, spread over its hours; `shape` is empty. */
export async function readStoragePrices(aws: RegionAws): Promise<Price[]> {
  const wanted = {
    serviceCode: 'AmazonRDS',
    regionCode: aws.region,
    productFamily: 'Database Storage',
    deploymentOption: 'Single-AZ',
  }
  const byType = new Map<string, Price>()
  for (const { attributes, usd, unit, asOf } of await readProducts(aws, wanted)) {
    const type = volumeTypes.find(([pattern]) => pattern.test(attributes.volumeType ?? ''))?.[1]
    // Aurora's storage is listed in the same family; the engines of single boxes cost the same.
    if (!type || !unit.startsWith('GB-Mo') || /aurora/i.test(attributes.databaseEngine ?? '')) continue
    if (byType.has(type)) continue
    const key = `${type}-gib-month`
    byType.set(type, { shape: '', region: aws.region, key, hourlyUsd: usd / hoursPerMonth, asOf })
  }
  return [...byType.values()]
}
