import type { Config } from '#lib/config.ts'
import type { Estate } from './job.ts'

/** The accounts of `headroom.yaml` as the jobs know them. */
export function estateOf(config: Config): Estate {
  return {
    teamTagKeys: config.teamTags,
    accounts: config.accounts.map(({ id, name, regions, role, externalId, payer }) => ({
      id,
      name: name ?? id,
      regions,
      roleArn: role,
      externalId,
      payer,
    })),
  }
}
