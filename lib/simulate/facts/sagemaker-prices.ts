import { instanceTypes } from './instance-types.ts'

/**
 * Dollars an hour of real-time hosting in us-east-1: AWS price list for AmazonSageMaker (component Hosting), as copied
 * into public code in 2026-08.
 */
const listed: Readonly<Record<string, number>> = {
  'm5.large': 0.115,
  'm5.xlarge': 0.23,
  'm5.2xlarge': 0.461,
  'm5.4xlarge': 0.922,
  'c5.large': 0.102,
  'c5.xlarge': 0.204,
  'c5.2xlarge': 0.408,
  'g5.xlarge': 1.408,
  'g5.2xlarge': 1.515,
  'g5.4xlarge': 2.03,
  'g5.8xlarge': 3.06,
  'g5.12xlarge': 7.09,
  'g5.24xlarge': 10.18,
  'g5.48xlarge': 20.36,
  'g6.xlarge': 1.127,
  'g6.2xlarge': 1.222,
  'g6.4xlarge': 1.654,
  'g6.8xlarge': 2.518,
  'g6.12xlarge': 5.752,
  'g6.24xlarge': 8.344,
  'g6.48xlarge': 16.688,
  'g6e.xlarge': 2.61,
  'g6e.2xlarge': 2.8,
  'g6e.4xlarge': 3.76,
  'g6e.8xlarge': 5.66,
  'g6e.12xlarge': 13.12,
  'g6e.24xlarge': 18.83,
  'g6e.48xlarge': 37.66,
}

/** What hosting costs over the EC2 price where no figure of its own is known: as m5 and c5 do. */
const surcharge = 1.2

export type EndpointPrice = {
  /** `ml.g5.xlarge`. */
  readonly name: string
  readonly hourlyUsd: number
  /** From the EC2 price of the same type. */
  readonly derived: boolean
}

export const endpointPriceDate = '2026-08-01'

/** Every type of the families that SageMaker hosts, with its price. */
export const endpointPrices: readonly EndpointPrice[] = instanceTypes
  .filter(({ family }) => /^(m5|m6i|c5|c6i|c7i|r5|g5|g6|g6e|p4d)$/.test(family))
  .map(({ name, hourlyUsd }) => ({
    name: `ml.${name}`,
    hourlyUsd: listed[name] ?? Math.round(hourlyUsd * surcharge * 1e4) / 1e4,
    derived: listed[name] === undefined,
  }))

/** Dollars an hour of one instance; throws for a type without a price. */
export function endpointHourlyUsd(name: string): number {
  const found = endpointPrices.find((price) => price.name === name)
  if (!found) throw new Error(`no price of ${name}: add it to facts/sagemaker-prices.ts`)
  return found.hourlyUsd
}
