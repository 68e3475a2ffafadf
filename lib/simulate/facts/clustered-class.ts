import { instanceType } from './instance-types.ts'

/** An instance class of a database cluster with its list price on demand. */
export type ClusteredClassFact = {
  readonly name: string
  readonly vcpu: number
  readonly memoryGib: number
  readonly currentGeneration: boolean
  readonly burstable: boolean
  readonly hourlyUsd: number
  readonly priceDerived: boolean
  readonly priceDate: string
}

type Listed = Pick<ClusteredClassFact, 'hourlyUsd' | 'priceDerived' | 'priceDate'>

/** The class of an EC2 type's name, with its specifications. */
export function clusteredClass(typeName: string, listed: Listed): ClusteredClassFact {
  const { vcpu, memoryGib, currentGeneration, burstable } = instanceType(typeName)
  return { name: `db.${typeName}`, vcpu, memoryGib, currentGeneration, burstable, ...listed }
}
