import { beforeEach, expect, test } from 'vitest'
import { type Actor, system } from '#lib/model/actor.ts'
import { database } from '#lib/store/client.ts'
import { remembered } from '#lib/store/page-memory.ts'
import { finishRun, startRun } from '#lib/store/runs.ts'
import { withDatabase } from '../support/database.ts'
import { nowMs } from './estate-rows.ts'

withDatabase()

beforeEach(async () => {
  await database().pool.query('TRUNCATE run RESTART IDENTITY')
})

const ofTeam = (team: string): Actor => ({ id: team, role: 'viewer', teams: [team] })

/** A read that counts how often it was asked, under a name of its own. */
function counter(name: string, actor = system) {
  let reads = 0
  return () => remembered(actor, name, async () => ++reads)
}

test('what was read serves until a job has run', async () => {
  const read = counter('until a job')
  expect([await read(), await read()]).toEqual([1, 1])
  const id = await startRun('recommend', '', nowMs)
  await finishRun(id, { nowMs, state: 'done', counts: {}, problems: [] })
  expect([await read(), await read()]).toEqual([2, 2])
})

test('what was read while a job was at work is read again when it has ended', async () => {
  const id = await startRun('recommend', '', nowMs)
  const read = counter('while a job')
  expect([await read(), await read()]).toEqual([1, 1])
  await finishRun(id, { nowMs, state: 'done', counts: {}, problems: [] })
  expect([await read(), await read()]).toEqual([2, 2])
})

test('who sees other teams is given an answer of their own', async () => {
  const [all, shop] = [counter('own answers'), counter('own answers', ofTeam('shop'))]
  expect([await all(), await all(), await all()]).toEqual([1, 1, 1])
  expect(await shop()).toBe(1)
  const seen = await remembered(ofTeam('shop'), 'own answers', async () => 'read again')
  expect(seen).toBe(1)
  expect(await remembered(ofTeam('search'), 'own answers', async () => 'another')).toBe('another')
})

test('readers at the same time share one read', async () => {
  const read = counter('shared')
  expect(await Promise.all([read(), read(), read()])).toEqual([1, 1, 1])
})

test('a read that failed is not remembered', async () => {
  const fail = () => remembered(system, 'failing', () => Promise.reject(new Error('the database is away')))
  await expect(fail()).rejects.toThrow('the database is away')
  expect(await remembered(system, 'failing', async () => 'back')).toBe('back')
})
