import { dirname, resolve } from 'node:path'
import type { Config } from '#lib/config.ts'
import { openGithub } from '#lib/deliver/github/client.ts'
import type { CodeHome } from '#lib/deliver/propose.ts'
import { env } from '#lib/env.ts'

/** Where the code of a team's resources is, by the configuration; or what keeps it from being used. */
export function codeHomeOf(
  { terraform }: Config,
  team: string | undefined,
): CodeHome | { readonly missing: string } | undefined {
  const named = terraform.find((one) => one.team !== undefined && one.team === team)
  const code = named ?? terraform.find((one) => one.team === undefined)
  if (!code) return undefined
  const { HEADROOM_CONFIG, GITHUB_TOKEN, GITHUB_API_URL } = env()
  const { directory, repository, base, varFile, addresses } = code
  const options = { ...(varFile && { varFile }), ...(addresses && { addresses }) }
  if (directory !== undefined) return { ...options, directory: resolve(dirname(HEADROOM_CONFIG), directory) }
  if (repository === undefined) return undefined
  if (!GITHUB_TOKEN)
    return { missing: `headroom.yaml names ${repository}, and GITHUB_TOKEN is not set: nothing is opened.` }
  return { ...options, repository, base, github: openGithub({ apiUrl: GITHUB_API_URL, token: GITHUB_TOKEN }) }
}
