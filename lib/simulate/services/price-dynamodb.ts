import { usageTypeOf } from '../estate/usage-type.ts'
import { dynamodbFree, dynamodbPriceDate, dynamodbPrices } from '../facts/dynamodb-prices.ts'
import type { World } from '../world.ts'
import { type Product, regionAttributes } from './price-product.ts'

type Line = {
  readonly usage: string
  readonly family: string
  readonly group: string
  readonly unit: string
  readonly usd: number
  readonly free?: number
}

/** Capacity, requests and storage of both table classes, as the AmazonDynamoDB offer lists them. */
export function dynamodbProducts(_world: World, region: string): Product[] {
  return linesOf().map(({ usage, family, group, unit, usd, free }) => ({
    serviceCode: 'AmazonDynamoDB',
    productFamily: family,
    attributes: {
      ...regionAttributes(region),
      servicecode: 'AmazonDynamoDB',
      servicename: 'Amazon DynamoDB',
      group,
      usagetype: usageTypeOf('Amazon DynamoDB', region, usage),
    },
    unit,
    usd,
    ...(free === undefined ? {} : { freeUnits: free }),
    description: `$${usd} per ${unit}`,
    asOf: dynamodbPriceDate,
  }))
}

const provisioned = 'Provisioned IOPS'
const requests = 'Amazon DynamoDB PayPerRequest Throughput'

function linesOf(): Line[] {
  const classes = [
    { prefix: '', suffix: '', prices: dynamodbPrices.standard, free: dynamodbFree },
    { prefix: 'IA-', suffix: 'IA', prices: dynamodbPrices['standard-ia'], free: undefined },
  ]
  return classes.flatMap(({ prefix, suffix, prices, free }) => {
    const line = (name: string, rest: Omit<Line, 'usage'>): Line => ({ usage: prefix + name, ...rest })
    const [read, write] = [`DDB-ReadUnits${suffix}`, `DDB-WriteUnits${suffix}`]
    const hours = free === undefined ? {} : { free: free.unitHours }
    return [
      line('ReadCapacityUnit-Hrs', {
        ...{ family: provisioned, group: read, unit: 'ReadCapacityUnit-Hrs', usd: prices.rcuHour },
        ...hours,
      }),
      line('WriteCapacityUnit-Hrs', {
        ...{ family: provisioned, group: write, unit: 'WriteCapacityUnit-Hrs', usd: prices.wcuHour },
        ...hours,
      }),
      // Written to every replica of a global table: a price of its own that is not this one.
      line('ReplWriteCapacityUnit-Hrs', {
        ...{ family: 'DDB-Operation-ReplicatedWrite', group: 'DDB-ReplicatedWriteUnits' },
        ...{ unit: 'ReplicatedWriteCapacityUnit-Hrs', usd: prices.wcuHour },
      }),
      line('ReadRequestUnits', {
        family: requests,
        group: read,
        unit: 'ReadRequestUnits',
        usd: prices.readUnit,
      }),
      line('WriteRequestUnits', {
        ...{ family: requests, group: write, unit: 'WriteRequestUnits', usd: prices.writeUnit },
      }),
      line('TimedStorage-ByteHrs', {
        ...{ family: 'Database Storage', group: '', unit: 'GB-Mo', usd: prices.gbMonth },
        ...(free === undefined ? {} : { free: free.gb }),
      }),
    ]
  })
}
