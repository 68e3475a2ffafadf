import { type EndpointPrice, endpointPriceDate, endpointPrices } from '../facts/sagemaker-prices.ts'
import type { World } from '../world.ts'
import { derivedNote, type Product, regionAttributes } from './price-product.ts'

/** Real-time hosting by instance type, with the twins for training that a careless filter would catch. */
export function sagemakerProducts(_world: World, region: string): Product[] {
  return endpointPrices.flatMap((price) => [
    product(price, region, { component: 'Hosting', usage: 'Host' }),
    product(price, region, { component: 'Training', usage: 'Train' }),
  ])
}

function product(
  { name, hourlyUsd, derived }: EndpointPrice,
  region: string,
  { component, usage }: { readonly component: string; readonly usage: string },
): Product {
  return {
    serviceCode: 'AmazonSageMaker',
    productFamily: 'ML Instance',
    attributes: {
      ...regionAttributes(region),
      servicecode: 'AmazonSageMaker',
      servicename: 'Amazon SageMaker',
      instanceName: name,
      instanceType: `${name}-${component}`,
      component,
      operation: 'RunInstance',
      usagetype: `USE1-${usage}:${name}`,
    },
    unit: 'Hrs',
    usd: hourlyUsd,
    description: `$${hourlyUsd} per ${component} ${name} hour in ${region}${derivedNote(derived)}`,
    asOf: endpointPriceDate,
  }
}
