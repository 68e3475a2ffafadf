import { z } from 'zod'
import { awsRegions } from './aws-regions.ts'
import { nearestWords } from './nearest-word.ts'

const idError = 'expected the 12 digits of an AWS account, in quotes'
export const accountId = z.string({ error: idError }).regex(/^\d{12}$/, idError)

const rolePattern = /^arn:aws(-cn|-us-gov|-eusc)?:iam::(\d{12}|\{account\}):role\/[\w+=,.@/-]{1,512}$/
const role = z
  .string()
  .regex(rolePattern, 'expected arn:aws:iam::123456789012:role/NAME, or {account} for the number')

const region = z.string().superRefine((name, context) => {
  if (awsRegions.includes(name)) return
  const near = nearestWords(name, awsRegions)
  const hint = near.length > 0 ? `did you mean ${near.join(' or ')}?` : 'expected a region such as us-east-1'
  context.addIssue({ code: 'custom', message: `"${name}" is no region of AWS; ${hint}` })
})
export const regions = z.array(region).min(1)

const name = z.string().min(1).max(200)
const externalId = z
  .string()
  .regex(/^[\w+=,.@:/-]{2,1224}$/, 'expected 2 to 1224 letters, digits or + = , . @ : / -')

export const account = z.strictObject({
  id: accountId.describe('Number of the account, in quotes'),
  name: name.optional().describe('What pages call it; its number unless given'),
  regions: regions.optional().describe('Where to look; the regions of the file unless given'),
  role: role.optional().describe('Role to assume; the ordinary credentials of the worker unless given'),
  externalId: externalId.optional().describe('In place of the one that Headroom made for itself'),
  payer: z.boolean().default(false).describe('Costs of the organization are read here'),
})

const selection = z.strictObject({
  accounts: z.array(accountId).default([]),
  organizationalUnits: z
    .array(
      z.string().regex(/^(ou-[a-z0-9]{4,32}-[a-z0-9]{8,32}|r-[a-z0-9]{4,32})$/, 'expected ou-... or r-...'),
    )
    .default([])
    .describe('With the units below them'),
  tags: z.record(z.string().min(1).max(128), z.string().max(256)).default({}),
})

/** Accounts that AWS Organizations lists, those of `accounts` apart. */
export const organization = z.strictObject({
  payer: accountId.describe('Management account, or one that Organizations has delegated to'),
  payerRole: role.optional().describe('Role in it; the ordinary credentials of the worker unless given'),
  role: role.describe('Role in every account, with {account} for its number'),
  regions: regions.optional(),
  include: selection.optional().describe('Only accounts that match one of these'),
  exclude: selection.optional().describe('No account that matches one of these'),
})

/** The account number in a role's ARN, with `{account}` filled in. */
export function roleOf(arn: string, id: string): string {
  return arn.replaceAll('{account}', id)
}
