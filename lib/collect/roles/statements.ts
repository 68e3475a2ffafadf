import type { AccessPolicy } from '../access-policy.ts'

/** What the roles must never do, whoever else grants it: read or change data, take secrets, widen rights. */
export const neverActions = [
  'dynamodb:BatchGetItem',
  'dynamodb:GetItem',
  'dynamodb:Query',
  'dynamodb:Scan',
  'ec2:GetConsoleOutput',
  'ec2:GetPasswordData',
  'iam:Attach*',
  'iam:Create*',
  'iam:Put*',
  'logs:FilterLogEvents',
  'logs:GetLogEvents',
  'secretsmanager:GetSecretValue',
  'sqs:ReceiveMessage',
  'ssm:GetParameter*',
  'sts:AssumeRole',
] as const

/** Denied but for what S3 decrypts on the way: cost exports may be encrypted with a key of the customer. */
export const keyActions = ['kms:Decrypt'] as const
export const throughS3 = 's3.*.amazonaws.com'

/** Denied everywhere but in the buckets that the role is given to read. */
export const objectActions = ['s3:GetObject*'] as const

/** The actions of both roles, sorted, those on named buckets apart. */
export type RoleActions = {
  /** On every resource, in every account. */
  readonly member: readonly string[]
  /** On every resource, at the payer. */
  readonly payer: readonly string[]
  /** On the buckets that are named. */
  readonly bucket: readonly string[]
  /** On the objects in them. */
  readonly object: readonly string[]
}

const onBucket = ['s3:ListBucket', 's3:GetBucketLocation']

/** Parts the policy by what a statement may be limited to. */
export function roleActions({ member, payer }: AccessPolicy): RoleActions {
  const sorted = (actions: readonly string[]) => [...new Set(actions)].sort()
  const isS3 = (action: string) => action.startsWith('s3:')
  const s3 = sorted([...member, ...payer].filter(isS3))
  return {
    member: sorted(member.filter((action) => !isS3(action))),
    payer: sorted(payer.filter((action) => !isS3(action))),
    bucket: s3.filter((action) => onBucket.includes(action)),
    object: s3.filter((action) => !onBucket.includes(action)),
  }
}
