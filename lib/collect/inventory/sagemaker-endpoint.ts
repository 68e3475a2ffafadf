import {
  DescribeEndpointCommand,
  DescribeEndpointConfigCommand,
  type DescribeEndpointOutput,
  type EndpointSummary,
  ListEndpointsCommand,
  ListTagsCommand,
  type ProductionVariant,
} from '@aws-sdk/client-sagemaker'
import type { Capacity } from '#lib/model/capacity.ts'
import type { Tags } from '#lib/model/resource.ts'
import type { RegionAws } from '../aws.ts'
import { readAllPages } from '../pages.ts'
import { tagsOf } from './describe.ts'
import { defined } from './ec2-instance.ts'
import { identityOf } from './identity.ts'
import { knownFacts } from './known-facts.ts'
import type { Asking, ClassReader, RegionFacts, SizedResource } from './region.ts'
import { readScalableTargets, type ScalableTarget } from './scalable-targets.ts'
import { resourceSeries } from './series.ts'
import { nameUnreadable } from './unreadable.ts'

/** Production variants of SageMaker endpoints that run on instances; serverless ones have none. */
export const readEndpoints: ClassReader = async (facts, asking) => {
  const { aws, attempt } = asking
  const listed = await attempt('sagemaker:ListEndpoints', () => listEndpoints(aws))
  if (listed === undefined || listed.length === 0) return []
  const [targets, described] = await Promise.all([
    attempt('application-autoscaling:DescribeScalableTargets', () => readScalableTargets(aws, 'sagemaker')),
    Promise.all(listed.map((summary) => describeEndpoint(asking, summary))),
  ])
  return described.flat().map((variant) =>
    sizedVariant(facts, {
      ...variant,
      known: targets !== undefined,
      target: targets?.of(
        `endpoint/${variant.endpoint}/variant/${variant.name}`,
        'sagemaker:variant:DesiredInstanceCount',
      ),
    }),
  )
}

function listEndpoints(aws: RegionAws): Promise<EndpointSummary[]> {
  return readAllPages(async (token) => {
    const page = await aws.call('sagemaker:ListEndpoints', ({ sagemaker }, sending) =>
      sagemaker.send(new ListEndpointsCommand({ MaxResults: 100, NextToken: token }), sending),
    )
    return { items: page.Endpoints ?? [], next: page.NextToken }
  })
}

type Variant = {
  readonly endpoint: string
  readonly arn: string
  readonly name: string
  readonly type: string
  readonly model: string | undefined
  readonly count: number
  readonly status: string | undefined
  readonly createdMs: number | undefined
  readonly modifiedMs: number | undefined
  /** Limits that SageMaker itself scales the instances between, for endpoints of inference components. */
  readonly managed: ProductionVariant['ManagedInstanceScaling']
  readonly tags: Tags
  /** How often its instances send a sample of what they use. */
  readonly publishedEverySeconds: number
}

async function describeEndpoint(
  { aws, attempt }: Asking,
  { EndpointName, EndpointArn }: EndpointSummary,
): Promise<Variant[]> {
  if (EndpointName === undefined || EndpointArn === undefined) return []
  const endpoint = await attempt('sagemaker:DescribeEndpoint', () =>
    aws.call('sagemaker:DescribeEndpoint', ({ sagemaker }, sending) =>
      sagemaker.send(new DescribeEndpointCommand({ EndpointName }), sending),
    ),
  )
  const configName = endpoint?.EndpointConfigName
  if (!endpoint || configName === undefined) return []
  const [config, tags] = await Promise.all([
    attempt('sagemaker:DescribeEndpointConfig', () =>
      aws.call('sagemaker:DescribeEndpointConfig', ({ sagemaker }, sending) =>
        sagemaker.send(new DescribeEndpointConfigCommand({ EndpointConfigName: configName }), sending),
      ),
    ),
    attempt('sagemaker:ListTags', () => listTags(aws, EndpointArn)),
  ])
  const publishedEverySeconds = config?.MetricsConfig?.MetricPublishFrequencyInSeconds ?? 60
  const found = {
    name: EndpointName,
    arn: EndpointArn,
    endpoint,
    tags: tagsOf(tags),
    publishedEverySeconds,
  }
  // A shadow variant runs on instances of its own, which are paid like the others.
  const variants = [...(config?.ProductionVariants ?? []), ...(config?.ShadowProductionVariants ?? [])]
  const odd = variants.find(({ InstanceType, ServerlessConfig }) => !InstanceType && !ServerlessConfig)
  if (odd) {
    const what = `variant ${odd.VariantName} of endpoint ${EndpointName}`
    const action = 'sagemaker:DescribeEndpointConfig'
    await nameUnreadable(attempt, { action, what, lacks: 'one instance type' })
  }
  return variants.flatMap((variant) => variantOf(found, variant))
}

function listTags(aws: RegionAws, arn: string) {
  return readAllPages(async (token) => {
    const page = await aws.call('sagemaker:ListTags', ({ sagemaker }, sending) =>
      sagemaker.send(new ListTagsCommand({ ResourceArn: arn, MaxResults: 100, NextToken: token }), sending),
    )
    return { items: page.Tags ?? [], next: page.NextToken }
  })
}

