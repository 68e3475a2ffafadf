import type { TerraformBlock, TerraformChange } from '#lib/model/terraform.ts'

/** A block that holds its own name. */
export function own(resourceType: string, attribute: string, value: string): TerraformBlock {
  return { resourceType, named: { resourceType, attribute, value } }
}

export const database = (name: string) => own('aws_db_instance', 'identifier', name)
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
export const nodes = own('aws_eks_node_group', 'node_group_name', 'general')
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

/** Changes of the code in `tests/fixtures/terraform`, each with the one edit that makes it. */
export const patchCases: readonly Case[] = [
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
