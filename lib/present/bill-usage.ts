import type { ResourceClass } from '#lib/model/resource.ts'
import type { ShapeService } from '#lib/model/shape.ts'

export const compute = 'Amazon Elastic Compute Cloud - Compute'
export const computeOther = 'EC2 - Other'
const documents = 'Amazon DocumentDB (with MongoDB compatibility)'

/** The bill's name of the service that sells the shapes; exactly as Cost Explorer spells it, spaces included. */
const serviceNames: Readonly<Record<ShapeService, string>> = {
  ec2: compute,
  rds: 'Amazon Relational Database Service',
  elasticache: 'Amazon ElastiCache',
  dynamodb: 'Amazon DynamoDB',
  opensearch: 'Amazon OpenSearch Service',
  msk: 'Amazon Managed Streaming for Apache Kafka',
  sagemaker: 'Amazon SageMaker',
  redshift: 'Amazon Redshift',
  fargate: 'Amazon Elastic Container Service',
}

/** The service under which a class is billed. */
export function billedService(resourceClass: ResourceClass, service: ShapeService): string {
  return resourceClass === 'documentdb-cluster' ? documents : serviceNames[service]
}

/** Services of the bill that inventory covers. */
export const coveredServices: ReadonlySet<string> = new Set([
  ...Object.values(serviceNames),
  computeOther,
  documents,
  'Amazon Elastic Container Service for Kubernetes',
])

type Kind = {
  readonly pattern: RegExp
  readonly service: string
  readonly kind: 'capacity' | 'attached' | 'other'
}

/**
 * Which service bills a usage type, and for what: capacity that inventory counts, what is attached to it (storage, a
 * surcharge for its version), or something else. AWS price lists, read 2026-11.
 */
const kinds: readonly Kind[] = [
  {
    pattern: /(BoxUsage|SpotUsage|HostUsage|Dedicated|UnusedBox|HeavyUsage|SchedUsage)/,
    service: compute,
    kind: 'capacity',
  },
  { pattern: /EBS:(VolumeUsage|VolumeIOUsage|VolumeP-)/, service: computeOther, kind: 'attached' },
  {
    pattern: /(EBS:|NatGateway|ElasticIP|CPUCredits|VpcEndpoint|TransitGateway|DataTransfer-Regional)/,
    service: computeOther,
    kind: 'other',
  },
  {
    pattern: /(Node|Nodes)Usage:cache\.|NodeUsage$|ElastiCache:/,
    service: 'Amazon ElastiCache',
    kind: 'capacity',
  },
  {
    pattern:
      /(Instance|Multi-AZ|InstanceUsageIOOptimized|Aurora:Serverless)(Usage|V2Usage)|InstanceUsage|ServerlessV2/,
    service: serviceNames.rds,
    kind: 'capacity',
  },
  { pattern: /^(.*-)?(RDS|Aurora):.*(Storage|PIOPS|GP\d)/, service: serviceNames.rds, kind: 'attached' },
  { pattern: /ExtendedSupport/, service: serviceNames.rds, kind: 'attached' },
  { pattern: /(RDS:|Aurora:)/, service: serviceNames.rds, kind: 'other' },
  { pattern: /(Read|Write)(Capacity|Request)Unit/, service: serviceNames.dynamodb, kind: 'capacity' },
  { pattern: /ESInstance/, service: serviceNames.opensearch, kind: 'capacity' },
  { pattern: /ES:.*Storage/, service: serviceNames.opensearch, kind: 'attached' },
  { pattern: /Kafka\.(?!Storage)|Kafka$/, service: serviceNames.msk, kind: 'capacity' },
  { pattern: /Kafka\.Storage/, service: serviceNames.msk, kind: 'attached' },
  { pattern: /Host:ml\.|Host$/, service: serviceNames.sagemaker, kind: 'capacity' },
  { pattern: /Node:(dc|ra|ds|rg)|Node$/, service: serviceNames.redshift, kind: 'capacity' },
  { pattern: /RMS:/, service: serviceNames.redshift, kind: 'attached' },
  { pattern: /Fargate/, service: serviceNames.fargate, kind: 'capacity' },
  { pattern: /AmazonEKS/, service: 'Amazon Elastic Container Service for Kubernetes', kind: 'other' },
]

/** Service and kind of a usage type; `undefined` where none of the covered services bills it. */
export function usageKind(
  usageType: string,
): { readonly service: string; readonly kind: Kind['kind'] } | undefined {
  return kinds.find(({ pattern }) => pattern.test(usageType))
}
