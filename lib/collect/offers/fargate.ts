import type { Price, Shape } from '#lib/model/shape.ts'
import { fargateSizes, taskShapeName } from '#lib/resources/fargate-sizes.ts'
import type { RegionAws } from '../aws.ts'
import { type ListedProduct, readProducts } from '../prices.ts'
import type { Offer } from './offer.ts'

const architectures = [
  { arch: 'x86_64', infix: '' },
  { arch: 'arm64', infix: '-ARM' },
] as const

/**
 * Fargate for Linux on demand: a shape for every size that a task may have, key `fargate`; its price is vCPU-hours plus
 * GB-hours. Throws the SDK's error.
 */
export async function readFargateOffer(aws: RegionAws): Promise<Offer> {
  const products = await readProducts(aws, { serviceCode: 'AmazonECS', regionCode: aws.region })
  const offers = architectures.map(({ arch, infix }) => {
    const vcpu = meterOf(products, `Fargate${infix}-vCPU-Hours:perCPU`)
    const gib = meterOf(products, `Fargate${infix}-GB-Hours`)
    return vcpu && gib ? sized({ arch, region: aws.region, vcpu, gib }) : { shapes: [], prices: [] }
  })
  return { shapes: offers.flatMap(({ shapes }) => shapes), prices: offers.flatMap(({ prices }) => prices) }
}

/** The meter of that usage type; before it stands the prefix of the region, and `Windows` is another meter. */
function meterOf(products: readonly ListedProduct[], usage: string): ListedProduct | undefined {
  return products.find(({ attributes: { usagetype = '' } }) => {
    return usagetype === usage || usagetype.replace(/^[A-Z]{2,4}\d?-/, '') === usage
  })
}

type Meters = {
  readonly arch: Shape['arch']
  readonly region: string
  readonly vcpu: ListedProduct
  readonly gib: ListedProduct
}

function sized({ arch, region, vcpu, gib }: Meters): Offer {
  const [asOf = ''] = [vcpu.asOf, gib.asOf].sort()
  const named = fargateSizes.map((size) => ({
    size,
    name: taskShapeName({ launch: 'fargate', arch, ...size }),
  }))
  return {
    shapes: named.map(({ size, name }) => fargateShape(name, arch, size)),
    prices: named.map(
      ({ size, name }): Price => ({
        shape: name,
        region,
        key: 'fargate',
        hourlyUsd: size.vcpu * vcpu.usd + size.memoryGib * gib.usd,
        asOf,
      }),
    ),
  }
}

function fargateShape(name: string, arch: Shape['arch'], size: (typeof fargateSizes)[number]): Shape {
  return {
    name,
    service: 'fargate',
    family: arch === 'arm64' ? 'fargate-arm' : 'fargate',
    size: `${size.vcpu}vcpu-${size.memoryGib}gb`,
    arch,
    currentGeneration: true,
    burstable: false,
    capacity: { cpu: size.vcpu, memory: size.memoryGib },
  }
}
