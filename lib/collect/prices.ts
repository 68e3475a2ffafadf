import { type Filter, GetProductsCommand } from '@aws-sdk/client-pricing'
import { z } from 'zod'
import type { Price } from '#lib/model/shape.ts'
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
            beginRange: z.string().optional(),
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
  const dimension = term && firstPaid(Object.values(term.priceDimensions))
  const usd = Number(dimension?.pricePerUnit.USD ?? Number.NaN)
  if (!term || !dimension || !(usd > 0)) return undefined
  const asOf = (term.effectiveDate ?? parsed.data.publicationDate ?? '').slice(0, 10)
  const derived = /\(derived from the nearest shape\)$/.test(dimension.description ?? '')
  return { attributes: parsed.data.product.attributes, usd, unit: dimension.unit, asOf, derived }
}

/** The tier in which paying begins: a free tier comes before it, volume discounts after. */
function firstPaid<T extends Tiered>(tiers: readonly T[]): T | undefined {
  const begin = ({ beginRange }: Tiered) => Number(beginRange ?? 0)
  const paid = tiers.filter(({ pricePerUnit }) => Number(pricePerUnit.USD) > 0)
  return paid.sort((a, b) => begin(a) - begin(b))[0]
}

type Tiered = {
  readonly beginRange?: string | undefined
  readonly pricePerUnit: { readonly USD?: string | undefined }
}

/** Only a derived price says so. */
export function marked(derived: boolean): { derived?: true } {
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
