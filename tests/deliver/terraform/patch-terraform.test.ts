import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from '@cdktf/hcl-tools'
import { parse } from '@cdktf/hcl2json'
import { describe, expect, test } from 'vitest'
import { patchTerraform } from '#lib/deliver/terraform/patch-terraform.ts'
import type { TerraformChange } from '#lib/model/terraform.ts'
import { database, nodes, own, patchCases } from '#tests/support/terraform-cases.ts'

const folder = join(import.meta.dirname, '../../fixtures/terraform')
const files = new Map(
  readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tf(vars)?$/.test(path))
    .map((path) => [path, readFileSync(join(folder, path), 'utf8')]),
)

describe('a patch of the team’s own code', () => {
  test.each(patchCases)('changes exactly the attribute: %s', async (_, changes, path, replaced) => {
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
