/**
 * Names by which Cost Explorer calls what exports know by product code, so that both sources part costs alike. Cost
 * Explorer's SERVICE values, read 2026-11.
 */
const names: Readonly<Record<string, string>> = {
  AmazonRDS: 'Amazon Relational Database Service',
  AmazonDynamoDB: 'Amazon DynamoDB',
  AmazonElastiCache: 'Amazon ElastiCache',
  AmazonES: 'Amazon OpenSearch Service',
  AmazonMSK: 'Amazon Managed Streaming for Apache Kafka',
  AmazonEKS: 'Amazon Elastic Container Service for Kubernetes',
  AmazonECS: 'Amazon Elastic Container Service',
  AmazonSageMaker: 'Amazon SageMaker',
  AmazonRedshift: 'Amazon Redshift',
  AmazonDocDB: 'Amazon DocumentDB (with MongoDB compatibility)',
  AmazonS3: 'Amazon Simple Storage Service',
  AWSDataTransfer: 'AWS Data Transfer',
  AmazonCloudFront: 'Amazon CloudFront',
  AmazonCloudWatch: 'AmazonCloudWatch',
  AWSCloudTrail: 'AWS CloudTrail',
  AWSGlue: 'AWS Glue',
  ComputeSavingsPlans: 'Savings Plans for AWS Compute usage',
}

const instanceUsage =
  /(^|-)(BoxUsage|SpotUsage|HostUsage|DedicatedUsage|DedicatedRes|UnusedBox|UnusedDed|Reservation|HeavyUsage|SchedUsage|HostBoxUsage)/

/**
 * Service name of a row. What EC2 bills beside instances is `EC2 - Other`: Cost Explorer parts it off, exports do not.
 */
export function serviceName(row: {
  readonly productCode: string
  readonly productName: string
  readonly usageType: string
}): string {
  const { productCode, productName, usageType } = row
  if (productCode === 'AmazonEC2')
    return instanceUsage.test(usageType) ? 'Amazon Elastic Compute Cloud - Compute' : 'EC2 - Other'
  return names[productCode] ?? (productName || productCode)
}
