import { z } from 'zod'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import { pageOf } from '../wire/page.ts'
import type { World } from '../world.ts'
import { parseInput } from './json-input.ts'
import { auroraProducts } from './price-aurora.ts'
import { documentdbProducts } from './price-documentdb.ts'
import { dynamodbProducts } from './price-dynamodb.ts'
import { ebsPerformanceProducts } from './price-ebs.ts'
import { ec2Products } from './price-ec2.ts'
import { ecsProducts } from './price-ecs.ts'
import { elasticacheProducts } from './price-elasticache.ts'
import { extendedSupportProducts } from './price-extended-support.ts'
import { mskProducts } from './price-msk.ts'
import { opensearchProducts } from './price-opensearch.ts'
import { type Product, productText } from './price-product.ts'
import { rdsProducts } from './price-rds.ts'
import { redshiftProducts } from './price-redshift.ts'
import { sagemakerProducts } from './price-sagemaker.ts'

const requestSchema = z.object({
  ServiceCode: z.string(),
  Filters: z
    .array(z.object({ Type: z.literal('TERM_MATCH'), Field: z.string(), Value: z.string() }))
    .max(50)
    .optional(),
  FormatVersion: z.string().optional(),
  MaxResults: z.number().int().min(1).max(100).optional(),
  NextToken: z.string().optional(),
})
type Request = z.infer<typeof requestSchema>

/** Regions in which the Price List API has an endpoint. */
const endpoints = ['us-east-1', 'eu-central-1', 'ap-south-1']

/**
 * GetProducts: products whose attributes match all filters, as JSON texts; pages of at most 100. The list prices
 * of the fact table are of us-east-1 and stand for every region of the world.
 */
export function getProducts(call: Call): Answer {
  if (!endpoints.includes(call.region)) {
    throw new AwsError('AccessDeniedException', `The Price List API has no endpoint in ${call.region}.`)
  }
  const request = parseInput(requestSchema, call.input, 'InvalidParameterException')
  const page = pageOf(productsOf(call, request), {
    kind: 'GetProducts',
    size: request.MaxResults ?? 100,
    token: request.NextToken,
    invalidCode: 'InvalidNextTokenException',
  })
  return json({ FormatVersion: 'aws_v1', PriceList: page.items.map(productText), NextToken: page.next })
}

/** The price lists by service code. A new one is a file and a line. */
const priceLists: Readonly<Record<string, (world: World, region: string) => Product[]>> = {
  AmazonEC2: (world, region) => [...ec2Products(world, region), ...ebsPerformanceProducts(region)],
  AmazonRDS: (world, region) => [
    ...rdsProducts(world, region),
    ...auroraProducts(region),
    ...extendedSupportProducts(region),
  ],
  AmazonDocDB: documentdbProducts,
  AmazonRedshift: redshiftProducts,
  AmazonES: opensearchProducts,
  AmazonMSK: mskProducts,
  AmazonDynamoDB: dynamodbProducts,
  AmazonElastiCache: elasticacheProducts,
  AmazonECS: ecsProducts,
  AmazonSageMaker: sagemakerProducts,
}

function productsOf(call: Call, request: Request): Product[] {
  const regions = [...new Set(call.accounts.flatMap((account) => account.regions))].sort()
  const wanted = regions.filter((region) => {
    return (request.Filters ?? []).every(({ Field, Value }) => Field !== 'regionCode' || Value === region)
  })
  return wanted
    .flatMap((region) => serviceProducts(call, request.ServiceCode, region))
    .filter((product) => {
      return (request.Filters ?? []).every(({ Field, Value }) => fieldOf(product, Field) === Value)
    })
}

function serviceProducts(call: Call, serviceCode: string, region: string): Product[] {
  const products = Object.hasOwn(priceLists, serviceCode) ? priceLists[serviceCode] : undefined
  if (products) return products(call.world, region)
  throw new AwsError('InvalidParameterException', `The simulated AWS has no prices of ${serviceCode}.`)
}

function fieldOf(product: Product, field: string): string | undefined {
  return field === 'productFamily' ? product.productFamily : product.attributes[field]
}
