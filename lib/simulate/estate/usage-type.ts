/** Prefix of usage types by region, as bills have them; us-east-1 has none (AWS Cost and Usage Report user guide). */
const prefixes: Readonly<Record<string, string>> = {
  'us-east-1': '',
  'us-west-2': 'USW2-',
  'eu-west-1': 'EU-',
  'ap-southeast-2': 'APS2-',
}

/** What a service bills where nothing closer is told. */
const usual: Readonly<Record<string, string>> = {
  'Amazon Elastic Compute Cloud - Compute': 'BoxUsage',
  'EC2 - Other': 'EBS:VolumeUsage.gp3',
  'Amazon Relational Database Service': 'InstanceUsage',
  'Amazon Simple Storage Service': 'TimedStorage-ByteHrs',
  'AWS Data Transfer': 'DataTransfer-Out-Bytes',
  'Amazon CloudFront': 'DataTransfer-Out-Bytes',
  AmazonCloudWatch: 'CW:MetricMonitorUsage',
  'AWS CloudTrail': 'PaidEventsRecorded',
  'AWS Glue': 'ETL-DPU-Hour',
  'AWS Support (Business)': 'Dollar',
  'Amazon DynamoDB': 'WriteCapacityUnit-Hrs',
  'Amazon ElastiCache': 'NodeUsage',
  'Amazon OpenSearch Service': 'ESInstance',
  'Amazon Managed Streaming for Apache Kafka': 'Kafka',
  'Amazon SageMaker': 'Host',
  'Amazon Elastic Container Service': 'Fargate-vCPU-Hours:perCPU',
  'Amazon Elastic Container Service for Kubernetes': 'AmazonEKS-Hours:perCluster',
  'Amazon Redshift': 'Node',
  'Amazon DocumentDB (with MongoDB compatibility)': 'InstanceUsage',
}

const names = new Map<string, string>()

/** Usage type of a service in a region; the same string each time, as many lines hold it. */
export function usageTypeOf(service: string, region: string, usageType?: string): string {
  const name = (prefixes[region] ?? '') + (usageType ?? usual[service] ?? 'Usage')
  const known = names.get(name) ?? name
  names.set(name, known)
  return known
}
