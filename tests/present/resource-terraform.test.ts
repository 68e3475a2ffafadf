import { describe, expect, test } from 'vitest'
import type { Option } from '#lib/model/recommendation.ts'
import type { Resource } from '#lib/model/resource.ts'
import { presentTerraform } from '#lib/present/resource-terraform.ts'
import { recommendation, resource } from '#tests/support/detail-fixture.ts'
import { current } from '#tests/support/detail-options.ts'

const signs = { same: ' ', removed: '-', added: '+' } as const

function patch(given: Partial<Resource>, from: Partial<Option>, to: Partial<Option>): string {
  const shown = presentTerraform(
    { ...resource, nativeId: 'web', ...given },
    { ...recommendation, current: { ...current, ...from }, recommended: { ...current, ...to } },
  )
  if (!shown) return ''
  if ('missing' in shown) return shown.missing
  return shown.lines.map(({ kind, text }) => `${signs[kind]}${text}`).join('\n')
}

const group = { resourceClass: 'asg', facts: { minSize: 12, maxSize: 12 } } as const
const pool = { resourceClass: 'gpu-pool', count: 8, shape: 'p4d.24xlarge', facts: {} } as const

describe('the Terraform patch holds everything that changes', () => {
  test.each<[string, string, string]>([
    [
      'a group: the launch template and the limits of the group',
      patch(group, { shape: 'm5.2xlarge' }, { shape: 'm6i.xlarge', settings: { minimum: 7, maximum: 7 } }),
      ` resource "aws_launch_template" "web" {
-  instance_type = "m5.2xlarge"
+  instance_type = "m6i.xlarge"
 }
 resource "aws_autoscaling_group" "web" {
-  min_size = 12
+  min_size = 7
-  max_size = 12
+  max_size = 7
   # desired_capacity is left to Auto Scaling
 }`,
    ],
    [
      'only another maximum: what stays is not named',
      patch({ ...group, facts: { minSize: 4, maxSize: 12 } }, {}, { settings: { minimum: 4, maximum: 20 } }),
      ` resource "aws_autoscaling_group" "web" {
-  max_size = 12
+  max_size = 20
   # desired_capacity is left to Auto Scaling
 }`,
    ],
    [
      'storage with the class, in one block',
      patch({}, {}, { shape: 'db.m7g.xlarge', settings: { storageGib: 2400 } }),
      ` resource "aws_db_instance" "web" {
-  instance_class    = "db.r7g.2xlarge"
+  instance_class    = "db.m7g.xlarge"
-  allocated_storage = 2000
+  allocated_storage = 2400
 }`,
    ],
    [
      'the limit of storage autoscaling',
      patch({ facts: { storageGib: 500, storageGibMax: 1000 } }, {}, { settings: { storageGibMax: 1200 } }),
      ` resource "aws_db_instance" "web" {
-  max_allocated_storage = 1000
+  max_allocated_storage = 1200
 }`,
    ],
    [
      'the nodes of a pool that is a group',
      patch(
        { ...pool, arn: 'arn:aws:autoscaling:us-west-2:1:autoScalingGroup:x' },
        {},
        { settings: { count: 4 } },
      ),
      ` resource "aws_autoscaling_group" "web" {
+  min_size = 4
+  max_size = 4
   # desired_capacity follows
 }`,
    ],
    [
      'brokers: blocks within the block',
      patch(
        { resourceClass: 'msk-cluster', facts: { volumeGib: 500 } },
        { shape: 'kafka.m5.large' },
        { shape: 'kafka.m7g.large', settings: { volumeGib: 800 } },
      ),
      ` resource "aws_msk_cluster" "web" {
   broker_node_group_info {
-    instance_type = "kafka.m5.large"
+    instance_type = "kafka.m7g.large"
     storage_info {
       ebs_storage_info {
-        volume_size = 500
+        volume_size = 800
       }
     }
   }
 }`,
    ],
    [
      'search nodes and their volumes',
      patch(
        { resourceClass: 'opensearch-domain', facts: { volumeGib: 100 } },
        { shape: 'r6g.large.search' },
        { shape: 'r7g.large.search', settings: { volumeGib: 200 } },
      ),
      ` resource "aws_opensearch_domain" "web" {
   cluster_config {
-    instance_type = "r6g.large.search"
+    instance_type = "r7g.large.search"
   }
   ebs_options {
-    volume_size = 100
+    volume_size = 200
   }
 }`,
    ],
    [
      'tasks: CPU units and MiB',
      patch(
        { resourceClass: 'ecs-service', nativeId: 'prod/web', facts: {} },
        { shape: 'fargate-2vcpu-4gb' },
        { shape: 'fargate-0.5vcpu-4gb' },
      ),
      ` resource "aws_ecs_task_definition" "web" {
-  cpu = 2048
+  cpu = 512
 }`,
    ],
    [
      'nodes of a managed group: a list of types, and the bound in its block',
      patch(
        {
          resourceClass: 'eks-node-pool',
          nativeId: 'prod/web',
          facts: { manager: 'managed-node-group', maxSize: 10 },
        },
        { shape: 'm5.large' },
        { shape: 'm7i.large', settings: { maximum: 14 } },
      ),
      ` resource "aws_eks_node_group" "web" {
-  instance_types = ["m5.large"]
+  instance_types = ["m7i.large"]
   scaling_config {
-    max_size = 10
+    max_size = 14
   }
 }`,
    ],
    [
      'a single cache cluster is another block',
      patch(
        { resourceClass: 'elasticache-group', facts: { replicationGroup: false } },
        { shape: 'cache.r6g.large' },
        { shape: 'cache.r7g.large' },
      ),
      ` resource "aws_elasticache_cluster" "web" {
-  node_type = "cache.r6g.large"
+  node_type = "cache.r7g.large"
 }`,
    ],
    [
      'a model endpoint: its configuration',
      patch(
        { resourceClass: 'sagemaker-endpoint', facts: {} },
        { shape: 'ml.g5.xlarge' },
        { shape: 'ml.g6.xlarge' },
      ),
      ` resource "aws_sagemaker_endpoint_configuration" "web" {
   production_variants {
-    instance_type = "ml.g5.xlarge"
+    instance_type = "ml.g6.xlarge"
   }
 }`,
    ],
    [
      'bounds of a serverless cluster',
      patch(
        { resourceClass: 'aurora-serverless', facts: { minAcu: 2, maxAcu: 16 } },
        {},
        { settings: { minimum: 2, maximum: 32 } },
      ),
      ` resource "aws_rds_cluster" "web" {
   serverlessv2_scaling_configuration {
-    max_capacity = 16
+    max_capacity = 32
   }
 }`,
    ],
  ])('%s', (_, shown, expected) => {
    expect(shown).toBe(expected)
  })

  test('what no block holds is said, without half a patch', () => {
    const tagged = { ...pool, arn: 'arn:aws:ec2:us-west-2:1:gpu-pool/a100' }
    expect(patch(tagged, {}, { settings: { count: 4 } })).toMatch(/^No patch: .* no Auto Scaling group/)
    expect(patch({}, {}, { shape: 'db.m7g.xlarge', settings: { iops: 9000 } })).toMatch(/^No patch: iops/)
  })

  test('nothing recommended, nothing to write', () => {
    expect(presentTerraform(resource, { ...recommendation, recommended: undefined })).toBeUndefined()
  })
})
