import { describe, expect, test } from 'vitest'
import type { Resource } from '#lib/model/resource.ts'
import { type ScaledMetric, trackingAt } from '#lib/model/scaling.ts'
import { modeTerraform, scalingTerraform } from '#lib/present/cluster-terraform.ts'

const group: Resource = {
  id: 'g1',
  resourceClass: 'asg',
  accountId: '111122223333',
  region: 'us-east-1',
  arn: 'arn:aws:autoscaling:us-east-1:111122223333:autoScalingGroup:1:autoScalingGroupName/web-asg',
  nativeId: 'web-asg',
  name: 'web-asg',
  tags: {},
  serviceTier: 'tier-1',
  shape: 'm7a.large',
  count: 4,
  zoneCount: 3,
  facts: { minSize: 2, maxSize: 20 },
}
const service: Resource = {
  ...group,
  resourceClass: 'ecs-service',
  arn: 'arn:aws:ecs:us-east-1:111122223333:service/main/web',
  nativeId: 'main/web',
}
// Six members from 08:00 to 20:00, two at night.
const floor = Array.from({ length: 168 }, (_, hour) => (hour % 24 >= 8 && hour % 24 < 20 ? 6 : 2))
const policy = { min: 2, max: 20, warmupMinutes: 5, rules: [trackingAt(0.55)], floor }

describe('Terraform of a scaling policy', () => {
  test('of a group: a target and a schedule of its minimum', async () => {
    await expect(scalingTerraform(group, policy)).toMatchFileSnapshot('../golden/terraform/scaling-group.tf')
  })
  test('of an ECS service: a target and a schedule of its minimum', async () => {
    await expect(scalingTerraform(service, policy)).toMatchFileSnapshot(
      '../golden/terraform/scaling-service.tf',
    )
  })
})

test('bounds are written where they change, and a capacity provider has a target of its own', () => {
  const wider = { ...policy, min: 3, max: 30 }
  expect(scalingTerraform(group, policy)).not.toContain('aws_autoscaling_group"')
  expect(scalingTerraform(group, wider)).toContain('min_size = 3\n  max_size = 30')
  expect(scalingTerraform(service, wider)).toContain('min_capacity       = 3\n  max_capacity       = 30')
  const provider = { ...group, resourceClass: 'ecs-capacity-provider' } as const
  expect(scalingTerraform(provider, { ...wider, rules: [trackingAt(0.8)] })).toContain('target_capacity = 80')
})

describe('Terraform of what Application Auto Scaling scales', () => {
  const rule = (metric: ScaledMetric, target: number) => [{ ...trackingAt(target), metric }]
  const plain = { min: 2, max: 20, warmupMinutes: 5 }
  test('of a table: units of one direction, and the mode where it changes', async () => {
    const table = {
      ...group,
      resourceClass: 'dynamodb-table',
      nativeId: 'orders',
      shape: 'on-demand',
    } as const
    const units = { ...plain, rules: rule('write-units', 0.7) }
    const mode = {
      now: 'on-demand',
      recommended: 'provisioned',
      provisionedUsd: 1,
      onDemandUsd: 2,
      nowUsd: 2,
    } as const
    expect(modeTerraform(table, { ...mode, recommended: 'on-demand' })).toBeUndefined()
    await expect(
      `${modeTerraform(table, mode)}\n\n${scalingTerraform(table, units, 'write-units')}`,
    ).toMatchFileSnapshot('../golden/terraform/scaling-table.tf')
  })
  test('of an endpoint, of readers and of shards', async () => {
    const facts = { endpoint: 'rank', variant: 'AllTraffic', minSize: 2, maxSize: 20 }
    const endpoint = {
      ...group,
      resourceClass: 'sagemaker-endpoint',
      nativeId: 'rank/AllTraffic',
      facts,
    } as const
    const cluster = { ...group, resourceClass: 'aurora-cluster', nativeId: 'profile' } as const
    const cache = { ...group, resourceClass: 'elasticache-group', nativeId: 'feed' } as const
    const texts = [
      scalingTerraform(endpoint, { ...plain, rules: rule('requests', 812.4) }),
      scalingTerraform(cluster, { ...plain, rules: rule('cpu', 0.6) }, 'readers'),
      scalingTerraform(cache, { ...plain, rules: rule('memory', 0.65) }, 'shards'),
    ]
    await expect(texts.join('\n\n')).toMatchFileSnapshot('../golden/terraform/scaling-targets.tf')
  })
})
