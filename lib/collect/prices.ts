import { type Filter, GetProductsCommand } from '@aws-sdk/client-pricing'
import { z } from 'zod'
import type { Price } from '#lib/model/shape.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import type { RegionAws } from './aws.ts'
import { readAllPages } from './pages.ts'

/** One product of the price list with its on-demand price. */
export type ListedProduct = {
  readonly attributes: Readonly<Record<string, string>>
  readonly usd: number
  readonly unit: string
  readonly asOf: string
  /** The list itself says that the price was derived from the nearest shape; AWS's own never does. */
  readonly derived: boolean
}

const productSchema = z.object({
  product: z.object({ attributes: z.record(z.string(), z.string()) }),
  publicationDate: z.string().optional(),
  terms: z.object({
    OnDemand: z.record(
      z.string(),
      z.object({
        effectiveDate: z.string().optional(),
        priceDimensions: z.record(
          z.string(),
          z.object({
            unit: z.string(),
            description: z.string().optional(),
            pricePerUnit: z.object({ USD: z.string() }).partial(),
          }),
        ),
      }),
    ),
  }),
})

/** A price list entry, a JSON text of its own; undefined if it has no on-demand price in dollars. */
export function listedProduct(text: string): ListedProduct | undefined {
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    return undefined
  }
  const parsed = productSchema.safeParse(json)
  if (!parsed.success) return undefined
  const term = Object.values(parsed.data.terms.OnDemand)[0]
  const dimension = term && Object.values(term.priceDimensions)[0]
  const usd = Number(dimension?.pricePerUnit.USD ?? Number.NaN)
  if (!term || !dimension || !(usd > 0)) return undefined
  const asOf = (term.effectiveDate ?? parsed.data.publicationDate ?? '').slice(0, 10)
  const derived = /\(derived from the nearest shape\)$/.test(dimension.description ?? '')
  return { attributes: parsed.data.product.attributes, usd, unit: dimension.unit, asOf, derived }
}

/** Only a derived price says so. */
function marked(derived: boolean): { derived?: true } {
  return derived ? { derived } : {}
}

const linux = { operatingSystem: 'Linux', tenancy: 'Shared', preInstalledSw: 'NA', capacitystatus: 'Used' }

/** List prices on demand of Linux instances with shared tenancy, key `linux`. */
export async function readInstancePrices(aws: RegionAws): Promise<Price[]> {
  const products = await readProducts(aws, { serviceCode: 'AmazonEC2', regionCode: aws.region, ...linux })
  return products.flatMap(({ attributes, usd, asOf, derived }) => {
    const shape = attributes.instanceType
    return shape
      ? [{ shape, region: aws.region, key: 'linux', hourlyUsd: usd, asOf, ...marked(derived) }]
      : []
  })
}

/** The open-source engines that we size, as the price list spells them. */
const engines: Readonly<Record<string, string>> = {
  PostgreSQL: 'postgres',
  MySQL: 'mysql',
  MariaDB: 'mariadb',
}
const deployments: Readonly<Record<string, string>> = { 'Single-AZ': 'single-az', 'Multi-AZ': 'multi-az' }

/** An RDS class as the price list describes it. */
export type ListedClass = {
  readonly name: string
  readonly vcpu: number
  readonly memoryGib: number
  readonly current: boolean
}

/** List prices of RDS classes, key `ENGINE/DEPLOYMENT`, and the classes that are offered. */
export async function readClassPrices(aws: RegionAws): Promise<{ prices: Price[]; classes: ListedClass[] }> {
  const prices: Price[] = []
  const classes = new Map<string, ListedClass>()
  for (const [listed, engine] of Object.entries(engines)) {
    const wanted = {
      serviceCode: 'AmazonRDS',
      regionCode: aws.region,
      productFamily: 'Database Instance',
      databaseEngine: listed,
    }
    for (const { attributes, usd, asOf, derived } of await readProducts(aws, wanted)) {
      const shape = attributes.instanceType
      const deployment = deployments[attributes.deploymentOption ?? '']
      if (!shape || !deployment) continue
      prices.push({
        shape,
        region: aws.region,
        key: `${engine}/${deployment}`,
        hourlyUsd: usd,
        asOf,
        ...marked(derived),
      })
      const vcpu = Number(attributes.vcpu)
      const memoryGib = Number.parseFloat((attributes.memory ?? '').replaceAll(',', ''))
      const current = attributes.currentGeneration === 'Yes'
      if (vcpu > 0 && memoryGib > 0) classes.set(shape, { name: shape, vcpu, memoryGib, current })
    }
  }
  return { prices, classes: [...classes.values()] }
}

const volumeTypes: readonly (readonly [RegExp, string])[] = [
  [/GP3$/i, 'gp3'],
  [/^General Purpose( \(SSD\))?$/i, 'gp2'],
  [/^Provisioned IOPS( \(SSD\))?$/i, 'io1'],
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

/** Products of `wanted.serviceCode` whose attributes match all other fields. Throws the SDK's error. */
export async function readProducts(
  aws: RegionAws,
  wanted: Readonly<Record<string, string>>,
): Promise<ListedProduct[]> {
  const { serviceCode, ...fields } = wanted
  const filters = Object.entries(fields).map(
    ([Field, Value]): Filter => ({ Type: 'TERM_MATCH', Field, Value }),
  )
  const texts = await readAllPages(async (token) => {
    const page = await aws.call('pricing:GetProducts', ({ pricing }, sending) =>
      pricing.send(
        new GetProductsCommand({
          ServiceCode: serviceCode,
          Filters: filters,
          MaxResults: 100,
          NextToken: token,
        }),
        sending,
      ),
    )
    return { items: page.PriceList ?? [], next: page.NextToken }
  })
  return texts.flatMap((text) => listedProduct(String(text)) ?? [])
}
