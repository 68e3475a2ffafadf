import type { Price } from '#lib/model/shape.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import {
  hourlyOfRequest,
  storagePriceKey,
  type TableClass,
  type UnitKind,
  unitPriceKey,
} from '#lib/resources/dynamodb-modes.ts'
import { type ListedProduct, readProducts } from '../prices.ts'
import type { OfferReader } from './offer.ts'

/** Usage types of single-region tables, after the prefix of the region; those of Standard-IA begin with `IA-`. */
const usage =
  /^(?:(?!IA-)[A-Z]{2,4}\d*-)?(IA-)?(?:(Read|Write)(CapacityUnit-Hrs|RequestUnits)|TimedStorage-ByteHrs)$/

/**
 * Usage prices of DynamoDB. A free tier stands before the first paid one. Replicated writes, backups and exports are
 * other usage types and not read.
 */
export const readDynamodbOffer: OfferReader = async (aws) => {
  const products = await readProducts(aws, { serviceCode: 'AmazonDynamoDB', regionCode: aws.region })
  const byKey = new Map<string, Price>()
  for (const product of products) {
    const price = priceOf(product, aws.region)
    if (price !== undefined && !byKey.has(price.key)) byKey.set(price.key, price)
  }
  return { shapes: [], prices: [...byKey.values()] }
}

function priceOf({ attributes, usd, asOf }: ListedProduct, region: string): Price | undefined {
  const match = usage.exec(attributes.usagetype ?? '')
  if (match === null) return undefined
  const [, ia, direction, kind] = match
  const tableClass: TableClass = ia === undefined ? 'standard' : 'standard-ia'
  if (direction === undefined)
    return {
      shape: '',
      region,
      key: storagePriceKey(tableClass),
      hourlyUsd: usd / hoursPerMonth,
      asOf,
    }
  const unit: UnitKind = direction === 'Read' ? 'read' : 'write'
  const onDemand = kind === 'RequestUnits'
  return {
    shape: '',
    region,
    key: unitPriceKey(tableClass, unit, onDemand ? 'on-demand' : 'provisioned'),
    hourlyUsd: onDemand ? hourlyOfRequest(usd) : usd,
    asOf,
  }
}
