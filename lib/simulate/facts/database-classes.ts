import type { DatabaseClassFact } from '../world.ts'
import table from './database-classes.json' with { type: 'json' }
import { instanceType } from './instance-types.ts'
import { rowsOf } from './rows.ts'

function factOf(row: Readonly<Record<string, string>>): DatabaseClassFact {
  const type = instanceType(`${row.family}.${row.size}`)
  return {
    name: `db.${type.name}`,
    vcpu: type.vcpu,
    memoryGib: type.memoryGib,
    arch: type.arch,
    currentGeneration: type.currentGeneration,
    burstable: type.burstable,
    networkGbps: type.networkPeakGbps,
    ebsBaselineIops: type.ebsBaselineIops,
    ebsBaselineMbps: type.ebsBaselineMbps,
    hourlyUsd: { mysql: Number(row.mysql), postgres: Number(row.postgres), mariadb: Number(row.mariadb) },
    priceDerived: row.derived === 'derived',
    priceDate: row.priceDate ?? '',
  }
}

/** RDS classes of the simulated estate, us-east-1, single-AZ; limits are those of the equal EC2 type. */
export const databaseClasses: readonly DatabaseClassFact[] = rowsOf(table).map(factOf)

const byName = new Map(databaseClasses.map((fact) => [fact.name, fact]))

/** Facts of one class; throws for a class that the table does not have. */
export function databaseClass(name: string): DatabaseClassFact {
  const found = byName.get(name)
  if (!found) throw new Error(`no facts of database class ${name}: add it to facts/database-classes.json`)
  return found
}
