import { extendedSupportPrices, supportedVersions } from '../facts/extended-support-prices.ts'
import { type Product, regionAttributes } from './price-product.ts'

const bands = [
  { year: 'Year 1, Year 2', usage: 'Yr1-Yr2' },
  { year: 'Year 3', usage: 'Yr3' },
] as const
type Band = (typeof bands)[number]

type Rate = { readonly unit: 'vCPU-hour' | 'ACU-hour'; readonly usd: number; readonly suffix: string }

/** Extended Support in the list of RDS: a price per vCPU-hour, of Aurora per ACU-hour too, by version and year. */
export function extendedSupportProducts(region: string): Product[] {
  return supportedVersions.flatMap((version) =>
    bands
      .filter(({ usage }) => usage !== 'Yr3' || version.yearThree)
      .flatMap((band) =>
        ratesOf(version.engine, band).map((rate) => product({ version, band, rate, region })),
      ),
  )
}

function ratesOf(engine: string, { year }: Band): readonly Rate[] {
  const { vcpuHourUsd, acuHourUsd } = extendedSupportPrices
  const provisioned = { unit: 'vCPU-hour', usd: vcpuHourUsd[year], suffix: '' } as const
  if (!engine.startsWith('Aurora')) return [provisioned]
  return [provisioned, { unit: 'ACU-hour', usd: acuHourUsd[year], suffix: ':ServerlessV2' }]
}

type Listed = {
  readonly version: (typeof supportedVersions)[number]
  readonly band: Band
  readonly rate: Rate
  readonly region: string
}

function product({ version, band, rate, region }: Listed): Product {
  return {
    serviceCode: 'AmazonRDS',
    productFamily: '',
    attributes: {
      ...regionAttributes(region),
      servicecode: 'AmazonRDS',
      servicename: 'Amazon Relational Database Service',
      databaseEngine: version.engine,
      engineMajorVersion: version.major,
      extendedSupportPricingYear: band.year,
      group: 'RDS Extended Support',
      usagetype: `ExtendedSupport:${band.usage}:${version.usage}${rate.suffix}`,
      operation: 'ExtendedSupport',
    },
    unit: rate.unit,
    usd: rate.usd,
    description: `$${rate.usd} per ${rate.unit} of RDS Extended Support ${band.year} running ${version.usage}`,
    asOf: extendedSupportPrices.asOf,
  }
}
