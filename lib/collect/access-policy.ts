/** Read-only actions of the role in every account. */
const memberActions = [
  'cloudwatch:GetMetricData',
  'cloudwatch:ListMetrics',
  'ec2:DescribeInstances',
  'ec2:DescribeInstanceTypes',
  'autoscaling:DescribeAutoScalingGroups',
  'rds:DescribeDBInstances',
  'rds:DescribeEvents',
  'config:DescribeConfigurationRecorderStatus',
  'config:GetResourceConfigHistory',
  'cloudtrail:LookupEvents',
  'pricing:GetProducts',
] as const

/** Actions of the payer account's role, besides those of a member. */
const payerActions = ['ce:GetCostAndUsage'] as const

/** An IAM action that collection calls. */
export type Action = (typeof memberActions)[number] | (typeof payerActions)[number]

/** The IAM policy that collection needs, exactly the actions it calls; none of them reads or changes data. */
export type AccessPolicy = {
  readonly member: readonly Action[]
  readonly payer: readonly Action[]
  /** What the worker's own identity needs: to assume those roles. */
  readonly hub: readonly ['sts:AssumeRole']
}

export const accessPolicy: AccessPolicy = {
  member: memberActions,
  payer: payerActions,
  hub: ['sts:AssumeRole'],
}
