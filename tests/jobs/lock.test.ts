import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { lock } from '../../jobs/lock.ts'

const dir = mkdtempSync(join(tmpdir(), 'headroom-lock-'))
const path = join(dir, 'lock')
afterAll(() => rmSync(dir, { recursive: true, force: true }))

test('one holds the lock at a time, and each gets it', async () => {
  let [holders, most, turns] = [0, 0, 0]
  await Promise.all(
    [1, 2, 3].map(async () => {
      const unlock = await lock(path)
      most = Math.max(most, ++holders)
      await new Promise((go) => setTimeout(go, 5))
      holders--
      turns++
      unlock()
    }),
  )
  expect({ most, turns }).toEqual({ most: 1, turns: 3 })
  expect(existsSync(path)).toBe(false)
})

test('the lock of a process that has died counts for nothing', async () => {
  writeFileSync(path, '999999999')
  const unlock = await lock(path)
  unlock()
})
