import type { Price, Shape } from '#lib/model/shape.ts'
import { hoursPerMonth } from '#lib/model/units.ts'
import { isExpress, partitionsMax } from '#lib/resources/msk-limits.ts'
import { cpuScore } from '../cpu-scores.ts'
import type { InstanceTypes } from '../instance-types.ts'
import { type ListedProduct, readProducts } from '../prices.ts'
import type { OfferReader } from './offer.ts'

/** Broker types of Amazon MSK, key `msk`, and the storage of Standard brokers, key `msk-gib-month`. */
export const readMskOffer: OfferReader = async (aws, types) => {
  const products = await readProducts(aws, { serviceCode: 'AmazonMSK', regionCode: aws.region })
  const brokers = products.flatMap((product) => {
    const name = brokerType(product)
    return name === undefined ? [] : [{ name, product }]
  })
  return {
    shapes: brokers.flatMap(({ name }) => brokerShape(name, types) ?? []),
    prices: [
      ...brokers.map(({ name, product }) => brokerPrice(name, product, aws.region)),
      ...products.filter(isVolume).map((product) => volumePrice(product, aws.region)),
    ],
  }
}

/** The price list tells brokers by usage type: `USE1-Kafka.m7g.large`, `EU-Express.m7g.large`. */
function brokerType({ attributes, unit }: ListedProduct): string | undefined {
  const found = /(?:^|-)(kafka|express)\.(\w+\.\w+)$/i.exec(attributes.usagetype ?? '')
  return found && /^h/i.test(unit) ? `${found[1]?.toLowerCase()}.${found[2]}` : undefined
}

const isVolume = ({ attributes, unit }: ListedProduct) =>
  attributes.storageFamily === 'GP2' && unit.startsWith('GB-Mo')

function brokerPrice(shape: string, { usd, asOf, derived }: ListedProduct, region: string): Price {
  return { shape, region, key: 'msk', hourlyUsd: usd, asOf, ...(derived ? { derived } : {}) }
}

function volumePrice({ usd, asOf }: ListedProduct, region: string): Price {
  return { shape: '', region, key: 'msk-gib-month', hourlyUsd: usd / hoursPerMonth, asOf }
}

/** A broker is the EC2 type of its name; the price list says no more of it. */
function brokerShape(name: string, types: InstanceTypes): Shape | undefined {
  const [kind = '', family = '', size = ''] = name.split('.')
  const type = types.get(`${family}.${size}`)
  const { cpu, memory, network } = type?.capacity ?? {}
  if (type === undefined || cpu === undefined || memory === undefined) return undefined
  const partitions = partitionsMax(name)
  return {
    name,
    service: 'msk',
    family: `${kind}.${family}`,
    size,
    arch: type.arch,
    currentGeneration: true,
    burstable: type.burstable,
    ...(type.baselineVcpu === undefined ? {} : { baselineVcpu: type.baselineVcpu }),
    capacity: {
      cpu,
      memory,
      ...(network === undefined || isExpress(name) ? {} : { network }),
      ...(partitions === undefined ? {} : { partitions }),
    },
    ...cpuScore(family),
  }
}
