import type { Handler } from '../call.ts'
import { describeAlarms } from '../cloudwatch/describe-alarms.ts'
import { getMetricData } from '../cloudwatch/get-metric-data.ts'
import { listMetrics } from '../cloudwatch/list-metrics.ts'
import { describeAutoScalingGroups } from './auto-scaling.ts'
import { describeBudgets } from './budgets.ts'
import { lookupEvents } from './cloudtrail.ts'
import {
  getAutoScalingGroupRecommendations,
  getEc2InstanceRecommendations,
  getRdsDatabaseRecommendations,
} from './compute-optimizer.ts'
import {
  batchGetResourceConfig,
  describeConfigurationRecorderStatus,
  getResourceConfigHistory,
} from './config.ts'
import { containerServices } from './container-services.ts'
import { getCostAndUsage, getCostAndUsageWithResources } from './cost-explorer.ts'
import { listRecommendations } from './cost-optimization-hub.ts'
import { describeCapacityReservations, describeSubnets } from './ec2-capacity.ts'
import { describeInstances, describeVolumes } from './ec2-instances.ts'
import { describeInstanceTypes, describeRegions } from './ec2-types.ts'
import { describeCluster, describeNodegroup, listClusters as listEksClusters, listNodegroups } from './eks.ts'
import { describePolicies } from './group-policies.ts'
import { describeGroupSchedules } from './group-schedules.ts'
import { describeKafkaCluster, listBrokers, listKafkaClusters } from './kafka.ts'
import { keyValueServices } from './key-value-services.ts'
import { describeDomainConfig, describeDomains, listDomainNames, listDomainTags } from './opensearch.ts'
import {
  listAccounts,
  listAccountsForParent,
  listOrganizationalUnitsForParent,
  listTagsForResource,
} from './organizations.ts'
import { getProducts } from './pricing.ts'
import { describeDbClusters } from './rds-clusters.ts'
import { describeEvents } from './rds-events.ts'
import { describeDbInstances } from './rds-instances.ts'
import { describeOrderableDbInstanceOptions } from './rds-options.ts'
import { describeRedshiftClusters } from './redshift.ts'
import { describeReservedDbInstances, describeReservedInstances } from './reservations.ts'
import { getObject, listBucket } from './s3.ts'
import { getSavingsPlansCoverage, getSavingsPlansUtilization } from './savings-plan-coverage.ts'
import { describeSavingsPlans } from './savings-plans.ts'
import { listServiceQuotas } from './service-quotas.ts'
import { assumeRole, getCallerIdentity } from './sts.ts'
import { describeClusterVersions, describeDbMajorEngineVersions } from './support-calendars.ts'

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
  /** IAM actions that are called otherwise than their operations. */
  readonly actions?: Readonly<Record<string, string>>
  /** Of a REST protocol: `GET /clusters/{name}` by operation. Query parameters that must be there follow a `?`. */
  readonly routes?: Readonly<Record<string, string>>
  /** JSON 1.0: name of the service in error types; CloudWatch, once a query service, tells its code in a header too. */
  readonly errorNamespace?: string
}

