import { readFileSync, rmSync, writeFileSync } from 'node:fs'

const waitMs = 250

/**
 * Waits until this process alone holds the lock at `path`, a file with the id of its holder; that of a process that has died
 * counts for nothing. Returns what gives it back.
 */
export async function lock(path: string): Promise<() => void> {
  while (!take(path)) {
    if (!isHeld(path)) rmSync(path, { force: true })
    else await new Promise((go) => setTimeout(go, waitMs))
  }
  return () => rmSync(path, { force: true })
}

function take(path: string): boolean {
  try {
    writeFileSync(path, String(process.pid), { flag: 'wx' })
    return true
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false
    throw error
  }
}

function isHeld(path: string): boolean {
  try {
    process.kill(Number(readFileSync(path, 'utf8')), 0)
    return true
  } catch (error) {
    return error instanceof Error && 'code' in error && error.code === 'EPERM'
  }
}