type FoundEndpoint = {
  readonly name: string
  readonly arn: string
  readonly endpoint: DescribeEndpointOutput
  readonly tags: Tags
  readonly publishedEverySeconds: number
}

function variantOf(found: FoundEndpoint, configured: ProductionVariant): Variant[] {
  const { VariantName: name, InstanceType: type, ModelName: model } = configured
  if (name === undefined || type === undefined) return []
  const { endpoint } = found
  const scaling = configured.ManagedInstanceScaling
  const all = [...(endpoint.ProductionVariants ?? []), ...(endpoint.ShadowProductionVariants ?? [])]
  const running = all.find(({ VariantName }) => VariantName === name)
  return [
    {
      endpoint: found.name,
      arn: found.arn,
      name,
      type,
      model,
      count: running?.CurrentInstanceCount ?? configured.InitialInstanceCount ?? 0,
      status: endpoint.EndpointStatus,
      createdMs: endpoint.CreationTime?.getTime(),
      modifiedMs: endpoint.LastModifiedTime?.getTime(),
      managed: scaling?.Status === 'ENABLED' ? scaling : undefined,
      tags: found.tags,
      publishedEverySeconds: found.publishedEverySeconds,
    },
  ]
}

type Scaled = Variant & {
  readonly target: ScalableTarget | undefined
  /** Whether Application Auto Scaling answered: else the maximum is not known. */
  readonly known: boolean
}

function limitsOf({ known, target, managed, count }: Scaled): { minSize?: number; maxSize?: number } {
  if (managed) return { minSize: managed.MinInstanceCount ?? 0, maxSize: managed.MaxInstanceCount ?? count }
  return known ? { minSize: target?.minimum ?? count, maxSize: target?.maximum ?? count } : {}
}

function sizedVariant(facts: RegionFacts, variant: Scaled): SizedResource {
  const identity = identityOf(facts, {
    resourceClass: 'sagemaker-endpoint',
    nativeId: `${variant.endpoint}/${variant.name}`,
    tags: variant.tags,
  })
  const hasGpu = typeOf(facts, variant)?.capacity.gpu !== undefined
  return {
    resource: {
      ...identity,
      arn: variant.arn,
      shape: variant.type,
      count: variant.count,
      zoneCount: Math.max(1, Math.min(2, variant.count)),
      facts: variantFacts(facts, variant),
      ...(variant.createdMs === undefined ? {} : { createdMs: variant.createdMs }),
    },
    today: { shape: variant.type, count: limitsOf(variant).maxSize ?? variant.count },
    ...(variant.modifiedMs === undefined ? {} : { todaySinceMs: variant.modifiedMs }),
    capacityOf: () => variantCapacity(facts, variant),
    series: resourceSeries({
      resourceClass: 'sagemaker-endpoint',
      resourceId: identity.id,
      dimensions: { EndpointName: variant.endpoint, VariantName: variant.name },
      burstable: false,
      agentMetric: () => undefined,
    }).filter(({ key }) => isPublished(key, { hasGpu, everySeconds: variant.publishedEverySeconds })),
  }
}

/** Only what every instance sends once a minute counts the instances. */
function isPublished(
  key: string,
  { hasGpu, everySeconds }: { hasGpu: boolean; everySeconds: number },
): boolean {
  if (key === 'running-instances') return everySeconds === 60
  return hasGpu || !key.startsWith('gpu')
}

/** An `ml.` type runs on the EC2 type of its name. */
const typeOf = ({ types }: RegionFacts, { type }: Variant) => types.get(type.replace(/^ml\./, ''))

function variantFacts(facts: RegionFacts, variant: Scaled) {
  const type = typeOf(facts, variant)
  const { minSize, maxSize } = limitsOf(variant)
  return knownFacts({
    endpoint: variant.endpoint,
    variant: variant.name,
    publishedEverySeconds: variant.publishedEverySeconds,
    model: variant.model,
    status: variant.status,
    desired: variant.count,
    minSize,
    maxSize,
    scaled: maxSize === undefined ? undefined : minSize !== maxSize,
    scaledBy: variant.target?.metrics[0],
    targetValue: variant.target?.target,
    arch: type?.arch,
    vcpuPerMember: type?.capacity.cpu,
    hasGpu: type?.capacity.gpu !== undefined,
    gpuPerMember: type?.capacity.gpu,
    gpuModel: type?.gpuModel,
  })
}

/** Of all instances that the variant may run. */
function variantCapacity(facts: RegionFacts, variant: Scaled): Capacity {
  const most = limitsOf(variant).maxSize
  if (most === undefined) return {}
  const own = typeOf(facts, variant)?.capacity
  const whole = (value: number | undefined) => (value === undefined ? undefined : value * most)
  return defined({
    cpu: whole(own?.cpu),
    memory: whole(own?.memory),
    gpu: whole(own?.gpu),
    'gpu-memory': whole(own?.['gpu-memory']),
    'group-maximum': most,
  })
}
