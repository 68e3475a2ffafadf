import { randomBytes } from 'node:crypto'
import { dirname, resolve } from 'node:path'
import type { Collector } from '#lib/collect/index.ts'
import { type Config, readConfig } from '#lib/config.ts'
import { roleOf } from '#lib/config-accounts.ts'
import { env, otherEndpoint } from '#lib/env.ts'
import type { Account, Organization } from '#lib/model/account.ts'
import type { CostSourceConfig } from '#lib/model/cost.ts'
import type { KubernetesSource } from '#lib/model/kubernetes-snapshot.ts'
import { listAccounts } from '#lib/store/accounts.ts'
import { ensureExternalId } from '#lib/store/installation.ts'
import type { Estate } from './job.ts'
import { ownershipRules } from './ownership-rules.ts'

export type EstateOptions = {
  /** Sent with every role for which the configuration names none. */
  readonly externalId: string
  /** Folder of the configuration: its paths start there. */
  readonly folder: string
}

/** What `headroom.yaml` says to collect, before the organization is listed. The database must be open. */
export async function readEstate(): Promise<Estate> {
  const path = env().HEADROOM_CONFIG
  const config = readConfig(path)
  const externalId = await ensureExternalId(() => `headroom-${randomBytes(24).toString('hex')}`)
  return estateOf(config, { externalId, folder: dirname(path) })
}

/** The configuration as the jobs know it. Throws `AppError` where a file that it names cannot be read. */
export function estateOf(config: Config, { externalId, folder }: EstateOptions): Estate {
  const ownership = ownershipRules(config, folder)
  const tags = ownership.teams.flatMap((rule) => (rule.kind === 'tag' ? [rule.tag] : []))
  const organization = organizationOf(config, externalId)
  return {
    teamTagKeys: tags.length > 0 ? [...new Set(tags)] : config.teamTags,
    externalId,
    ownership,
    accounts: config.accounts.map((account) => accountOf(account, config, externalId)),
    ...(organization === undefined ? {} : { organization }),
    ...(config.costs.length === 0
      ? {}
      : { costSources: config.costs.map((source) => costSourceOf(source, folder)) }),
    kubernetes: config.kubernetes.map((source) => kubernetesOf(source, folder)),
    secondOpinion: config.secondOpinion,
    ...(config.budget === undefined ? {} : { monthlyUsdMax: config.budget.monthlyUsd }),
  }
}

/**
 * Adds the accounts that AWS Organizations lists. Where it cannot be listed, the accounts that were listed last stand
 * in, and the problem says so.
 */
export async function withListedAccounts(estate: Estate, collector: Collector): Promise<Estate> {
  const { organization, accounts: named } = estate
  if (!organization) return estate
  const { payer } = organization
  const { accounts, problems } = await collector.organization(organization)
  const listed = accounts ?? (await listAccounts())
  const all = listed.some(({ id }) => id === payer.id) ? listed : [payer, ...listed]
  const ids = new Set(named.map(({ id }) => id))
  return { ...estate, problems, accounts: [...named, ...all.filter(({ id }) => !ids.has(id))] }
}

type ConfigAccount = Config['accounts'][number]

function accountOf(account: ConfigAccount, config: Config, externalId: string): Account {
  const { id, name = id, role, payer } = account
  return {
    id,
    name,
    payer: payer || config.organization?.payer === id,
    regions: account.regions ?? config.regions ?? config.organization?.regions ?? [],
    ...(role === undefined
      ? trusting(config)
      : { roleArn: roleOf(role, id), ...trustOf(config, account.externalId ?? externalId) }),
  }
}

function trustOf({ requireExternalId }: Config, externalId: string) {
  return { externalId, ...trusting({ requireExternalId }) }
}

/** Another endpoint than AWS may evaluate no trust policies and know one identity only: it is taken at its word. */
function trusting({ requireExternalId }: Pick<Config, 'requireExternalId'>): { externalIdRequired?: false } {
  const required = requireExternalId ?? otherEndpoint() === undefined
  return required ? {} : { externalIdRequired: false }
}

function organizationOf(config: Config, externalId: string): Organization | undefined {
  const { organization } = config
  if (!organization) return undefined
  const { payer: id, payerRole, role, include, exclude } = organization
  const regions = organization.regions ?? config.regions ?? []
  const named = config.accounts.find((account) => account.id === id)
  const own = { id, name: id, regions, payer: true, ...(payerRole ? { role: payerRole } : {}) }
  return {
    payer: accountOf({ ...own, ...named, payer: true }, config, externalId),
    regions,
    roleTemplate: role,
    ...trustOf(config, externalId),
    ...(include === undefined ? {} : { include }),
    ...(exclude === undefined ? {} : { exclude }),
  }
}

function costSourceOf({ kind, location = '' }: Config['costs'][number], folder: string): CostSourceConfig {
  return kind === 'cost-explorer' ? { kind } : { kind, location: placeOf(location, folder) }
}

function kubernetesOf(
  { account, snapshot, ...source }: Config['kubernetes'][number],
  folder: string,
): KubernetesSource {
  const place = placeOf(snapshot, folder)
  return { ...source, snapshot: place, ...(account === undefined ? {} : { accountId: account }) }
}

/** A bucket as it is; a folder from that of the configuration. */
function placeOf(location: string, folder: string): string {
  return location.startsWith('s3://') ? location : resolve(folder, location)
}
