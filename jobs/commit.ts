import { existsSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'

/** The commit that is checked out below `root`; undefined where there is no repository or its head cannot be read. */
export function checkedOutCommit(root: string): string | undefined {
  try {
    const dir = repositoryDir(root)
    const head = readFileSync(join(dir, 'HEAD'), 'utf8').trim()
    const ref = /^ref: (.+)$/.exec(head)?.[1]
    const commit = ref === undefined ? head : readRef(commonDir(dir), ref)
    return commit && /^[0-9a-f]{40}$/.test(commit) ? commit : undefined
  } catch {
    return undefined
  }
}

/** A further worktree has a file that names its folder. */
function repositoryDir(root: string): string {
  const path = join(root, '.git')
  const pointed = /^gitdir: (.+)$/m.exec(
    existsSync(join(path, 'HEAD')) ? '' : readFileSync(path, 'utf8'),
  )?.[1]
  return pointed === undefined ? path : resolve(root, pointed)
}

function commonDir(dir: string): string {
  const path = join(dir, 'commondir')
  return existsSync(path) ? resolve(dir, readFileSync(path, 'utf8').trim()) : dir
}

function readRef(dir: string, ref: string): string | undefined {
  const path = join(dir, ref)
  if (existsSync(path)) return readFileSync(path, 'utf8').trim()
  const lines = readFileSync(join(dir, 'packed-refs'), 'utf8').split('\n')
  return lines.find((line) => line.endsWith(` ${ref}`))?.split(' ')[0]
}
