import { redshiftNodes } from '../facts/redshift-nodes.ts'
import type { World } from '../world.ts'
import { memoryText, type Product, regionAttributes } from './price-product.ts'

/** Nodes of Redshift, and the concurrency scaling that a careless filter would catch. */
export function redshiftProducts(_world: World, region: string): Product[] {
  return redshiftNodes.flatMap((node) =>
    (['Node', 'CS'] as const).map((usage) => ({
      serviceCode: 'AmazonRedshift',
      productFamily: 'Compute Instance',
      attributes: {
        ...regionAttributes(region),
        servicecode: 'AmazonRedshift',
        servicename: 'Amazon Redshift',
        instanceType: node.name,
        currentGeneration: node.name.startsWith('ra3') ? 'Yes' : 'No',
        vcpu: String(node.vcpu),
        memory: memoryText(node.memoryGib),
        usagetype: `${usage}:${node.name}`,
        operation: usage === 'Node' ? 'RunComputeNode:0001' : 'RunComputeNode:CS',
      },
      unit: 'Hrs',
      usd: node.hourlyUsd,
      description: `$${node.hourlyUsd} per Redshift ${node.name} ${usage === 'Node' ? 'node' : 'scaling'} hour`,
      asOf: node.priceDate,
    })),
  )
}
