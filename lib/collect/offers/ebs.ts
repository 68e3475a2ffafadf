import type { Price } from '#lib/model/shape.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import type { RegionAws } from '../aws.ts'
import { type ListedProduct, readProducts } from '../prices.ts'
import type { Offer } from './offer.ts'

/** The families of EBS in the price list, and the end of the price key that each gives. */
const families: Readonly<Record<string, string>> = {
  Storage: 'gib-month',
  'System Operation': 'iops-month',
  'Provisioned Throughput': 'mibps-month',
}

/** Prices of EBS by volume type (`ebs/gp3-gib-month`), of a month by its hour. Throws the SDK's error. */
export async function readEbsOffer(aws: RegionAws): Promise<Offer> {
  const pages = await Promise.all(
    Object.keys(families).map(async (productFamily) => {
      const products = await readProducts(aws, {
        serviceCode: 'AmazonEC2',
        regionCode: aws.region,
        productFamily,
      })
      return products.flatMap((product) => ebsPrice(product, { productFamily, region: aws.region }))
    }),
  )
  return { shapes: [], prices: pages.flat() }
}

type Listed = { readonly productFamily: string; readonly region: string }

/** Throughput is listed by the GiB/s; io2 has cheaper tiers above 32,000 IOPS, of which the first stands. */
function ebsPrice(product: ListedProduct, { productFamily, region }: Listed): Price[] {
  const { volumeApiName: type, usagetype = '' } = product.attributes
  if (!type || !/\bEBS:/.test(usagetype) || /tier[23]/i.test(usagetype)) return []
  const perUnit = /gibps/i.test(product.unit) ? product.usd / 1024 : product.usd
  const key = `ebs/${type}-${families[productFamily]}`
  return [{ shape: '', region, key, hourlyUsd: perUnit / hoursPerMonth, asOf: product.asOf }]
}
