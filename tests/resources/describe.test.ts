import { expect, test } from 'vitest'
import type { ResourceClass } from '#lib/model/resource.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

test.each<[ResourceClass, string, string]>([
  ['rds-instance', 'RDS for MySQL 8.4.4, Multi-AZ', 'mysql/multi-az'],
  ['ec2-instance', 'EC2 m7i.2xlarge, us-east-1a', 'linux'],
  ['asg', 'Auto Scaling group of m7i.xlarge × 6–30, 3 zones', 'linux'],
  ['gpu-pool', 'GPU pool of p5.48xlarge × 4, 32 × H100', 'linux'],
  ['dynamodb-table', 'DynamoDB table, provisioned', 'dynamodb/standard'],
  ['dynamodb-index', 'Index of table orders, on demand', 'dynamodb/standard'],
  ['elasticache-group', 'Redis OSS 7.1.0, 2 shards, 1 replica each', 'redis'],
  ['elasticache-serverless', 'Serverless Valkey 8.0', 'elasticache-serverless/valkey'],
])('%s reads "%s" and is priced as %s', (resourceClass, text, key) => {
  const { resource } = sizingInput(resourceClass)
  expect(classDefinitions[resourceClass].describe(resource)).toBe(text)
  expect(classDefinitions[resourceClass].priceKey(resource)).toBe(key)
})
