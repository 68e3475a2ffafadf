import { format } from '@cdktf/hcl-tools'
import { parse } from '@cdktf/hcl2json'
import { describe, expect, test } from 'vitest'
import { patchAttribute } from '#lib/deliver/terraform/patch-attribute.ts'

const main = `# instance_class = "db.m7g.large" { was too small
locals {
  note = "instance_class = \\"db.m7g.8xlarge\\" }"
}

resource "aws_db_instance" "orders" {
  identifier        = "orders-primary"
  instance_class    = "db.m7g.2xlarge" # raised in June
  allocated_storage = var.storage_gib  // GiB
  user_data         = <<-EOT
    instance_class = "none" {
  EOT

  tags = {
    instance_class = "a tag"
  }
  lifecycle {
    ignore_changes = [engine_version, max_allocated_storage]
  }
  max_allocated_storage = 4000
  iops                  = local.fast ? 12000 : 3000
}

resource "aws_db_instance" "replica" {
  instance_class = "db.m7g.2xlarge"
  lifecycle { ignore_changes = all }
}

variable "storage_gib" {
  type    = number
  default = 500
}
`
const prod = 'storage_gib = 1200 # since the import\nother       = "x"\n'
const files = new Map([
  ['main.tf', main],
  ['prod.tfvars', prod],
])
const orders = { resourceType: 'aws_db_instance', resourceName: 'orders' }

describe('a patch of Terraform code', () => {
  test('changes the literal of the attribute and not a byte more', async () => {
    const patch = await patchAttribute(files, {
      ...orders,
      attribute: 'instance_class',
      to: 'db.m7g.4xlarge',
    })
    if ('refused' in patch) throw new Error(patch.refused)
    expect(patch.after).toBe(main.replace('"db.m7g.2xlarge" # raised', '"db.m7g.4xlarge" # raised'))
    expect(await parse('main.tf', patch.after)).toMatchObject({
      resource: { aws_db_instance: { orders: [{ instance_class: 'db.m7g.4xlarge' }] } },
    })
  })

  test('is as Terraform formats it where the code was', async () => {
    for (const [path, text] of files) expect(await format(text), path).toBe(text)
    const patch = await patchAttribute(files, { ...orders, attribute: 'allocated_storage', to: 12_000 })
    if ('refused' in patch) throw new Error(patch.refused)
    expect(await format(patch.after)).toBe(patch.after)
  })

  test('follows a variable into the tfvars that sets it, else to its default', async () => {
    const change = { ...orders, attribute: 'allocated_storage', to: 2400 }
    const patch = await patchAttribute(files, change)
    expect(patch).toMatchObject({ path: 'prod.tfvars', after: prod.replace('1200', '2400') })
    const alone = await patchAttribute(new Map([['main.tf', main]]), change)
    expect(alone).toMatchObject({ path: 'main.tf', after: main.replace('default = 500', 'default = 2400') })
  })

  test('keeps a value that looks like a template a string', async () => {
    const hostile = `db."$\{file("/etc/passwd")}`
    const patch = await patchAttribute(files, { ...orders, attribute: 'instance_class', to: hostile })
    if ('refused' in patch) throw new Error(patch.refused)
    expect(patch.after).toContain('$${file')
  })

  test.each([
    [{ ...orders, attribute: 'max_allocated_storage', to: 5000 }, /ignores changes of max_allocated_storage/],
    [{ ...orders, resourceName: 'replica', attribute: 'instance_class', to: 'x' }, /ignores changes/],
    [{ ...orders, attribute: 'iops', to: 6000 }, /no literal and no variable/],
    [{ ...orders, resourceName: 'gone', attribute: 'iops', to: 1 }, /No file declares/],
  ])('is refused with its reason: %j', async (change, text) => {
    const patch = await patchAttribute(files, change)
    expect('refused' in patch ? patch.refused : 'edited').toMatch(text)
  })

  test('is refused where two environments set the variable', async () => {
    const both = new Map([...files, ['stage.tfvars', 'storage_gib = 100\n']])
    const patch = await patchAttribute(both, { ...orders, attribute: 'allocated_storage', to: 2400 })
    expect('refused' in patch ? patch.refused : '').toMatch(/prod.tfvars and stage.tfvars/)
  })
})
