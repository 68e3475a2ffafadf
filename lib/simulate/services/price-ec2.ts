import type { InstanceTypeFact, World } from '../world.ts'
import { derivedNote, memoryText, type Product, regionAttributes } from './price-product.ts'

/** Volume types by the name that the price list gives them. */
const volumeNames: Readonly<Record<string, string>> = {
  gp3: 'General Purpose',
  gp2: 'General Purpose',
  io1: 'Provisioned IOPS',
  io2: 'Provisioned IOPS',
}

/**
 * Linux on demand, shared tenancy, with the capacity-reservation twins that a careless filter would catch, and
 * EBS volumes.
 */
export function ec2Products(world: World, region: string): Product[] {
  const computing = world.instanceTypes.flatMap((fact) => [
    computeProduct(fact, region, 'Used'),
    computeProduct(fact, region, 'UnusedCapacityReservation'),
    computeProduct(fact, region, 'AllocatedCapacityReservation'),
  ])
  const volumes = world.storagePrices.filter(({ service }) => service === 'ec2')
  return [...computing, ...volumes.map((price) => volumeProduct(price, region))]
}

type CapacityStatus = 'Used' | 'UnusedCapacityReservation' | 'AllocatedCapacityReservation'

const usageNames: Readonly<Record<CapacityStatus, string>> = {
  Used: 'BoxUsage',
  UnusedCapacityReservation: 'UnusedBox',
  AllocatedCapacityReservation: 'Reservation',
}

function computeProduct(fact: InstanceTypeFact, region: string, capacitystatus: CapacityStatus): Product {
  const usd = capacitystatus === 'AllocatedCapacityReservation' ? 0 : fact.hourlyUsd
  return {
    serviceCode: 'AmazonEC2',
    productFamily: fact.size.startsWith('metal') ? 'Compute Instance (bare metal)' : 'Compute Instance',
    attributes: {
      ...regionAttributes(region),
      servicecode: 'AmazonEC2',
      servicename: 'Amazon Elastic Compute Cloud',
      instanceType: fact.name,
      currentGeneration: fact.currentGeneration ? 'Yes' : 'No',
      vcpu: String(fact.vcpu),
      memory: memoryText(fact.memoryGib),
      storage: 'EBS only',
      processorArchitecture: '64-bit',
      tenancy: 'Shared',
      operatingSystem: 'Linux',
      licenseModel: 'No License required',
      preInstalledSw: 'NA',
      marketoption: 'OnDemand',
      capacitystatus,
      operation: 'RunInstances',
      usagetype: `${usageNames[capacitystatus]}:${fact.name}`,
      ...(fact.gpuCount > 0 ? { gpu: String(fact.gpuCount) } : {}),
    },
    unit: 'Hrs',
    usd,
    description: `$${usd} per On Demand Linux ${fact.name} Instance Hour${derivedNote(fact.priceDerived)}`,
    asOf: fact.priceDate,
  }
}

function volumeProduct(price: World['storagePrices'][number], region: string): Product {
  return {
    serviceCode: 'AmazonEC2',
    productFamily: 'Storage',
    attributes: {
      ...regionAttributes(region),
      servicecode: 'AmazonEC2',
      servicename: 'Amazon Elastic Compute Cloud',
      volumeApiName: price.volumeType,
      volumeType: volumeNames[price.volumeType] ?? price.volumeType,
      storageMedia: 'SSD-backed',
      usagetype: `EBS:VolumeUsage.${price.volumeType}`,
    },
    unit: 'GB-Mo',
    usd: price.gibMonthUsd,
    description: `$${price.gibMonthUsd} per GB-month of ${price.volumeType} provisioned storage`,
    asOf: price.asOf,
  }
}
