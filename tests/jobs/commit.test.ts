import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { checkedOutCommit } from '#jobs/commit.ts'

const root = mkdtempSync(join(tmpdir(), 'headroom-commit-'))
afterAll(() => rmSync(root, { recursive: true }))
const commit = 'a'.repeat(40)

/** A folder with the given files. */
function tree(name: string, files: Readonly<Record<string, string>>): string {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(root, name, path, '..'), { recursive: true })
    writeFileSync(join(root, name, path), text)
  }
  return join(root, name)
}

test('the commit is that of the branch, of a packed branch, of a detached head and of a further worktree', () => {
  const head = 'ref: refs/heads/main\n'
  const loose = tree('loose', { '.git/HEAD': head, '.git/refs/heads/main': `${commit}\n` })
  const packed = tree('packed', {
    '.git/HEAD': head,
    '.git/packed-refs': `# pack\n${commit} refs/heads/main\n`,
  })
  const detached = tree('detached', { '.git/HEAD': `${commit}\n` })
  const further = tree('further', { '.git': `gitdir: ${loose}/.git/worktrees/x\n` })
  tree('loose/.git/worktrees/x', { HEAD: head, commondir: '../..\n' })
  expect([loose, packed, detached, further].map(checkedOutCommit)).toEqual([commit, commit, commit, commit])
})

test('the commit is unknown without a repository, on an unborn branch and for nonsense', () => {
  const unborn = tree('unborn', { '.git/HEAD': 'ref: refs/heads/main\n' })
  const nonsense = tree('nonsense', { '.git/HEAD': 'zzz\n' })
  expect([join(root, 'nothing'), unborn, nonsense].map(checkedOutCommit)).toEqual([
    undefined,
    undefined,
    undefined,
  ])
})
