/** Read-only actions of the role in every account. */
const memberActions = [
  'cloudwatch:GetMetricData',
  'cloudwatch:ListMetrics',
  'ec2:DescribeInstances',
  'ec2:DescribeInstanceTypes',
  'autoscaling:DescribeAutoScalingGroups',
  'ec2:DescribeVolumes',
  'rds:DescribeDBInstances',
  'rds:DescribeDBClusters',
  'rds:DescribeDBMajorEngineVersions',
  'redshift:DescribeClusters',
  'rds:DescribeEvents',
  'config:DescribeConfigurationRecorderStatus',
  'config:GetResourceConfigHistory',
  'cloudtrail:LookupEvents',
  'pricing:GetProducts',
  'es:ListDomainNames',
  'es:DescribeDomains',
  'es:DescribeDomainConfig',
  'es:ListTags',
  'kafka:ListClustersV2',
  'kafka:ListNodes',
  'dynamodb:ListTables',
  'dynamodb:DescribeTable',
  'dynamodb:DescribeLimits',
  'dynamodb:ListTagsOfResource',
  'elasticache:DescribeReplicationGroups',
  'elasticache:DescribeCacheClusters',
  'elasticache:DescribeCacheParameters',
  'elasticache:DescribeServerlessCaches',
  'elasticache:ListTagsForResource',
  'ec2:DescribeSubnets',
  'ec2:DescribeCapacityReservations',
  'servicequotas:ListServiceQuotas',
  'dynamodb:ListTables',
  'eks:ListClusters',
  'eks:DescribeCluster',
  'eks:DescribeClusterVersions',
  'eks:ListNodegroups',
  'eks:DescribeNodegroup',
  'ecs:ListClusters',
  'ecs:DescribeClusters',
  'ecs:DescribeCapacityProviders',
  'ecs:ListServices',
  'ecs:DescribeServices',
  'ecs:DescribeTaskDefinition',
  'ecs:ListContainerInstances',
  'ecs:DescribeContainerInstances',
  'autoscaling:DescribePolicies',
  'autoscaling:DescribeScheduledActions',
  'cloudwatch:DescribeAlarms',
  'application-autoscaling:DescribeScalableTargets',
  'application-autoscaling:DescribeScalingPolicies',
  'application-autoscaling:DescribeScheduledActions',
  'sagemaker:ListEndpoints',
  'sagemaker:DescribeEndpoint',
  'sagemaker:DescribeEndpointConfig',
  'sagemaker:ListTags',
  'compute-optimizer:GetEC2InstanceRecommendations',
  'compute-optimizer:GetAutoScalingGroupRecommendations',
  'compute-optimizer:GetRDSDatabaseRecommendations',
  'savingsplans:DescribeSavingsPlans',
  'ec2:DescribeReservedInstances',
  'rds:DescribeReservedDBInstances',
] as const

/** Actions of the payer account's role, besides those of a member. */
const payerActions = [
  'organizations:ListAccounts',
  'organizations:ListAccountsForParent',
  'organizations:ListOrganizationalUnitsForParent',
  'organizations:ListTagsForResource',
  'budgets:ViewBudget',
  'cost-optimization-hub:ListRecommendations',
  'ce:GetSavingsPlansCoverage',
  'ce:GetSavingsPlansUtilization',
  'ce:GetCostAndUsage',
  'ce:GetCostAndUsageWithResources',
  's3:ListBucket',
  's3:GetObject',
] as const

/** AWS answers these to every caller; a policy need not name them. */
const alwaysActions = ['sts:GetCallerIdentity'] as const

/** An IAM action that collection calls. */
export type Action =
  | (typeof memberActions)[number]
  | (typeof payerActions)[number]
  | (typeof alwaysActions)[number]

/** The IAM policy that collection needs, exactly the actions it calls; none of them reads or changes data. */
export type AccessPolicy = {
  readonly member: readonly Action[]
  readonly payer: readonly Action[]
  /** What the worker's own identity needs: to assume those roles. */
  readonly hub: readonly ['sts:AssumeRole']
  readonly always: typeof alwaysActions
}

export const accessPolicy: AccessPolicy = {
  member: memberActions,
  payer: payerActions,
  hub: ['sts:AssumeRole'],
  always: alwaysActions,
}
