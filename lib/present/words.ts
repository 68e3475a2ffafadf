import type { Dimension } from '#lib/model/capacity.ts'
import type { AbstentionReason } from '#lib/model/forecast.ts'
import type { Effort, Finding } from '#lib/model/recommendation.ts'
import type { ResourceClass, ServiceTier } from '#lib/model/resource.ts'

/** Meaning of a colour, the same on every page; `later` is neutral, `no` hollow. */
export type Tone = 'risk' | 'watch' | 'save' | 'later' | 'no'

export type FindingWord = { readonly label: string; readonly tone: Tone }

/** Product words of the verdicts, in the order of the groups: risk first, then money. */
export const findingWords: Record<Finding, FindingWord> = {
  'runs-out': { label: 'Runs out', tone: 'risk' },
  watch: { label: 'Watch', tone: 'watch' },
  idle: { label: 'Idle', tone: 'save' },
  oversized: { label: 'Oversized', tone: 'save' },
  'right-sized': { label: 'Right-sized', tone: 'later' },
  'not-sized': { label: 'Not sized', tone: 'later' },
  abstained: { label: 'No forecast', tone: 'no' },
}

/** Findings in the order in which groups and facets stand. */
export const findingOrder = Object.keys(findingWords) as readonly Finding[]

export const dimensionWords: Record<Dimension, string> = {
  cpu: 'CPU',
  memory: 'Memory',
  storage: 'Storage',
  iops: 'IOPS',
  throughput: 'Throughput',
  network: 'Network',
  connections: 'Connections',
  gpu: 'GPUs',
  'gpu-memory': 'GPU memory',
  'graph-memory': 'k-NN memory',
  requests: 'Requests',
  'read-units': 'Read capacity',
  'write-units': 'Write capacity',
  pods: 'Pods',
  addresses: 'Addresses',
  shards: 'Shards',
  partitions: 'Partitions',
  acu: 'ACUs',
  ecpu: 'ECPUs',
  'group-maximum': 'Group max',
}

/** What a class is called in full; its short label stands in its definition. */
export const classWords: Record<ResourceClass, string> = {
  'ec2-instance': 'EC2 instance',
  asg: 'Auto Scaling group',
  'gpu-pool': 'GPU pool',
  'rds-instance': 'RDS instance',
  'opensearch-domain': 'OpenSearch domain',
  'msk-cluster': 'MSK cluster',
  'dynamodb-table': 'DynamoDB table',
  'dynamodb-index': 'DynamoDB index',
  'elasticache-group': 'ElastiCache group',
  'elasticache-serverless': 'Serverless cache',
  'eks-node-pool': 'EKS node pool',
  'ecs-capacity-provider': 'ECS capacity provider',
  'ecs-service': 'ECS service',
  'sagemaker-endpoint': 'SageMaker endpoint',
  'aurora-cluster': 'Aurora cluster',
  'aurora-serverless': 'Aurora Serverless',
  'documentdb-cluster': 'DocumentDB cluster',
  'redshift-cluster': 'Redshift cluster',
}

export const effortWords: Record<Effort, string> = {
  none: 'no effort',
  low: 'low effort',
  medium: 'medium effort',
  high: 'high effort',
}

export const tierWords: Record<ServiceTier, string> = {
  'tier-1': 'Tier 1',
  'tier-2': 'Tier 2',
  'tier-3': 'Tier 3',
  'non-production': 'Non-production',
}

/** Short reason of an abstention, for cells; the sentence stands in `Abstention.text`. */
export const abstentionWords: Record<AbstentionReason, string> = {
  'no-samples': 'No samples yet',
  'short-history': 'Short history',
  'low-coverage': 'Too many gaps',
  stopped: 'Stopped',
  'metrics-stopped': 'Metrics stopped',
  'no-capacity': 'Capacity not known',
  'no-price': 'Price not known',
}

/** First letter in upper case, the rest as it is. */
export function sentenceStart(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
