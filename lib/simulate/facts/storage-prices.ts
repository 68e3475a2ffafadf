import type { World } from '../world.ts'

/** Dollars per GiB-month in us-east-1, single-AZ: AWS's public price pages, as they stood in 2024; IOPS apart. */
export const storagePrices: World['storagePrices'] = [
  { service: 'rds', volumeType: 'gp3', gibMonthUsd: 0.115, asOf: '2024-07-01' },
  { service: 'rds', volumeType: 'gp2', gibMonthUsd: 0.115, asOf: '2024-07-01' },
  { service: 'rds', volumeType: 'io1', gibMonthUsd: 0.125, asOf: '2024-07-01' },
  { service: 'ec2', volumeType: 'gp3', gibMonthUsd: 0.08, asOf: '2024-07-01' },
  { service: 'ec2', volumeType: 'gp2', gibMonthUsd: 0.1, asOf: '2024-07-01' },
  { service: 'ec2', volumeType: 'io1', gibMonthUsd: 0.125, asOf: '2024-07-01' },
]

/** Dollars per GiB-hour (month / 730 h); throws for a volume type without a price. */
export function storageHourlyUsd(service: 'ec2' | 'rds', volumeType: string): number {
  const found = storagePrices.find((price) => price.service === service && price.volumeType === volumeType)
  if (!found)
    throw new Error(`no storage price of ${service} ${volumeType}: add it to facts/storage-prices.ts`)
  return found.gibMonthUsd / 730
}
