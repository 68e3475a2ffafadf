import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from '@cdktf/hcl-tools'
import { parse } from '@cdktf/hcl2json'
import { describe, expect, test } from 'vitest'
import { patchTerraform } from '#lib/deliver/terraform/patch-terraform.ts'
import type { TerraformBlock, TerraformChange } from '#lib/model/terraform.ts'

const folder = join(import.meta.dirname, '../../fixtures/terraform')
const files = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tf(vars)?$/.test(path))
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
)

function own(resourceType: string, attribute: string, value: string): TerraformBlock {
  return { resourceType, named: { resourceType, attribute, value } }
}

const database = (name: string) => own('aws_db_instance', 'identifier', name)
const group = { resourceType: 'aws_autoscaling_group', attribute: 'name', value: 'payments-prod-api' }
const members: TerraformBlock = {
  resourceType: 'aws_rds_cluster_instance',
  named: { resourceType: 'aws_rds_cluster', attribute: 'cluster_identifier', value: 'events' },
  reference: { in: 'own', attributes: ['cluster_identifier'] },
}
const template: TerraformBlock = {
  resourceType: 'aws_launch_template',
  named: group,
  reference: { in: 'named', attributes: ['launch_template.id', 'launch_template.name'] },
}
const task: TerraformBlock = {
  resourceType: 'aws_ecs_task_definition',
  named: { resourceType: 'aws_ecs_service', attribute: 'name', value: 'worker' },
  reference: { in: 'named', attributes: ['task_definition'] },
}
const nodes = own('aws_eks_node_group', 'node_group_name', 'general')
const search = own('aws_opensearch_domain', 'domain_name', 'search')
const brokers = own('aws_msk_cluster', 'cluster_name', 'stream')
const volume = 'broker_node_group_info.storage_info.ebs_storage_info.volume_size'

/** What changes, the file, and the text that is replaced in it (each once). */
type Case = readonly [
  name: string,
  changes: readonly TerraformChange[],
  path: string,
  replaced: readonly (readonly [from: string, to: string])[],
]

