import table from './opensearch-nodes.json' with { type: 'json' }
import { rowsOf } from './rows.ts'

/** One node type of OpenSearch Service, e.g. `r6g.large.search`. */
export type NodeFact = {
  readonly name: string
  readonly vcpu: number
  readonly memoryGib: number
  readonly hourlyUsd: number
  readonly priceDate: string
}

export const opensearchNodes: readonly NodeFact[] = rowsOf(table).map((row) => ({
  name: `${row.family}.${row.size}.search`,
  vcpu: Number(row.vcpu),
  memoryGib: Number(row.memoryGib),
  hourlyUsd: Number(row.hourlyUsd),
  priceDate: table.priceDate,
}))

/** Dollars per GiB-month of a data node's volume, us-east-1: the same offer file. */
export const opensearchVolumeUsd = { gp3: 0.122, gp2: 0.135, io1: 0.169, standard: 0.067 } as const
export const opensearchVolumeDate = table.priceDate

/** Facts of one node type; throws for a type that the table does not have. */
export function opensearchNode(name: string): NodeFact {
  const found = opensearchNodes.find((fact) => fact.name === name)
  if (!found) throw new Error(`no facts of node type ${name}: add it to facts/opensearch-nodes.json`)
  return found
}
