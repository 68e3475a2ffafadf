import { z } from 'zod'
import { access } from './config-access.ts'
import { account, accountId, organization, regions } from './config-accounts.ts'
import { driver, freeze, plannedEvent, teamBudget } from './config-calendar.ts'
import { digestList, teamDigest } from './config-digest.ts'
import { ownership } from './config-ownership.ts'
import { terraformCode } from './config-terraform.ts'

const location = z.string().min(1).describe('Folder, or s3://BUCKET/PREFIX')

const costSource = z
  .strictObject({
    kind: z.enum(['cost-explorer', 'cur', 'focus']),
    location: location.optional(),
  })
  .refine(({ kind, location: given }) => (kind === 'cost-explorer') === (given === undefined), {
    error: 'cur and focus need a `location`, cost-explorer has none',
    path: ['location'],
  })

const cluster = z.strictObject({
  cluster: z.string().min(1).max(100),
  account: accountId.optional(),
  region: z.string().min(1).optional(),
  snapshot: location,
})

/** Everything that `headroom.yaml` may say. Keys are described where they are made. */
export const configSchema = z
  .strictObject({
    accounts: z.array(account).default([]),
    organization: organization.optional(),
    regions: regions.optional().describe('Of accounts that name none'),
    requireExternalId: z
      .boolean()
      .optional()
      .describe(
        'Default: true on AWS itself, false on another endpoint, which may evaluate no trust policies',
      ),
    teamTags: z.array(z.string().min(1).max(128)).min(1).default(['team', 'Team', 'owner']),
    ownership: ownership.optional(),
    freezes: z.array(freeze).default([]),
    events: z.array(plannedEvent).default([]),
    budgets: z.array(teamBudget).default([]),
    drivers: z.array(driver).default([]),
    costs: z.array(costSource).default([]),
    access: access.optional().describe('Roles of those who sign in through an identity provider'),
    workspace: z
      .string()
      .min(1)
      .max(100)
      .default('all teams')
      .describe('What messages call this installation'),
    digest: digestList.optional().describe('The weekly digest of everything'),
    teams: z.array(teamDigest).default([]),
    kubernetes: z.array(cluster).default([]),
    terraform: z.array(terraformCode).default([]).describe('Code that accepted changes are written in'),
    budget: z
      .strictObject({ monthlyUsd: z.number().min(0).describe('Most that our own calls to AWS may cost') })
      .optional(),
    secondOpinion: z.boolean().default(true).describe('Import what Compute Optimizer recommends'),
  })
  .superRefine((config, context) => {
    for (const { path, message } of contradictions(config)) {
      context.addIssue({ code: 'custom', path: [...path], message })
    }
  })

type Contradiction = { readonly path: readonly (string | number)[]; readonly message: string }
type Parts = {
  readonly accounts: readonly z.output<typeof account>[]
  readonly organization?: z.output<typeof organization> | undefined
  readonly regions?: readonly string[] | undefined
  readonly freezes: readonly { readonly name: string }[]
  readonly events: readonly { readonly name: string }[]
  readonly drivers: readonly { readonly name: string }[]
  readonly teams: readonly { readonly name: string }[]
}

/** What is well formed and cannot be meant. */
function contradictions(config: Parts): Contradiction[] {
  const { accounts, organization: listed } = config
  const found: Contradiction[] = []
  accounts.forEach(({ id, role, regions: own }, i) => {
    const first = accounts.findIndex((other) => other.id === id)
    if (first < i) found.push({ path: ['accounts', i, 'id'], message: `account ${id} is named twice` })
    if (!own && !config.regions && !listed?.regions) {
      found.push({ path: ['accounts', i], message: 'no `regions`, and the file names none for all' })
    }
    const inRole = role && /::(\d{12}):/.exec(role)?.[1]
    if (inRole && inRole !== id) {
      const message = `the role is of account ${inRole}, not of ${id}`
      found.push({ path: ['accounts', i, 'role'], message })
    }
  })
  if (listed && !listed.role.includes('{account}')) {
    found.push({
      path: ['organization', 'role'],
      message: 'expected {account} for the number of each account',
    })
  }
  if (listed && !listed.regions && !config.regions) {
    found.push({ path: ['organization'], message: 'no `regions`, and the file names none for all' })
  }
  for (const kind of ['freezes', 'events', 'drivers', 'teams'] as const) {
    config[kind].forEach(({ name }, i) => {
      const first = config[kind].findIndex((other) => other.name === name)
      if (first < i) found.push({ path: [kind, i, 'name'], message: `"${name}" is there twice` })
    })
  }
  return found
}
