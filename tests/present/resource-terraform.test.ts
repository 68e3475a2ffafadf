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
-  desired_capacity = 8
+  desired_capacity = 4
   # min_size and max_size have to allow it
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