const cases: readonly Case[] = [
  [
    'a literal, with its comment beside it',
    [
      {
        block: database('orders-primary'),
        attribute: 'instance_class',
        from: 'db.m7g.2xlarge',
        to: 'db.m7g.4xlarge',
      },
    ],
    'payments/main.tf',
    [['"db.m7g.2xlarge" # raised', '"db.m7g.4xlarge" # raised']],
  ],
  [
    'a variable, in the values file that sets it',
    [{ block: database('orders-primary'), attribute: 'allocated_storage', from: 1200, to: 2400 }],
    'payments/prod.tfvars',
    [['storage_gib = 1200', 'storage_gib = 2400']],
  ],
  [
    'a variable that no values file sets: its default',
    [{ block: { resourceType: group.resourceType, named: group }, attribute: 'min_size', from: 4, to: 6 }],
    'payments/variables.tf',
    [['default = 4 #', 'default = 6 #']],
  ],
  [
    'a local',
    [
      {
        block: own('aws_elasticache_replication_group', 'replication_group_id', 'payments-prod-sessions'),
        attribute: 'node_type',
        from: 'cache.r6g.large',
        to: 'cache.r7g.large',
      },
    ],
    'payments/main.tf',
    [['"cache.r6g.large" # both', '"cache.r7g.large" # both']],
  ],
  [
    'an argument of a module of the same code',
    [{ block: database('ledger'), attribute: 'instance_class', from: 'db.r7g.xlarge', to: 'db.r7g.2xlarge' }],
    'payments/main.tf',
    [['"db.r7g.xlarge" # the', '"db.r7g.2xlarge" # the']],
  ],
  [
    'an argument of a module of a registry',
    [{ block: database('fraud'), attribute: 'instance_class', from: 'db.r6g.large', to: 'db.r7g.large' }],
    'payments/main.tf',
    [['"db.r6g.large"', '"db.r7g.large"']],
  ],
  [
    'the launch template of a group, found by its reference, and the bounds of the group',
    [
      { block: template, attribute: 'instance_type', from: 'm6i.2xlarge', to: 'm7i.xlarge' },
      { block: { resourceType: group.resourceType, named: group }, attribute: 'max_size', from: 12, to: 20 },
    ],
    'payments/compute.tf',
    [
      ['"m6i.2xlarge"', '"m7i.xlarge"'],
      ['= 12\n', '= 20\n'],
    ],
  ],
  [
    'every member of a cluster, made by count or alone',
    [{ block: members, attribute: 'instance_class', from: 'db.r7g.large', to: 'db.r7g.xlarge' }],
    'payments/compute.tf',
    [
      ['"db.r7g.large"\n  engine', '"db.r7g.xlarge"\n  engine'],
      ['"db.r7g.large" # reads', '"db.r7g.xlarge" # reads'],
    ],
  ],
  [
    'one that is made on a condition',
    [
      {
        block: own('aws_instance', 'tags.Name', 'payments-bastion'),
        attribute: 'instance_type',
        from: 't3.medium',
        to: 't3.small',
      },
    ],
    'payments/variables.tf',
    [['"t3.medium"', '"t3.small"']],
  ],
  [
    'both sizes of a task, a number and a text of digits',
    [
      { block: task, attribute: 'cpu', from: 2048, to: 1024 },
      { block: task, attribute: 'memory', from: 4096, to: 2048 },
    ],
    'payments/compute.tf',
    [
      ['= 2048\n', '= 1024\n'],
      ['= "4096"', '= 2048'],
    ],
  ],
  [
    'a list, and a bound beside one that is not ours',
    [
      { block: nodes, attribute: 'instance_types', from: ['m6i.xlarge'], to: ['m7i.xlarge'] },
      { block: nodes, attribute: 'scaling_config.max_size', from: 10, to: 14 },
    ],
    'payments/compute.tf',
    [
      ['["m6i.xlarge"]', '["m7i.xlarge"]'],
      ['= 10\n', '= 14\n'],
    ],
  ],
  [
    'blocks within the block',
    [
      {
        block: search,
        attribute: 'cluster_config.instance_type',
        from: 'r6g.large.search',
        to: 'r7g.large.search',
      },
      { block: search, attribute: 'ebs_options.volume_size', from: 100, to: 200 },
    ],
    'payments/compute.tf',
    [
      ['"r6g.large.search"', '"r7g.large.search"'],
      ['100 # GiB', '200 # GiB'],
    ],
  ],
  [
    'blocks three deep',
    [{ block: brokers, attribute: volume, from: 500, to: 800 }],
    'payments/compute.tf',
    [['volume_size = 500', 'volume_size = 800']],
  ],
]

