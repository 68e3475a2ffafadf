import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { AppError } from '#lib/errors.ts'
import type { HclFiles } from './hcl-tree.ts'

const filesMax = 1_000
const bytesMax = 256 * 1024
const skipped = /(^|[\\/])(\.terraform|\.git|node_modules)([\\/]|$)/

/** Every `.tf` and `.tfvars` of a folder and those in it, by path from it. Throws where there are more than 1,000. */
export async function readDirectory(directory: string): Promise<HclFiles> {
  const paths = (await readdir(directory, { recursive: true }))
    .filter((path) => /\.(tf|tfvars)$/.test(path) && !skipped.test(path))
    .map((path) => path.replaceAll('\\', '/'))
    .sort()
  if (paths.length > filesMax)
    throw new AppError(
      'invalid-input',
      `${directory} has ${paths.length} Terraform files; at most ${filesMax} are read.`,
    )
  const files = new Map<string, string>()
  for (const path of paths) {
    const { size } = await stat(join(directory, path))
    if (size <= bytesMax) files.set(path, await readFile(join(directory, path), 'utf8'))
  }
  return files
}
