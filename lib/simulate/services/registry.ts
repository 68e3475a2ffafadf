import type { Handler } from '../call.ts'
import { getMetricData } from '../cloudwatch/get-metric-data.ts'
import { listMetrics } from '../cloudwatch/list-metrics.ts'
import { describeAutoScalingGroups } from './auto-scaling.ts'
import { lookupEvents } from './cloudtrail.ts'
import {
  batchGetResourceConfig,
  describeConfigurationRecorderStatus,
  getResourceConfigHistory,
} from './config.ts'
import { getCostAndUsage } from './cost-explorer.ts'
import { describeInstances, describeVolumes } from './ec2-instances.ts'
import { describeInstanceTypes, describeRegions } from './ec2-types.ts'
import { listAccounts } from './organizations.ts'
import { getProducts } from './pricing.ts'
import { describeEvents } from './rds-events.ts'
import { describeDbInstances } from './rds-instances.ts'
import { describeOrderableDbInstanceOptions } from './rds-options.ts'
import { assumeRole, getCallerIdentity } from './sts.ts'
import { getResources } from './tagging.ts'

export type Protocol = 'json-1.0' | 'json-1.1' | 'query' | 'ec2' | 'rest-json' | 'rest-xml'

/** One simulated service: how it is addressed, how it speaks, what it can do. */
export type Service = {
  /** Prefix of its IAM actions. */
  readonly prefix: string
  /** Service of the credential scope. */
  readonly signingName: string
  readonly protocol: Protocol
  /** Prefix of X-Amz-Target (JSON) or XML namespace (query). */
  readonly target: string
  readonly operations: Readonly<Record<string, Handler>>
  /** Of a REST protocol: `GET /clusters/{name}` by operation. Query parameters that must be there follow a `?`. */
  readonly routes?: Readonly<Record<string, string>>
  /** JSON 1.0: name of the service in error types; CloudWatch, once a query service, tells its code in a header too. */
  readonly errorNamespace?: string
}

export const services: readonly Service[] = [
  {
    prefix: 'cloudwatch',
    signingName: 'monitoring',
    protocol: 'json-1.0',
    target: 'GraniteServiceVersion20100801',
    operations: { GetMetricData: getMetricData, ListMetrics: listMetrics },
  },
  {
    prefix: 'ec2',
    signingName: 'ec2',
    protocol: 'ec2',
    target: 'http://ec2.amazonaws.com/doc/2016-11-15/',
    operations: {
      DescribeInstances: describeInstances,
      DescribeInstanceTypes: describeInstanceTypes,
      DescribeVolumes: describeVolumes,
      DescribeRegions: describeRegions,
    },
  },
  {
    prefix: 'sts',
    signingName: 'sts',
    protocol: 'query',
    target: 'https://sts.amazonaws.com/doc/2011-06-15/',
    operations: { AssumeRole: assumeRole, GetCallerIdentity: getCallerIdentity },
  },
  {
    prefix: 'rds',
    signingName: 'rds',
    protocol: 'query',
    target: 'http://rds.amazonaws.com/doc/2014-10-31/',
    operations: {
      DescribeDBInstances: describeDbInstances,
      DescribeEvents: describeEvents,
      DescribeOrderableDBInstanceOptions: describeOrderableDbInstanceOptions,
    },
  },
  {
    prefix: 'autoscaling',
    signingName: 'autoscaling',
    protocol: 'query',
    target: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
    operations: { DescribeAutoScalingGroups: describeAutoScalingGroups },
  },
  {
    prefix: 'ce',
    signingName: 'ce',
    protocol: 'json-1.1',
    target: 'AWSInsightsIndexService',
    operations: { GetCostAndUsage: getCostAndUsage },
  },
  {
    prefix: 'pricing',
    signingName: 'pricing',
    protocol: 'json-1.1',
    target: 'AWSPriceListService',
    operations: { GetProducts: getProducts },
  },
  {
    prefix: 'tag',
    signingName: 'tagging',
    protocol: 'json-1.1',
    target: 'ResourceGroupsTaggingAPI_20170126',
    operations: { GetResources: getResources },
  },
  {
    prefix: 'organizations',
    signingName: 'organizations',
    protocol: 'json-1.1',
    target: 'AWSOrganizationsV20161128',
    operations: { ListAccounts: listAccounts },
  },
  {
    prefix: 'config',
    signingName: 'config',
    protocol: 'json-1.1',
    target: 'StarlingDoveService',
    operations: {
      BatchGetResourceConfig: batchGetResourceConfig,
      DescribeConfigurationRecorderStatus: describeConfigurationRecorderStatus,
      GetResourceConfigHistory: getResourceConfigHistory,
    },
  },
  {
    prefix: 'cloudtrail',
    signingName: 'cloudtrail',
    protocol: 'json-1.1',
    target: 'CloudTrail_20131101',
    operations: { LookupEvents: lookupEvents },
  },
]

/** The service that speaks under this name, if it is simulated. */
export function findService(signingName: string): Service | undefined {
  return services.find((service) => service.signingName === signingName)
}
