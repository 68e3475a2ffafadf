import table from './aurora-classes.json' with { type: 'json' }
import { type ClusteredClassFact, clusteredClass } from './clustered-class.ts'
import { rowsOf } from './rows.ts'

/** Aurora's instance classes at the prices of Aurora Standard; sources and date in the JSON file. */
export const auroraClasses: readonly ClusteredClassFact[] = rowsOf(table).map(({ family, size, usd }) =>
  clusteredClass(`${family}.${size}`, {
    hourlyUsd: Number(usd),
    priceDerived: false,
    priceDate: table.priceDate,
  }),
)

const byName = new Map(auroraClasses.map((fact) => [fact.name, fact]))

/** Facts of one class; throws for a class that the table does not have. */
export function auroraClass(name: string): ClusteredClassFact {
  const found = byName.get(name)
  if (!found) throw new Error(`no facts of Aurora class ${name}: add it to facts/aurora-classes.json`)
  return found
}

/**
 * What a cluster pays besides its instances, us-east-1: the Aurora pricing page as the price list had it on 2026-07-28.
 * I/O-Optimized: 1.3 times the instances and ACU, 2.25 times the storage, no I/O.
 */
export const auroraUsagePrices = {
  asOf: '2026-07-28',
  storageGibMonthUsd: 0.1,
  optimizedStorageGibMonthUsd: 0.225,
  millionIoUsd: 0.2,
  acuHourUsd: 0.12,
  optimizedAcuHourUsd: 0.156,
  optimizedOverStandard: 1.3,
} as const
