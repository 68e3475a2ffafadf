import { ApplicationAutoScalingClient } from '@aws-sdk/client-application-auto-scaling'
import { AutoScalingClient } from '@aws-sdk/client-auto-scaling'
import { BudgetsClient } from '@aws-sdk/client-budgets'
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail'
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch'
import { ComputeOptimizerClient } from '@aws-sdk/client-compute-optimizer'
import { ConfigServiceClient } from '@aws-sdk/client-config-service'
import { CostExplorerClient } from '@aws-sdk/client-cost-explorer'
import { CostOptimizationHubClient } from '@aws-sdk/client-cost-optimization-hub'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { EC2Client } from '@aws-sdk/client-ec2'
import { ECSClient } from '@aws-sdk/client-ecs'
import { EKSClient } from '@aws-sdk/client-eks'
import { ElastiCacheClient } from '@aws-sdk/client-elasticache'
import { KafkaClient } from '@aws-sdk/client-kafka'
import { OpenSearchClient } from '@aws-sdk/client-opensearch'
import { OrganizationsClient } from '@aws-sdk/client-organizations'
import { PricingClient } from '@aws-sdk/client-pricing'
import { RDSClient } from '@aws-sdk/client-rds'
import { RedshiftClient } from '@aws-sdk/client-redshift'
import { S3Client } from '@aws-sdk/client-s3'
import { SageMakerClient } from '@aws-sdk/client-sagemaker'
import { SavingsplansClient } from '@aws-sdk/client-savingsplans'
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas'
import { STSClient } from '@aws-sdk/client-sts'
import type { NodeHttpHandler } from '@smithy/node-http-handler'
import type { MiddlewareStack } from '@smithy/types'
import type { Credentials } from './credentials.ts'
import type { Meter } from './meter.ts'

export type ClientsOptions = {
  readonly region: string
  readonly credentials: Credentials
  readonly requestHandler: NodeHttpHandler
  readonly meter: Meter
}

type Settings = Omit<ClientsOptions, 'meter'> & { readonly maxAttempts: 1 }

/** Services with one endpoint for the whole partition. */
const global = (settings: Settings): Settings => ({ ...settings, region: 'us-east-1' })

/** How each client is made. A new service starts with a line here. */
const makers = {
  cloudwatch: (settings: Settings) => new CloudWatchClient(settings),
  ec2: (settings: Settings) => new EC2Client(settings),
  autoscaling: (settings: Settings) => new AutoScalingClient(settings),
  applicationAutoScaling: (settings: Settings) => new ApplicationAutoScalingClient(settings),
  rds: (settings: Settings) => new RDSClient(settings),
  eks: (settings: Settings) => new EKSClient(settings),
  ecs: (settings: Settings) => new ECSClient(settings),
  sagemaker: (settings: Settings) => new SageMakerClient(settings),
  dynamodb: (settings: Settings) => new DynamoDBClient(settings),
  elasticache: (settings: Settings) => new ElastiCacheClient(settings),
  opensearch: (settings: Settings) => new OpenSearchClient(settings),
  kafka: (settings: Settings) => new KafkaClient(settings),
  redshift: (settings: Settings) => new RedshiftClient(settings),
  config: (settings: Settings) => new ConfigServiceClient(settings),
  cloudtrail: (settings: Settings) => new CloudTrailClient(settings),
  serviceQuotas: (settings: Settings) => new ServiceQuotasClient(settings),
  s3: (settings: Settings) =>
    new S3Client({ ...settings, forcePathStyle: true, followRegionRedirects: true }),
  computeOptimizer: (settings: Settings) => new ComputeOptimizerClient(settings),
  sts: (settings: Settings) => new STSClient(settings),
  organizations: (settings: Settings) => new OrganizationsClient(global(settings)),
  savingsPlans: (settings: Settings) => new SavingsplansClient(global(settings)),
  costOptimizationHub: (settings: Settings) => new CostOptimizationHubClient(global(settings)),
  budgets: (settings: Settings) => new BudgetsClient(global(settings)),
  pricing: (settings: Settings) => new PricingClient(global(settings)),
  costExplorer: (settings: Settings) => new CostExplorerClient(global(settings)),
}
type Makers = typeof makers

/** The clients of one account and region. */
export type Clients = { readonly [Name in keyof Makers]: ReturnType<Makers[Name]> }

/** The clients of one account and region, each made when it is first asked for. Retries are ours: one attempt each. */
export function createClients({ meter, ...options }: ClientsOptions): Clients {
  const settings: Settings = { ...options, maxAttempts: 1 }
  const clients: Partial<Record<keyof Makers, unknown>> = {}
  for (const [name, make] of Object.entries(makers)) {
    let made: unknown
    Object.defineProperty(clients, name, {
      enumerable: true,
      get: () => {
        made ??= metered(make(settings) as Metered<object, object>, meter)
        return made
      },
    })
  }
  return clients as Clients
}

type Metered<Input extends object, Output extends object> = {
  readonly middlewareStack: MiddlewareStack<Input, Output>
}

function metered<Input extends object, Output extends object>(
  client: Metered<Input, Output>,
  meter: Meter,
): Metered<Input, Output> {
  client.middlewareStack.use(meter.plugin<Input, Output>())
  return client
}
