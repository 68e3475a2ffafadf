import type { Price, Shape } from '#lib/model/shape.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import { graphMemoryGib, shardsMax, usableHeapGib } from '#lib/resources/opensearch-limits.ts'
import { cpuScore } from '../cpu-scores.ts'
import type { InstanceTypes } from '../instance-types.ts'
import { type ListedProduct, readProducts } from '../prices.ts'
import type { OfferReader } from './offer.ts'

/** Volume types by the media that the price list names. */
const media: Readonly<Record<string, string>> = {
  GP3: 'gp3',
  GP2: 'gp2',
  'PIOPS-Storage': 'io1',
  Magnetic: 'standard',
}

/** Node types of OpenSearch Service, key `opensearch`, and its volumes, key `opensearch-TYPE-gib-month`. */
export const readOpensearchOffer: OfferReader = async (aws, types) => {
  const wanted = { serviceCode: 'AmazonES', regionCode: aws.region }
  const [nodes, volumes] = await Promise.all([
    readProducts(aws, { ...wanted, productFamily: 'Amazon OpenSearch Service Instance' }),
    readProducts(aws, { ...wanted, productFamily: 'Amazon OpenSearch Service Volume' }),
  ])
  const sold = nodes.filter(({ attributes, unit }) => attributes.instanceType && /^h/i.test(unit))
  return {
    shapes: sold.flatMap((product) => nodeShape(product, types) ?? []),
    prices: [
      ...sold.map((product) => nodePrice(product, aws.region)),
      ...volumes.flatMap((product) => volumePrice(product, aws.region) ?? []),
    ],
  }
}

function nodePrice({ attributes, usd, asOf, derived }: ListedProduct, region: string): Price {
  const shape = attributes.instanceType ?? ''
  return { shape, region, key: 'opensearch', hourlyUsd: usd, asOf, ...(derived ? { derived } : {}) }
}

function volumePrice({ attributes, usd, unit, asOf }: ListedProduct, region: string): Price | undefined {
  const type = media[attributes.storageMedia ?? '']
  if (type === undefined || !unit.startsWith('GB-Mo')) return undefined
  return { shape: '', region, key: `opensearch-${type}-gib-month`, hourlyUsd: usd / hoursPerMonth, asOf }
}

/** A node runs on the EC2 type of its name; vCPU and memory are what the price list says. */
function nodeShape({ attributes }: ListedProduct, types: InstanceTypes): Shape | undefined {
  const name = attributes.instanceType ?? ''
  const [family = '', size = ''] = name.split('.')
  const type = types.get(`${family}.${size}`)
  const cpu = Number(attributes.vcpu ?? type?.capacity.cpu)
  const memory = Number.parseFloat(attributes.memoryGib ?? attributes.memory ?? `${type?.capacity.memory}`)
  if (!(cpu > 0) || !(memory > 0)) return undefined
  return {
    name,
    service: 'opensearch',
    family,
    size,
    arch: type?.arch ?? (/\dg/.test(family) ? 'arm64' : 'x86_64'),
    currentGeneration: attributes.currentGeneration !== 'No',
    burstable: /^t\d/.test(family),
    memoryGib: memory,
    ...(type?.baselineVcpu === undefined ? {} : { baselineVcpu: type.baselineVcpu }),
    capacity: {
      cpu,
      memory: usableHeapGib(memory),
      shards: shardsMax(memory),
      'graph-memory': graphMemoryGib(memory),
    },
    ...cpuScore(family),
  }
}
