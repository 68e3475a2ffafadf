import { readConfig } from '#lib/config.ts'
import { readCode } from '#lib/deliver/github/read-code.ts'
import { readDirectory } from '#lib/deliver/terraform/read-directory.ts'
import { env } from '#lib/env.ts'
import { errorText } from '#lib/errors.ts'
import { codeHomeOf } from './code-homes.ts'
import type { Finding } from './doctor.ts'

/** Whether the Terraform code that headroom.yaml names can be read. */
export async function checkCode(): Promise<Finding[]> {
  const config = readConfig(env().HEADROOM_CONFIG)
  return Promise.all(
    config.terraform.map(async (code) => {
      const check = `terraform of ${code.team ?? 'all other teams'}`
      const home = codeHomeOf({ ...config, terraform: [code] }, code.team)
      if (!home || 'missing' in home) return { check, good: false, text: home?.missing ?? 'no code is named' }
      const where = 'directory' in home ? home.directory : `${home.repository}, branch ${home.base}`
      try {
        const files =
          'directory' in home
            ? await readDirectory(home.directory)
            : (await readCode(home.github, home.repository, home.base)).files
        const text = `${files.size} files of ${where}`
        return { check, good: files.size > 0, text }
      } catch (error) {
        return { check, good: false, text: errorText(error) }
      }
    }),
  )
}
