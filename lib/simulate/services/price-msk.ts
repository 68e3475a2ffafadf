import { type BrokerFact, brokerStorageDate, brokerStorageUsd, mskBrokers } from '../facts/msk-brokers.ts'
import type { World } from '../world.ts'
import { derivedNote, memoryText, type Product, regionAttributes } from './price-product.ts'

/** Prefixes of usage types, as the bills spell them. */
const prefixes: Readonly<Record<string, string>> = {
  'us-east-1': 'USE1',
  'us-west-2': 'USW2',
  'eu-west-1': 'EU',
  'ap-southeast-2': 'APS2',
}

/** Broker types and broker storage of Amazon MSK, as the AmazonMSK offer lists them. */
export function mskProducts(_world: World, region: string): Product[] {
  return [...mskBrokers.map((broker) => brokerProduct(broker, region)), storageProduct(region)]
}

function commonAttributes(region: string, usage: string): Record<string, string> {
  const servicename = 'Amazon Managed Streaming for Apache Kafka'
  const usagetype = `${prefixes[region] ?? region}-${usage}`
  return { ...regionAttributes(region), servicecode: 'AmazonMSK', servicename, usagetype }
}

const productFamily = 'Managed Streaming for Apache Kafka (MSK)'

function brokerProduct(broker: BrokerFact, region: string): Product {
  const usage = broker.name.replace(/^./, (first) => first.toUpperCase())
  return {
    serviceCode: 'AmazonMSK',
    productFamily,
    attributes: {
      ...commonAttributes(region, usage),
      computeFamily: broker.name.replace(/^\w+\./, ''),
      vcpu: String(broker.vcpu),
      memory: memoryText(broker.memoryGib),
      operation: 'RunBroker',
      group: 'Broker',
    },
    unit: 'hours',
    usd: broker.hourlyUsd,
    description: `$${broker.hourlyUsd} per broker hour for ${broker.name}${derivedNote(broker.priceDerived)}`,
    asOf: broker.priceDate,
  }
}

function storageProduct(region: string): Product {
  return {
    serviceCode: 'AmazonMSK',
    productFamily,
    attributes: {
      ...commonAttributes(region, 'Kafka.Storage.GP2'),
      storageFamily: 'GP2',
      operation: 'RunVolume',
      group: 'Storage',
    },
    unit: 'GB-Mo',
    usd: brokerStorageUsd,
    description: `$${brokerStorageUsd} per GB-month of broker storage`,
    asOf: brokerStorageDate,
  }
}
