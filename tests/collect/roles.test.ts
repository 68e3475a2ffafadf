import { readFileSync, writeFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, test } from 'vitest'
import { parse } from 'yaml'
import { accessPolicy } from '#lib/collect/index.ts'
import { cloudFormationTemplate } from '#lib/collect/roles/cloudformation.ts'
import { keyActions, neverActions, objectActions } from '#lib/collect/roles/statements.ts'
import { terraformModule } from '#lib/collect/roles/terraform.ts'
import { terraformHub } from '#lib/collect/roles/terraform-hub.ts'

const pathOf = (name: string) => fileURLToPath(new URL(`../../lib/collect/roles/${name}`, import.meta.url))

/** The file as it is shipped; GOLDEN=1 writes it anew. */
function shipped(name: string, text: string): string {
  if (process.env.GOLDEN === '1') writeFileSync(pathOf(name), text)
  return readFileSync(pathOf(name), 'utf8')
}

const terraform = shipped('terraform/main.tf', terraformModule(accessPolicy))
const hub = shipped('terraform/hub/main.tf', terraformHub(accessPolicy))
const template = shipped('cloudformation/headroom-role.yaml', cloudFormationTemplate(accessPolicy))

/** IAM patterns know `*` only here. */
function matches(pattern: string, action: string): boolean {
  return pattern.endsWith('*') ? action.startsWith(pattern.slice(0, -1)) : pattern === action
}

const listed = (text: string) => [...text.matchAll(/"([\w-]+:[\w*]+)"/g)].map(([, action]) => action ?? '')

/** Actions of the Terraform statement with this sid. */
function terraformActions(sid: string): string[] {
  const from = terraform.indexOf(`"${sid}"`)
  expect(from).toBeGreaterThan(0)
  const begin = terraform.indexOf('actions = [', from)
  return listed(terraform.slice(begin, terraform.indexOf(']', begin)))
}

type Statement = { Sid: string; Effect: string; Action: string[]; Resource?: unknown; NotResource?: unknown }
type Template = {
  Resources: {
    Role: {
      Properties: {
        AssumeRolePolicyDocument: { Statement: unknown[] }
        Policies: {
          PolicyDocument: { Statement: (Statement | { 'Fn::If': [string, Statement, unknown] })[] }
        }[]
      }
    }
  }
}
const role = (parse(template) as Template).Resources.Role.Properties
const statements = role.Policies.flatMap(({ PolicyDocument }) => PolicyDocument.Statement).map((one) =>
  'Fn::If' in one ? one['Fn::If'][1] : one,
)
const templateActions = (sid: string) => statements.find(({ Sid }) => Sid === sid)?.Action ?? []

const isS3 = (action: string) => action.startsWith('s3:')
const sorted = (actions: readonly string[]) => [...new Set(actions)].sort()

describe.each([
  { kind: 'Terraform module', actions: terraformActions },
  { kind: 'CloudFormation template', actions: templateActions },
])('the $kind', ({ actions }) => {
  test('allows every account exactly what is called there', () => {
    expect(actions('Read')).toEqual(sorted(accessPolicy.member.filter((action) => !isS3(action))))
  })

  test('allows the payer exactly what is called there besides', () => {
    expect(actions('ReadPayer')).toEqual(sorted(accessPolicy.payer.filter((action) => !isS3(action))))
  })

  test('reads objects of named buckets only', () => {
    const s3 = [...accessPolicy.member, ...accessPolicy.payer].filter(isS3)
    expect(sorted([...actions('ReadBuckets'), ...actions('ReadObjects')])).toEqual(sorted(s3))
  })

  test('denies data, secrets and wider rights, and nothing that it allows', () => {
    expect(actions('NeverData')).toEqual([...neverActions])
    expect(actions('NeverKeys')).toEqual([...keyActions])
    expect(actions('NeverObjects')).toEqual([...objectActions])
    const allowed = [...actions('Read'), ...actions('ReadPayer')]
    const clashes = allowed.filter((action) =>
      [...neverActions, ...keyActions, ...objectActions].some((pattern) => matches(pattern, action)),
    )
    expect(clashes).toEqual([])
  })
})

describe('the shipped files', () => {
  test('are what the generator writes: run `npm run golden` after a change of the access policy', () => {
    expect(terraform).toBe(terraformModule(accessPolicy))
    expect(hub).toBe(terraformHub(accessPolicy))
    expect(template).toBe(cloudFormationTemplate(accessPolicy))
  })

  test('trust one principal with the external id, and the organization where it is given', () => {
    expect(role.AssumeRolePolicyDocument.Statement).toEqual([
      {
        Effect: 'Allow',
        Principal: { AWS: { Ref: 'HubRoleArn' } },
        Action: 'sts:AssumeRole',
        Condition: {
          StringEquals: {
            'Fn::If': [
              'InOrganization',
              { 'sts:ExternalId': { Ref: 'ExternalId' }, 'aws:PrincipalOrgID': { Ref: 'OrganizationId' } },
              { 'sts:ExternalId': { Ref: 'ExternalId' } },
            ],
          },
        },
      },
    ])
    expect(terraform).toMatch(/identifiers = \[var\.hub_role_arn\]/)
    expect(terraform).toMatch(/variable = "sts:ExternalId"\n\s+values {3}= \[var\.external_id\]/)
    expect(terraform).toMatch(/variable = "aws:PrincipalOrgID"/)
    expect(terraform).not.toMatch(/:root/)
  })

  test('let the worker assume readers of its own organization and nothing else', () => {
    expect(listed(hub).filter((action) => !action.startsWith('aws:'))).toEqual(['sts:AssumeRole'])
    expect(hub).toMatch(/:role\/\$\{var\.role_name\}"\]/)
    expect(hub).toMatch(/variable = "aws:ResourceOrgID"/)
  })

  test('fit into the inline policy of a role: 10,240 characters without white space', () => {
    const text = JSON.stringify(role.Policies)
    expect(text.length).toBeLessThan(10_240)
  })

  test('have balanced braces and brackets', () => {
    for (const [open, close] of ['{}', '[]', '()']) {
      expect(terraform.split(open ?? '').length).toBe(terraform.split(close ?? '').length)
    }
  })
})
