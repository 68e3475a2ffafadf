import { describeLimits, describeTable, listTables, listTagsOfResource } from './dynamodb.ts'
import {
  describeCacheClusters,
  describeCacheParameters,
  describeReplicationGroups,
  listCacheTags,
} from './elasticache.ts'
import { describeServerlessCaches } from './elasticache-serverless.ts'
import type { Service } from './registry.ts'

/** DynamoDB and ElastiCache. */
export const keyValueServices: readonly Service[] = [
  {
    prefix: 'dynamodb',
    signingName: 'dynamodb',
    protocol: 'json-1.0',
    target: 'DynamoDB_20120810',
    errorNamespace: 'com.amazonaws.dynamodb.v20120810',
    operations: {
      ListTables: listTables,
      DescribeTable: describeTable,
      DescribeLimits: describeLimits,
      ListTagsOfResource: listTagsOfResource,
    },
  },
  {
    prefix: 'elasticache',
    signingName: 'elasticache',
    protocol: 'query',
    target: 'http://elasticache.amazonaws.com/doc/2015-02-02/',
    operations: {
      DescribeReplicationGroups: describeReplicationGroups,
      DescribeCacheClusters: describeCacheClusters,
      DescribeCacheParameters: describeCacheParameters,
      DescribeServerlessCaches: describeServerlessCaches,
      ListTagsForResource: listCacheTags,
    },
  },
]
