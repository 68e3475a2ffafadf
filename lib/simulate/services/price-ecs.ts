import { fargatePriceDate, fargatePrices } from '../facts/fargate-prices.ts'
import type { World } from '../world.ts'
import { type Product, regionAttributes } from './price-product.ts'

/** Fargate by vCPU and GB, and the free meters of tasks on instances that a careless match would catch. */
export function ecsProducts(_world: World, region: string): Product[] {
  const meters = fargatePrices.flatMap(({ arch, vcpuHourUsd, gbHourUsd }) => {
    const infix = arch === 'arm64' ? '-ARM' : ''
    return [
      meter(region, `Fargate${infix}-vCPU-Hours:perCPU`, vcpuHourUsd),
      meter(region, `Fargate${infix}-GB-Hours`, gbHourUsd),
    ]
  })
  const [x86] = fargatePrices
  return [
    meter(region, 'ECS-EC2-vCPU-Hours', 0),
    meter(region, 'ECS-EC2-GB-Hours', 0),
    ...meters,
    // Windows costs 15 % more, and its licence apart.
    meter(region, 'Fargate-Windows-vCPU-Hours:perCPU', x86.vcpuHourUsd * 1.15),
    meter(region, 'Fargate-Windows-GB-Hours', x86.gbHourUsd * 1.15),
    meter(region, 'Fargate-EphemeralStorage-GB-Hours', 0.000111),
  ]
}

function meter(region: string, usage: string, usd: number): Product {
  const cpu = usage.includes('vCPU')
  return {
    serviceCode: 'AmazonECS',
    productFamily: 'Compute',
    attributes: {
      ...regionAttributes(region),
      servicecode: 'AmazonECS',
      servicename: 'Amazon Elastic Container Service',
      tenancy: 'Shared',
      usagetype: `USE1-${usage}`,
      operation: '',
      ...(cpu ? { cputype: 'perCPU' } : { memorytype: 'perGB' }),
    },
    unit: 'hours',
    usd,
    description: `$${usd} per ${cpu ? 'vCPU' : 'GB'}-hour of ${usage}`,
    asOf: fargatePriceDate,
  }
}