export const services: readonly Service[] = [
  {
    prefix: 'eks',
    signingName: 'eks',
    protocol: 'rest-json',
    target: '',
    routes: {
      ListClusters: 'GET /clusters',
      DescribeCluster: 'GET /clusters/{name}',
      DescribeClusterVersions: 'GET /cluster-versions',
      ListNodegroups: 'GET /clusters/{clusterName}/node-groups',
      DescribeNodegroup: 'GET /clusters/{clusterName}/node-groups/{nodegroupName}',
    },
    operations: {
      ListClusters: listEksClusters,
      DescribeCluster: describeCluster,
      DescribeClusterVersions: describeClusterVersions,
      ListNodegroups: listNodegroups,
      DescribeNodegroup: describeNodegroup,
    },
  },
  {
    prefix: 'servicequotas',
    signingName: 'servicequotas',
    protocol: 'json-1.1',
    target: 'ServiceQuotasV20190624',
    operations: { ListServiceQuotas: listServiceQuotas },
  },
  {
    prefix: 'es',
    signingName: 'es',
    protocol: 'rest-json',
    target: '',
    routes: {
      ListDomainNames: 'GET /2021-01-01/domain',
      DescribeDomains: 'POST /2021-01-01/opensearch/domain-info',
      DescribeDomainConfig: 'GET /2021-01-01/opensearch/domain/{DomainName}/config',
      ListTags: 'GET /2021-01-01/tags',
    },
    operations: {
      ListDomainNames: listDomainNames,
      DescribeDomains: describeDomains,
      DescribeDomainConfig: describeDomainConfig,
      ListTags: listDomainTags,
    },
  },
  {
    prefix: 'kafka',
    signingName: 'kafka',
    protocol: 'rest-json',
    target: '',
    routes: {
      ListClustersV2: 'GET /api/v2/clusters',
      DescribeClusterV2: 'GET /api/v2/clusters/{ClusterArn}',
      ListNodes: 'GET /v1/clusters/{ClusterArn}/nodes',
    },
    operations: {
      ListClustersV2: listKafkaClusters,
      DescribeClusterV2: describeKafkaCluster,
      ListNodes: listBrokers,
    },
  },
  {
    prefix: 'cloudwatch',
    signingName: 'monitoring',
    protocol: 'json-1.0',
    target: 'GraniteServiceVersion20100801',
    operations: { DescribeAlarms: describeAlarms, GetMetricData: getMetricData, ListMetrics: listMetrics },
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
      DescribeSubnets: describeSubnets,
      DescribeCapacityReservations: describeCapacityReservations,
      DescribeReservedInstances: describeReservedInstances,
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
      DescribeDBClusters: describeDbClusters,
      DescribeDBInstances: describeDbInstances,
      DescribeDBMajorEngineVersions: describeDbMajorEngineVersions,
      DescribeEvents: describeEvents,
      DescribeOrderableDBInstanceOptions: describeOrderableDbInstanceOptions,
      DescribeReservedDBInstances: describeReservedDbInstances,
    },
  },
  {
    prefix: 'redshift',
    signingName: 'redshift',
    protocol: 'query',
    target: 'http://redshift.amazonaws.com/doc/2012-12-01/',
    operations: { DescribeClusters: describeRedshiftClusters },
  },
  {
    prefix: 'autoscaling',
    signingName: 'autoscaling',
    protocol: 'query',
    target: 'http://autoscaling.amazonaws.com/doc/2011-01-01/',
    operations: {
      DescribeAutoScalingGroups: describeAutoScalingGroups,
      DescribePolicies: describePolicies,
      DescribeScheduledActions: describeGroupSchedules,
    },
  },
  ...containerServices,
  {
    prefix: 'ce',
    signingName: 'ce',
    protocol: 'json-1.1',
    target: 'AWSInsightsIndexService',
    operations: {
      GetSavingsPlansCoverage: getSavingsPlansCoverage,
      GetSavingsPlansUtilization: getSavingsPlansUtilization,
      GetCostAndUsage: getCostAndUsage,
      GetCostAndUsageWithResources: getCostAndUsageWithResources,
    },
  },
  {
    prefix: 'savingsplans',
    signingName: 'savingsplans',
    protocol: 'rest-json',
    target: '',
    routes: { DescribeSavingsPlans: 'POST /DescribeSavingsPlans' },
    operations: { DescribeSavingsPlans: describeSavingsPlans },
  },
  {
    prefix: 'compute-optimizer',
    signingName: 'compute-optimizer',
    protocol: 'json-1.0',
    target: 'ComputeOptimizerService',
    errorNamespace: 'com.amazonaws.computeoptimizer',
    operations: {
      GetAutoScalingGroupRecommendations: getAutoScalingGroupRecommendations,
      GetEC2InstanceRecommendations: getEc2InstanceRecommendations,
      GetRDSDatabaseRecommendations: getRdsDatabaseRecommendations,
    },
  },
  {
    prefix: 'cost-optimization-hub',
    signingName: 'cost-optimization-hub',
    protocol: 'json-1.0',
    target: 'CostOptimizationHubService',
    errorNamespace: 'com.amazonaws.costoptimizationhub',
    operations: { ListRecommendations: listRecommendations },
  },
  ...keyValueServices,
  {
    prefix: 'pricing',
    signingName: 'pricing',
    protocol: 'json-1.1',
    target: 'AWSPriceListService',
    operations: { GetProducts: getProducts },
  },
  {
    prefix: 'budgets',
    signingName: 'budgets',
    protocol: 'json-1.1',
    target: 'AWSBudgetServiceGateway',
    operations: { DescribeBudgets: describeBudgets },
    actions: { DescribeBudgets: 'ViewBudget' },
  },
  {
    prefix: 'organizations',
    signingName: 'organizations',
    protocol: 'json-1.1',
    target: 'AWSOrganizationsV20161128',
    operations: {
      ListAccounts: listAccounts,
      ListAccountsForParent: listAccountsForParent,
      ListOrganizationalUnitsForParent: listOrganizationalUnitsForParent,
      ListTagsForResource: listTagsForResource,
    },
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
  {
    prefix: 's3',
    signingName: 's3',
    protocol: 'rest-xml',
    target: 'http://s3.amazonaws.com/doc/2006-03-01/',
    operations: { ListBucket: listBucket, GetObject: getObject },
    routes: { ListBucket: 'GET /{bucket}?list-type', GetObject: 'GET /{bucket}/{key+}' },
  },
]

/** The service that speaks under this name, if it is simulated. */
export function findService(signingName: string): Service | undefined {
  return services.find((service) => service.signingName === signingName)
}
