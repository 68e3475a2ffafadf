import { expect, test } from 'vitest'
import type { ResourceClass } from '#lib/model/resource.ts'
import { classDefinitions } from '#lib/resources/index.ts'
import { sizingInput } from '#tests/support/sizing-input.ts'

test.each<[ResourceClass, string, string]>([
  ['rds-instance', 'RDS for MySQL 8.0.40, Multi-AZ', 'mysql/multi-az'],
  ['ec2-instance', 'EC2 m7i.2xlarge, us-east-1a', 'linux'],
  ['asg', 'Auto Scaling group of m7i.xlarge × 6–30, 3 zones', 'linux'],
  ['gpu-pool', 'GPU pool of p5.48xlarge × 4, 32 × H100', 'linux'],
])('%s reads "%s" and is priced as %s', (resourceClass, text, key) => {
  const { resource } = sizingInput(resourceClass)
  expect(classDefinitions[resourceClass].describe(resource)).toBe(text)
  expect(classDefinitions[resourceClass].priceKey(resource)).toBe(key)
})
