import { z } from 'zod'
import { AppError } from '#lib/errors.ts'
import type { HclFiles } from '../terraform/hcl-tree.ts'
import type { Github } from './client.ts'

const refSchema = z.object({ object: z.object({ sha: z.string() }) })
const commitSchema = z.object({ tree: z.object({ sha: z.string() }) })
const treeSchema = z.object({
  tree: z.array(
    z.object({ path: z.string(), type: z.string(), sha: z.string(), size: z.number().optional() }),
  ),
  truncated: z.boolean().optional(),
})
const blobSchema = z.object({ content: z.string(), encoding: z.string() })

const filesMax = 1_000
const bytesMax = 256 * 1024
const atOnce = 8

/** Terraform code of a branch with the commit and the tree that a change is put on. */
export type BranchCode = { readonly commit: string; readonly tree: string; readonly files: HclFiles }

/** Reads every `.tf` and `.tfvars` of a branch; refuses a repository with more than 1,000 of them. */
export async function readCode(github: Github, repository: string, branch: string): Promise<BranchCode> {
  const get = async (path: string) =>
    (await github({ method: 'GET', path: `/repos/${repository}${path}` })).body
  const commit = refSchema.parse(await get(`/git/ref/heads/${encodePath(branch)}`)).object.sha
  const root = commitSchema.parse(await get(`/git/commits/${commit}`)).tree.sha
  const { tree, truncated } = treeSchema.parse(await get(`/git/trees/${root}?recursive=1`))
  if (truncated) throw new AppError('invalid-input', `${repository} has too many files to be listed at once.`)
  const wanted = tree.filter(
    ({ type, path, size = 0 }) => type === 'blob' && /\.(tf|tfvars)$/.test(path) && size <= bytesMax,
  )
  if (wanted.length > filesMax)
    throw new AppError(
      'invalid-input',
      `${repository} has ${wanted.length} Terraform files; at most ${filesMax} are read.`,
    )
  const files = new Map<string, string>()
  for (let i = 0; i < wanted.length; i += atOnce) {
    const part = wanted.slice(i, i + atOnce)
    const texts = await Promise.all(
      part.map(async ({ sha }) => blobSchema.parse(await get(`/git/blobs/${sha}`))),
    )
    part.forEach(({ path }, k) => {
      files.set(path, Buffer.from(texts[k]?.content ?? '', 'base64').toString('utf8'))
    })
  }
  return { commit, tree: root, files }
}

/** The names of a branch's path, each for itself. */
export function encodePath(path: string): string {
  return path.split('/').map(encodeURIComponent).join('/')
}
