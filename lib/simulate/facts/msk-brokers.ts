import table from './msk-brokers.json' with { type: 'json' }
import { rowsOf } from './rows.ts'

/** One broker type of Amazon MSK, e.g. `kafka.m7g.large`. */
export type BrokerFact = {
  readonly name: string
  readonly vcpu: number
  readonly memoryGib: number
  readonly hourlyUsd: number
  readonly priceDerived: boolean
  readonly priceDate: string
}

export const mskBrokers: readonly BrokerFact[] = rowsOf(table).map((row) => ({
  name: `${row.broker}.${row.type}`,
  vcpu: Number(row.vcpu),
  memoryGib: Number(row.memoryGib),
  hourlyUsd: Number(row.hourlyUsd),
  priceDerived: row.derived === 'derived',
  priceDate: row.priceDate ?? '',
}))

/** Dollars per GiB-month of broker storage, us-east-1 (infracost's tests of 2024-07-01). */
export const brokerStorageUsd = 0.1
export const brokerStorageDate = '2024-07-01'

/** Facts of one broker type; throws for a type that the table does not have. */
export function mskBroker(name: string): BrokerFact {
  const found = mskBrokers.find((fact) => fact.name === name)
  if (!found) throw new Error(`no facts of broker type ${name}: add it to facts/msk-brokers.json`)
  return found
}
