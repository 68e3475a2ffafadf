import { z } from 'zod'
import { AwsError } from '../aws-error.ts'
import { type Answer, type Call, json } from '../call.ts'
import type { WorldEndpoint } from '../estate/endpoint-things.ts'
import { pageOf } from '../wire/page.ts'
import type { Place } from '../world.ts'
import { parseInput } from './json-input.ts'

const invalid = 'ValidationException'

function endpointsOf(call: Call): readonly WorldEndpoint[] {
  return call.world.things?.(call.place, 'sagemaker-endpoint') ?? []
}

function arn({ region, accountId }: Place, rest: string): string {
  return `arn:aws:sagemaker:${region}:${accountId}:${rest}`
}

const configNameOf = (name: string) => `${name}-config`

const listSchema = z.object({
  NextToken: z.string().optional(),
  MaxResults: z.number().int().min(1).max(100).optional(),
  StatusEquals: z.string().optional(),
  NameContains: z.string().optional(),
})

/** ListEndpoints: pages of at most 100, 10 where the request does not say. */
export function listEndpoints(call: Call): Answer {
  const request = parseInput(listSchema, call.input, invalid)
  const wanted = endpointsOf(call).filter(
    ({ name, status }) =>
      (request.StatusEquals ?? status) === status && name.includes(request.NameContains ?? ''),
  )
  const page = pageOf(wanted, {
    kind: 'ListEndpoints',
    size: request.MaxResults ?? 10,
    token: request.NextToken,
    invalidCode: invalid,
  })
  return json({ Endpoints: page.items.map((one) => summary(call.place, one)), NextToken: page.next })
}

function summary(place: Place, { name, status, createdMs, modifiedMs }: WorldEndpoint): object {
  return {
    EndpointName: name,
    EndpointArn: arn(place, `endpoint/${name}`),
    CreationTime: createdMs / 1000,
    LastModifiedTime: modifiedMs / 1000,
    EndpointStatus: status,
  }
}

function found(call: Call, kind: string, matches: (one: WorldEndpoint) => boolean): WorldEndpoint {
  const one = endpointsOf(call).find(matches)
  if (!one) throw new AwsError(invalid, `Could not find ${kind}.`)
  return one
}

/** DescribeEndpoint: how many instances of each variant run now. Its instance type stands in the configuration. */
export function describeEndpoint(call: Call): Answer {
  const { EndpointName } = parseInput(z.object({ EndpointName: z.string() }), call.input, invalid)
  const one = found(call, `endpoint "${EndpointName}"`, ({ name }) => name === EndpointName)
  return json({
    ...summary(call.place, one),
    EndpointConfigName: configNameOf(one.name),
    ...variantsOf(one, (variant) => ({
      VariantName: variant.name,
      CurrentWeight: 1,
      DesiredWeight: 1,
      CurrentInstanceCount: variant.currentCount,
      DesiredInstanceCount: variant.currentCount,
    })),
  })
}

/** DescribeEndpointConfig: instance type and initial count of each variant. */
export function describeEndpointConfig(call: Call): Answer {
  const schema = z.object({ EndpointConfigName: z.string() })
  const { EndpointConfigName } = parseInput(schema, call.input, invalid)
  const one = found(
    call,
    `endpoint configuration "${EndpointConfigName}"`,
    ({ name }) => configNameOf(name) === EndpointConfigName,
  )
  return json({
    EndpointConfigName,
    EndpointConfigArn: arn(call.place, `endpoint-config/${EndpointConfigName}`),
    CreationTime: one.modifiedMs / 1000,
    ...(one.publishedEverySeconds === undefined
      ? {}
      : { MetricsConfig: { MetricPublishFrequencyInSeconds: one.publishedEverySeconds } }),
    ...variantsOf(one, (variant) => ({
      VariantName: variant.name,
      ModelName: variant.modelName,
      InitialInstanceCount: variant.initialCount,
      InstanceType: variant.instanceType,
      InitialVariantWeight: 1,
    })),
  })
}

/** Shadow variants stand apart, and only where there are any. */
function variantsOf<T>({ variants }: WorldEndpoint, told: (variant: WorldEndpoint['variants'][number]) => T) {
  const shadows = variants.filter(({ shadow }) => shadow)
  return {
    ProductionVariants: variants.filter(({ shadow }) => !shadow).map(told),
    ...(shadows.length === 0 ? {} : { ShadowProductionVariants: shadows.map(told) }),
  }
}

const tagsSchema = z.object({ ResourceArn: z.string(), NextToken: z.string().optional() })

/** ListTags of an endpoint. */
export function listEndpointTags(call: Call): Answer {
  const { ResourceArn } = parseInput(tagsSchema, call.input, invalid)
  const one = found(
    call,
    `resource "${ResourceArn}"`,
    ({ name }) => arn(call.place, `endpoint/${name}`) === ResourceArn,
  )
  return json({ Tags: Object.entries(one.tags).map(([Key, Value]) => ({ Key, Value })) })
}
