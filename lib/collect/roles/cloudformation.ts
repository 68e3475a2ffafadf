import { stringify } from 'yaml'
import type { AccessPolicy } from '../access-policy.ts'
import { keyActions, neverActions, objectActions, roleActions, throughS3 } from './statements.ts'

type Json = string | readonly Json[] | { readonly [key: string]: Json }

const parameters: Json = {
  HubRoleArn: { Type: 'String', Description: "ARN of the role that Headroom's worker runs as." },
  ExternalId: { Type: 'String', Description: 'The external id of your Headroom: npm run doctor shows it.' },
  OrganizationId: {
    Type: 'String',
    Default: '',
    Description: 'Only principals of this organization may assume the role, e.g. o-a1b2c3d4e5.',
  },
  RoleName: { Type: 'String', Default: 'HeadroomReader' },
  Payer: {
    Type: 'String',
    Default: 'false',
    AllowedValues: ['true', 'false'],
    Description: 'The account that pays: costs and the list of accounts are read here.',
  },
  BucketArns: {
    Type: 'CommaDelimitedList',
    Default: '',
    Description: 'Buckets with cost exports or Kubernetes snapshots that may be read.',
  },
}

const conditions: Json = {
  InOrganization: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'OrganizationId' }, ''] }] },
  IsPayer: { 'Fn::Equals': [{ Ref: 'Payer' }, 'true'] },
  HasBuckets: { 'Fn::Not': [{ 'Fn::Equals': [{ 'Fn::Join': ['', { Ref: 'BucketArns' }] }, ''] }] },
}

const nothing: Json = { Ref: 'AWS::NoValue' }

/** Every bucket's ARN with its objects: there is no map in CloudFormation, so the list is joined and split again. */
const objectArns: Json = {
  'Fn::Split': [',', { 'Fn::Join': ['', [{ 'Fn::Join': ['/*,', { Ref: 'BucketArns' }] }, '/*']] }],
}

const trust: Json = {
  Version: '2012-10-17',
  Statement: [
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
  ],
}

/** The CloudFormation template of the same role as the Terraform module, for stacks and StackSets. */
export function cloudFormationTemplate(policy: AccessPolicy): string {
  const template = {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: 'The role that Headroom assumes to read one account.',
    Parameters: parameters,
    Conditions: conditions,
    Resources: {
      Role: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: { Ref: 'RoleName' },
          MaxSessionDuration: '3600',
          AssumeRolePolicyDocument: trust,
          Policies: [
            { PolicyName: 'read', PolicyDocument: { Version: '2012-10-17', Statement: statements(policy) } },
          ],
        },
      },
    },
    Outputs: { RoleArn: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] } } },
  }
  const head = '# Made from the calls that Headroom sends: npm run golden.\n'
  return `${head}${stringify(template, { aliasDuplicateObjects: false, lineWidth: 110 })}`
}

function statements(policy: AccessPolicy): Json {
  const { member, payer, bucket, object } = roleActions(policy)
  const ifBuckets = (statement: Json, otherwise: Json = nothing): Json => ({
    'Fn::If': ['HasBuckets', statement, otherwise],
  })
  const denied = { Sid: 'NeverObjects', Effect: 'Deny', Action: objectActions }
  const onBuckets = bucket.length > 0 ? [ifBuckets(allow('ReadBuckets', bucket, { Ref: 'BucketArns' }))] : []
  const onObjects = object.length > 0 ? [ifBuckets(allow('ReadObjects', object, objectArns))] : []
  return [
    allow('Read', member, '*'),
    { 'Fn::If': ['IsPayer', allow('ReadPayer', payer, '*'), nothing] },
    ...onBuckets,
    ...onObjects,
    { Sid: 'NeverData', Effect: 'Deny', Action: neverActions, Resource: '*' },
    {
      Sid: 'NeverKeys',
      Effect: 'Deny',
      Action: keyActions,
      Resource: '*',
      Condition: { StringNotLike: { 'kms:ViaService': throughS3 } },
    },
    ifBuckets({ ...denied, NotResource: objectArns }, { ...denied, Resource: '*' }),
  ]
}

function allow(sid: string, actions: readonly string[], resource: Json): Json {
  return { Sid: sid, Effect: 'Allow', Action: actions, Resource: resource }
}
