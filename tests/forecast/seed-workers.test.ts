import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { judgeAll } from '../bench/seed-workers.ts'

/** Answers ten times the seed; seed 3 fails. */
const code = `
import { parentPort } from 'node:worker_threads'
parentPort.on('message', ({ seed }) => {
  parentPort.postMessage(seed === 3 ? { error: 'three' } : { judged: [seed * 10] })
})`
const script = new URL(`data:text/javascript,${encodeURIComponent(code)}`)
const tasks = [1, 2, 3, 4].map((seed) => ({ seed, anchorMs: 0, part: 0, parts: 1 }))

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'seeds-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

describe('the seeds of a bench', () => {
  test('are judged in order, a failure named', async () => {
    expect(await judgeAll<number>({ script, tasks })).toEqual({
      judged: [10, 20, 40],
      failures: ['seed 3: three'],
    })
  })

  test('that are kept are not run again; those that failed, or whose line was cut off, are', async () => {
    const keep = join(folder, 'kept.jsonl')
    // Seed 1 was judged otherwise, seed 2 only half written.
    writeFileSync(keep, '{"seed":1,"judged":[7]}\n{"seed":2,"ju\n')
    const { judged } = await judgeAll<number>({ script, tasks, keep })
    expect(judged).toEqual([7, 20, 40])
    expect(readFileSync(keep, 'utf8').split('\n').length).toBe(5)
    expect((await judgeAll<number>({ script, tasks: tasks.slice(0, 2), keep })).judged).toEqual([7, 20])
  })
})
