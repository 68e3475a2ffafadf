/**
 * DynamoDB, us-east-1: AWS Price List, AmazonDynamoDB offer, read 2026-10-08. Capacity units by the hour, request units
 * each, storage by the GB-month.
 */
export const dynamodbPrices = {
  standard: { rcuHour: 0.00013, wcuHour: 0.00065, readUnit: 0.125e-6, writeUnit: 0.625e-6, gbMonth: 0.25 },
  'standard-ia': { rcuHour: 0.00016, wcuHour: 0.00081, readUnit: 0.155e-6, writeUnit: 0.78e-6, gbMonth: 0.1 },
} as const

export const dynamodbPriceDate = '2026-10-08'

/** Free every month in the Standard class: 25 units of each kind for 744 hours, and 25 GB. */
export const dynamodbFree = { unitHours: 18_600, gb: 25 } as const
