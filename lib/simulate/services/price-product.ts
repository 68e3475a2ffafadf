import { createHash } from 'node:crypto'

/** One product of the price list with its on-demand price. */
export type Product = {
  readonly serviceCode: string
  readonly productFamily: string
  readonly attributes: Readonly<Record<string, string>>
  /** As the price list spells it: `Hrs`, `GB-Mo`, `WriteCapacityUnit-Hrs`. */
  readonly unit: string
  readonly usd: number
  /** So much costs nothing each month, a tier of its own before the paid one. */
  readonly freeUnits?: number
  readonly description: string
  /** Day the price is of: `2026-07-20`. */
  readonly asOf: string
}

/** Code of the on-demand offer term and of the rate, the same for all products of AWS. */
const offerTermCode = 'JRTCKXETXF'
const rateSuffix = '6YS6EN2CT7'
const freeRateSuffix = 'PGHJ3S3EYE'

/** The product as GetProducts gives it: JSON inside a string, prices as text under generated keys. */
export function productText(product: Product): string {
  const sku = skuOf(product)
  const term = `${sku}.${offerTermCode}`
  const rateCode = `${term}.${rateSuffix}`
  const priceDimension = {
    unit: product.unit,
    endRange: 'Inf',
    description: product.description,
    appliesTo: [],
    rateCode,
    beginRange: String(product.freeUnits ?? 0),
    pricePerUnit: { USD: product.usd.toFixed(10) },
  }
  return JSON.stringify({
    product: { productFamily: product.productFamily, attributes: product.attributes, sku },
    serviceCode: product.serviceCode,
    terms: {
      OnDemand: {
        [term]: {
          priceDimensions: { ...freeTier(product, term), [rateCode]: priceDimension },
          sku,
          effectiveDate: `${product.asOf}T00:00:00Z`,
          offerTermCode,
          termAttributes: {},
        },
      },
    },
    version: product.asOf.replaceAll('-', ''),
    publicationDate: `${product.asOf}T00:00:00Z`,
  })
}

/** The tier without a price, under a rate of its own. */
function freeTier({ freeUnits, unit }: Product, term: string): object {
  if (freeUnits === undefined) return {}
  const rateCode = `${term}.${freeRateSuffix}`
  const free = {
    unit,
    endRange: String(freeUnits),
    description: `$0.00 per ${unit} for the first ${freeUnits} a month (free tier)`,
    appliesTo: [],
    rateCode,
    beginRange: '0',
    pricePerUnit: { USD: '0.0000000000' },
  }
  return { [rateCode]: free }
}

function skuOf(product: Product): string {
  const key = JSON.stringify([product.serviceCode, product.productFamily, product.attributes])
  const digest = createHash('sha256').update(key).digest('base64').toUpperCase()
  return digest.replace(/[^A-Z0-9]/g, 'X').slice(0, 16)
}

const locations: Readonly<Record<string, string>> = {
  'us-east-1': 'US East (N. Virginia)',
  'us-east-2': 'US East (Ohio)',
  'us-west-1': 'US West (N. California)',
  'us-west-2': 'US West (Oregon)',
  'ca-central-1': 'Canada (Central)',
  'eu-west-1': 'EU (Ireland)',
  'eu-west-2': 'EU (London)',
  'eu-central-1': 'EU (Frankfurt)',
  'eu-north-1': 'EU (Stockholm)',
  'ap-south-1': 'Asia Pacific (Mumbai)',
  'ap-northeast-1': 'Asia Pacific (Tokyo)',
  'ap-southeast-1': 'Asia Pacific (Singapore)',
  'ap-southeast-2': 'Asia Pacific (Sydney)',
  'sa-east-1': 'South America (Sao Paulo)',
}

/** Attributes of every product in a region. */
export function regionAttributes(region: string): Record<string, string> {
  return { regionCode: region, location: locations[region] ?? region, locationType: 'AWS Region' }
}

/** `1,024 GiB`, as the price list writes memory. */
export function memoryText(gib: number): string {
  return `${gib.toLocaleString('en-US')} GiB`
}

/** Marks a price that the fact table derived from the nearest shape. */
export function derivedNote(derived: boolean): string {
  return derived ? ' (derived from the nearest shape)' : ''
}
