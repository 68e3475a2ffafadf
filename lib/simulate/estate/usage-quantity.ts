import { instanceTypes } from '../facts/instance-types.ts'
import { storagePrices } from '../facts/storage-prices.ts'

/** Dollars per billed unit by the name of a usage type without its region: the same price list in every region. */
const rates = new Map<string, number>([
  ...instanceTypes.map(({ name, hourlyUsd }) => [`BoxUsage:${name}`, hourlyUsd] as const),
  ...storagePrices.flatMap(({ service, volumeType, gibMonthUsd }) =>
    service === 'ec2' ? [[`EBS:VolumeUsage.${volumeType}`, gibMonthUsd] as const] : [],
  ),
])

/** How much was used for these dollars before discounts, where the usage type names one product. */
export function quantityOf(usageType: string, usd: number): { readonly quantity?: number } {
  const rate = rates.get(usageType.replace(/^(USW2|EU|APS2)-/, ''))
  return rate === undefined ? {} : { quantity: usd / rate }
}
