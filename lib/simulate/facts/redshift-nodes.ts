import { nodeSpecs } from '#lib/resources/redshift-nodes.ts'

/** A node type of Redshift in us-east-1, on demand; storage of one node (RA3: what managed storage allows it). */
export type RedshiftNodeFact = {
  readonly name: string
  readonly vcpu: number
  readonly memoryGib: number
  readonly storageGib: number
  readonly hourlyUsd: number
  readonly priceDate: string
}

/** Prices as infracost (Apache-2.0) had them in July 2024; storage by the Redshift Management Guide. */
const listed: readonly (readonly [name: string, storageGib: number, hourlyUsd: number])[] = [
  ['ra3.4xlarge', 131_072, 3.26],
  ['ra3.16xlarge', 131_072, 13.04],
  ['dc2.large', 160, 0.25],
]

export const redshiftNodes: readonly RedshiftNodeFact[] = listed.map(([name, storageGib, hourlyUsd]) => {
  const spec = nodeSpecs[name]
  if (!spec)
    throw new Error(`no specifications of Redshift node ${name}: add it to lib/resources/redshift-nodes.ts`)
  return { name, ...spec, storageGib, hourlyUsd, priceDate: '2024-07-01' }
})

/** Facts of one node type; throws for a type that the table does not have. */
export function redshiftNode(name: string): RedshiftNodeFact {
  const found = redshiftNodes.find((node) => node.name === name)
  if (!found) throw new Error(`no facts of Redshift node ${name}: add it to facts/redshift-nodes.ts`)
  return found
}
