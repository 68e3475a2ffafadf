import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeEach, describe, expect, inject, test } from 'vitest'
import { readRunning } from '#jobs/local.ts'
import { freePort } from '#lib/store/embedded.ts'

const dir = mkdtempSync(join(tmpdir(), 'headroom-local-'))
const path = join(dir, 'running.json')
const facts = { databaseUrl: inject('postgresUrl'), configPath: 'headroom.yaml', embedded: true }

beforeEach(() => rmSync(path, { force: true }))
afterAll(() => rmSync(dir, { recursive: true, force: true }))

describe('what a start announces in its folder', () => {
  test('is read by other processes while it lives', async () => {
    const announced = { pid: process.ppid, ...facts, awsEndpoint: 'http://127.0.0.1:4566' }
    writeFileSync(path, JSON.stringify(announced))
    expect(await readRunning(dir)).toEqual(announced)
  })

  test.each([
    { left: 'nothing', text: undefined },
    { left: 'half a file', text: JSON.stringify({ pid: process.ppid, ...facts }).slice(0, 40) },
    { left: 'an empty file', text: '' },
    { left: 'other facts', text: '{"pid":"many"}' },
    { left: 'the number of a process that is gone', text: JSON.stringify({ pid: 2 ** 30, ...facts }) },
    { left: 'our own number, as in a container', text: JSON.stringify({ pid: process.pid, ...facts }) },
  ])('counts for nothing where a killed start left $left', async ({ text }) => {
    if (text !== undefined) writeFileSync(path, text)
    expect(await readRunning(dir)).toBeUndefined()
  })

  test('counts for nothing where its number is of another program and its database is gone', async () => {
    const databaseUrl = `postgresql://headroom@127.0.0.1:${await freePort()}/headroom`
    writeFileSync(path, JSON.stringify({ pid: process.ppid, ...facts, databaseUrl }))
    expect(await readRunning(dir)).toBeUndefined()
  })
})
