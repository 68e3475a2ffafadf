import type { Price, Shape } from '#lib/model/shape.ts'
import type { RegionAws } from '../aws.ts'
import { type InstanceTypes, shapeOf } from '../instance-types.ts'
import { marked, readProducts } from '../prices.ts'
import type { Offer } from './offer.ts'

/**
 * Instances for real-time hosting, key `hosting`. An `ml.` type runs on the EC2 type of its name, whose capacity it
 * has; one without such a type has no shape. Throws the SDK's error.
 */
export async function readSagemakerOffer(aws: RegionAws, types: InstanceTypes): Promise<Offer> {
  const products = await readProducts(aws, {
    serviceCode: 'AmazonSageMaker',
    regionCode: aws.region,
    productFamily: 'ML Instance',
    component: 'Hosting',
  })
  const prices = products.flatMap(({ attributes, usd, asOf, derived }): Price[] => {
    const shape = attributes.instanceName
    if (!shape?.startsWith('ml.')) return []
    return [{ shape, region: aws.region, key: 'hosting', hourlyUsd: usd, asOf, ...marked(derived) }]
  })
  const names = [...new Set(prices.map(({ shape }) => shape))]
  return { shapes: names.flatMap((name) => endpointShape(types, name)), prices }
}

function endpointShape(types: InstanceTypes, name: string): Shape[] {
  const type = types.get(name.slice('ml.'.length))
  if (!type) return []
  const shape = shapeOf(type)
  return [{ ...shape, name, service: 'sagemaker', family: `ml.${shape.family}` }]
}
