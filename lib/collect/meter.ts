import type { Pluggable } from '@smithy/types'
import type { ApiUsage } from './collector.ts'
import { billedMetrics } from './query.ts'

/** IAM prefix of each client of the SDK. */
const prefixes: Readonly<Record<string, string>> = {
  CloudWatchClient: 'cloudwatch',
  EC2Client: 'ec2',
  AutoScalingClient: 'autoscaling',
  RDSClient: 'rds',
  STSClient: 'sts',
  ConfigServiceClient: 'config',
  CloudTrailClient: 'cloudtrail',
  PricingClient: 'pricing',
  CostExplorerClient: 'ce',
  ApplicationAutoScalingClient: 'application-autoscaling',
  EKSClient: 'eks',
  ECSClient: 'ecs',
  SageMakerClient: 'sagemaker',
  DynamoDBClient: 'dynamodb',
  ElastiCacheClient: 'elasticache',
  OpenSearchClient: 'es',
  KafkaClient: 'kafka',
  RedshiftClient: 'redshift',
  ServiceQuotasClient: 'servicequotas',
  S3Client: 's3',
  ComputeOptimizerClient: 'compute-optimizer',
  CostOptimizationHubClient: 'cost-optimization-hub',
  SavingsplansClient: 'savingsplans',
  OrganizationsClient: 'organizations',
  BudgetsClient: 'budgets',
}

/** Operations whose IAM action is called otherwise. */
const actionNames: Readonly<Record<string, string>> = {
  ListObjectsV2: 'ListBucket',
  DescribeBudgets: 'ViewBudget',
}

// CloudWatch and Cost Explorer price pages, us-east-1, read 2026-11: $0.01 per 1,000 metrics, $0.01 per request.
export const usdPerMetric = 0.01 / 1000
export const usdPerCostRequest = 0.01

/** Dollars that CloudWatch bills for so many metrics of GetMetricData. */
export function billedUsd(metrics: number): number {
  return metrics * usdPerMetric
}

export type Meter = {
  /** Middleware for every client: counts each request that is sent, and bills those that succeed. */
  plugin<Input extends object, Output extends object>(): Pluggable<Input, Output>
  usage(): ApiUsage
}

/** Counts requests by IAM action, and what AWS bills for them. */
export function createMeter(): Meter {
  const calls: Record<string, number> = {}
  let metrics = 0
  let costRequests = 0
  return {
    plugin: () => ({
      applyToStack(stack) {
        stack.add(
          (next, context) => async (args) => {
            const service = prefixes[String(context.clientName)] ?? String(context.clientName)
            const command = String(context.commandName).replace(/Command$/, '')
            const action = `${service}:${actionNames[command] ?? command}`
            calls[action] = (calls[action] ?? 0) + 1
            const result = await next(args)
            if (service === 'ce') costRequests++
            if (action === 'cloudwatch:GetMetricData') {
              const billed = billedMetrics(Reflect.get(args.input, 'MetricDataQueries'))
              metrics += billed
            }
            return result
          },
          // The SDK adds the plug-ins of its STS client again with every renewal.
          { step: 'finalizeRequest', name: 'headroomMeter', priority: 'low', override: true },
        )
      },
    }),
    usage: () => ({
      calls: { ...calls },
      billedMetrics: metrics,
      usd: billedUsd(metrics) + costRequests * usdPerCostRequest,
    }),
  }
}
