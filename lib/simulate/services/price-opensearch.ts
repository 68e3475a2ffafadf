import {
  type NodeFact,
  opensearchNodes,
  opensearchVolumeDate,
  opensearchVolumeUsd,
} from '../facts/opensearch-nodes.ts'
import type { World } from '../world.ts'
import { type Product, regionAttributes } from './price-product.ts'

const mediaNames = { gp3: 'GP3', gp2: 'GP2', io1: 'PIOPS-Storage', standard: 'Magnetic' } as const

/** Node types and volumes of OpenSearch Service, as the AmazonES offer lists them. */
export function opensearchProducts(_world: World, region: string): Product[] {
  const types = Object.keys(opensearchVolumeUsd) as (keyof typeof opensearchVolumeUsd)[]
  return [
    ...opensearchNodes.map((node) => nodeProduct(node, region)),
    ...types.map((type) => volumeProduct(type, region)),
  ]
}

function commonAttributes(region: string): Record<string, string> {
  return { ...regionAttributes(region), servicecode: 'AmazonES', servicename: 'Amazon OpenSearch Service' }
}

function nodeProduct({ name, vcpu, memoryGib, hourlyUsd, priceDate }: NodeFact, region: string): Product {
  return {
    serviceCode: 'AmazonES',
    productFamily: 'Amazon OpenSearch Service Instance',
    attributes: {
      ...commonAttributes(region),
      instanceType: name,
      currentGeneration: /^(m5|r5)\./.test(name) ? 'No' : 'Yes',
      vcpu: String(vcpu),
      memoryGib: String(memoryGib),
      storage: /^(r\dgd|i\d)/.test(name) ? 'NVMe SSD' : 'EBS Only',
      operation: 'ESDomain',
      usagetype: `ESInstance:${name.replace('.search', '')}`,
    },
    unit: 'Hrs',
    usd: hourlyUsd,
    description: `$${hourlyUsd} per ${name} instance hour (or partial hour)`,
    asOf: priceDate,
  }
}

function volumeProduct(type: keyof typeof opensearchVolumeUsd, region: string): Product {
  const usd = opensearchVolumeUsd[type]
  return {
    serviceCode: 'AmazonES',
    productFamily: 'Amazon OpenSearch Service Volume',
    attributes: {
      ...commonAttributes(region),
      storageMedia: mediaNames[type],
      usagetype: `ES:${mediaNames[type]}${type === 'io1' ? '' : '-Storage'}`,
    },
    unit: 'GB-Mo',
    usd,
    description: `$${usd} per GB-month of provisioned ${type} storage`,
    asOf: opensearchVolumeDate,
  }
}
