import { type ClusteredClassFact, clusteredClass } from './clustered-class.ts'

const priceDate = '2024-07-01'

/**
 * DocumentDB's instances, us-east-1, dollars an hour on demand, as infracost (Apache-2.0) had them in July 2024:
 * db.t3.medium and db.r5.4xlarge; the other sizes of r5 by their vCPU.
 */
const listed: readonly (readonly [type: string, usd: number, derived: boolean])[] = [
  ['t3.medium', 0.078, false],
  ['r5.large', 0.277, true],
  ['r5.xlarge', 0.554, true],
  ['r5.2xlarge', 1.108, true],
  ['r5.4xlarge', 2.216, false],
  ['r5.8xlarge', 4.432, true],
  ['r5.12xlarge', 6.648, true],
]

export const documentdbClasses: readonly ClusteredClassFact[] = listed.map(([type, hourlyUsd, derived]) =>
  clusteredClass(type, { hourlyUsd, priceDerived: derived, priceDate }),
)

const byName = new Map(documentdbClasses.map((fact) => [fact.name, fact]))

/** Facts of one class; throws for a class that the table does not have. */
export function documentdbClass(name: string): ClusteredClassFact {
  const found = byName.get(name)
  if (!found) throw new Error(`no facts of DocumentDB class ${name}: add it to facts/documentdb-classes.ts`)
  return found
}

/** Volume and I/O of DocumentDB Standard, us-east-1 (DocumentDB pricing, 2024). */
export const documentdbUsagePrices = { storageGibMonthUsd: 0.1, millionIoUsd: 0.2, asOf: priceDate } as const