describe('a patch of the team’s own code', () => {
  test.each(cases)('changes exactly the attribute: %s', async (_, changes, path, replaced) => {
    const patch = await patchTerraform(files, changes)
    if ('refused' in patch) throw new Error(patch.refused)
    const before = files.get(path) ?? ''
    const expected = replaced.reduce((text, [from, to]) => {
      expect(text.split(from).length, from).toBe(2)
      return text.replace(from, to)
    }, before)
    expect(patch.files).toEqual([{ path, before, after: expected }])
    expect(await format(expected), 'as Terraform formats it').toBe(expected)
    expect(await parse(path, expected)).not.toEqual(await parse(path, before))
  })

  test('every file of the folder is as Terraform formats it', async () => {
    expect(files.size).toBeGreaterThan(4)
    for (const [path, text] of files) expect(await format(text), path).toBe(text)
  })

  test('moves a comment when the value grows, as Terraform does', async () => {
    const wide =
      'resource "aws_instance" "a" {\n  instance_type = "m6i.large" # why\n  ami           = "x"         # which\n  tags          = { Name = "a" }\n}\n'
    expect(await format(wide)).toBe(wide)
    const change = {
      block: own('aws_instance', 'tags.Name', 'a'),
      attribute: 'instance_type',
      to: 'm7i-flex.12xlarge',
    }
    const patch = await patchTerraform(new Map([['a.tf', wide]]), [change])
    if ('refused' in patch) throw new Error(patch.refused)
    const after = patch.files[0]?.after ?? ''
    expect(after).toMatch(/"m7i-flex.12xlarge" # why\n/)
    expect(await format(after)).toBe(after)
  })

  test('leaves code as it is written where it was not formatted', async () => {
    const loose =
      'resource "aws_instance" "a" {\n    instance_type="m6i.large"   # why\n  tags = { Name = "a" }\n}\n'
    const change = {
      block: own('aws_instance', 'tags.Name', 'a'),
      attribute: 'instance_type',
      to: 'm7i.large',
    }
    const patch = await patchTerraform(new Map([['a.tf', loose]]), [change])
    expect(patch).toMatchObject({ files: [{ after: loose.replace('m6i', 'm7i') }] })
  })

  test('keeps a value that looks like a template a string', async () => {
    const hostile = `db."$\{file("/etc/passwd")}`
    const change = { block: database('orders-primary'), attribute: 'instance_class', to: hostile }
    const patch = await patchTerraform(files, [change])
    if ('refused' in patch) throw new Error(patch.refused)
    expect(patch.files[0]?.after).toContain('$${file')
  })

  test('finds the block by an address where the code does not tell its name', async () => {
    const change = {
      block: database('orders-primary-2024'),
      attribute: 'instance_class',
      to: 'db.m7g.4xlarge',
    }
    expect(await patchTerraform(files, [change])).toHaveProperty('refused')
    const addresses = { 'orders-primary-2024': 'aws_db_instance.orders' }
    expect(await patchTerraform(files, [change], { addresses })).toMatchObject({
      files: [{ path: 'payments/main.tf' }],
    })
  })

  test('takes the values file that is meant where two set the variable', async () => {
    const change = { block: database('orders-primary'), attribute: 'allocated_storage', to: 2400 }
    const both = new Map([...files, ['payments/stage.tfvars', 'storage_gib = 100\n']])
    const refused = await patchTerraform(both, [change])
    expect('refused' in refused ? refused.refused : '').toMatch(/prod.tfvars and payments\/stage.tfvars/)
    expect(await patchTerraform(both, [change], { varFile: 'payments/stage.tfvars' })).toMatchObject({
      files: [{ path: 'payments/stage.tfvars', after: 'storage_gib = 2400\n' }],
    })
  })

  test.each<[string, TerraformChange, RegExp]>([
    [
      'ignored by Terraform',
      { block: database('orders-primary'), attribute: 'max_allocated_storage', to: 5000 },
      /ignores changes of max_allocated_storage/,
    ],
    [
      'all ignored',
      { block: database('orders-replica'), attribute: 'instance_class', to: 'x' },
      /ignores changes/,
    ],
    [
      'owned by the autoscaler',
      { block: nodes, attribute: 'scaling_config.desired_size', to: 5 },
      /ignores changes of scaling_config.desired_size/,
    ],
    ['an expression', { block: database('orders-primary'), attribute: 'iops', to: 6000 }, /no literal/],
    [
      'not set',
      { block: database('orders-primary'), attribute: 'storage_throughput', to: 500 },
      /does not set/,
    ],
    ['unknown', { block: database('gone'), attribute: 'iops', to: 1 }, /No block declares aws_db_instance/],
    [
      'a default that serves other calls too',
      { block: database('audit'), attribute: 'instance_class', from: 'db.t4g.medium', to: 'db.t4g.large' },
      /serves 3 calls/,
    ],
    [
      'another size in the code than in AWS',
      {
        block: database('ledger'),
        attribute: 'instance_class',
        from: 'db.r7g.4xlarge',
        to: 'db.r7g.2xlarge',
      },
      /to db.r7g.xlarge, and AWS has db.r7g.4xlarge/,
    ],
    [
      'one of several by count',
      { block: own('aws_instance', 'tags.Name', 'probe'), attribute: 'instance_type', to: 't3.medium' },
      /makes several by count/,
    ],
  ])('is refused with its reason: %s', async (_, change, text) => {
    const patch = await patchTerraform(files, [change])
    expect('refused' in patch ? patch.refused : 'edited').toMatch(text)
  })

  test('one change that cannot be made stops all of them', async () => {
    const good = { block: database('orders-primary'), attribute: 'instance_class', to: 'db.m7g.4xlarge' }
    const bad = { block: database('orders-primary'), attribute: 'iops', to: 6000 }
    expect(await patchTerraform(files, [good, bad])).toHaveProperty('refused')
  })

  test('code that is not HCL is named', async () => {
    const change = { block: database('a'), attribute: 'iops', to: 1 }
    const patch = await patchTerraform(new Map([['a.tf', 'resource "x" {']]), [change])
    expect('refused' in patch ? patch.refused : '').toMatch(/could not be read/)
  })
})
