import { beforeEach, describe, expect, test } from 'vitest'
import { system } from '#lib/model/actor.ts'
import { dayMs, hourMs, minuteMs } from '#lib/model/time.ts'
import { listAudit } from '#lib/store/audit.ts'
import { database } from '#lib/store/client.ts'
import {
  claimDelivery,
  handOver,
  listDeliveries,
  listSubscriptions,
  planDeliveries,
  releaseLostClaims,
  saveSubscribers,
  settleDelivery,
  stopSubscription,
} from '#lib/store/deliveries.ts'
import {
  listStopped,
  requestDigestTest,
  requestResend,
  resumeSubscription,
} from '#lib/store/digest-requests.ts'
import { listDue } from '#lib/store/due.ts'
import { withDatabase } from '../support/database.ts'
import { nowMs } from './estate-rows.ts'

withDatabase()
beforeEach(() =>
  database().pool.query('TRUNCATE delivery, subscription, audit_entry, rate_bucket, due_period'),
)

const key = { week: '2026-W48', team: 'payments', recipient: 'ana@example.com' }
const plan = { ...key, channel: 'email' as const, dueMs: nowMs }

async function claimed(atMs = nowMs) {
  const delivery = await claimDelivery(atMs)
  if (!delivery) throw new Error('a delivery is due')
  return delivery
}
const states = async () => (await listDeliveries(system)).map(({ state }) => state)

describe('the delivery ledger', () => {
  test('plans once, whoever plans and however often', async () => {
    const planned = await Promise.all([1, 2, 3, 4].map(() => planDeliveries([plan], nowMs)))
    expect(planned.reduce((a, b) => a + b)).toBe(1)
    expect(await planDeliveries([plan], nowMs + dayMs)).toBe(0)
  })

  test('gives one delivery to one worker', async () => {
    await planDeliveries([plan], nowMs)
    const claims = await Promise.all([1, 2, 3, 4, 5].map(() => claimDelivery(nowMs)))
    expect(claims.filter(Boolean)).toHaveLength(1)
  })

  test('plans a delivery again whose worker died before anything left', async () => {
    await planDeliveries([plan], nowMs)
    const lost = await claimed()
    expect(await releaseLostClaims(nowMs + minuteMs)).toBe(0)
    expect(await releaseLostClaims(nowMs + 4 * minuteMs)).toBe(1)
    expect(await states()).toEqual(['planned'])
    expect(await handOver(lost.leaseId)).toBe(false)
  })

  test('never sends again what may have left: unknown, until a late answer or a person says otherwise', async () => {
    await planDeliveries([plan], nowMs)
    const lost = await claimed()
    expect(await handOver(lost.leaseId)).toBe(true)
    await releaseLostClaims(nowMs + 4 * minuteMs)
    expect(await states()).toEqual(['unknown'])
    expect(await claimDelivery(nowMs + dayMs)).toBeUndefined()
    await settleDelivery(lost, { kind: 'sent' }, nowMs + 5 * minuteMs)
    expect(await states()).toEqual(['sent'])
    await settleDelivery(lost, { kind: 'unknown', note: 'late' }, nowMs + 6 * minuteMs)
    expect(await states()).toEqual(['sent'])
  })

  test('waits longer after each refusal and fails in the end', async () => {
    await planDeliveries([plan], nowMs)
    let atMs = nowMs
    let tries = 0
    for (let delivery = await claimDelivery(atMs); delivery; delivery = await claimDelivery(atMs)) {
      tries++
      await settleDelivery(delivery, { kind: 'retry', note: '451' }, atMs)
      expect(await claimDelivery(atMs + 59_000)).toBeUndefined()
      atMs += dayMs
    }
    expect(tries).toBe(9)
    expect(await listDeliveries(system)).toMatchObject([{ state: 'failed', note: '451', attempt: 9 }])
  })

  test('marks as late what is claimed more than two hours after its slot', async () => {
    await planDeliveries([plan], nowMs)
    expect((await claimed(nowMs + 3 * hourMs)).late).toBe(true)
  })

  test('sends an unknown one again only when someone who may asks', async () => {
    await planDeliveries([plan], nowMs)
    const delivery = await claimed()
    await handOver(delivery.leaseId)
    await settleDelivery(delivery, { kind: 'unknown', note: 'cut' }, nowMs)
    const viewer = { id: 'ben', role: 'viewer', teams: ['payments'] } as const
    const stranger = { id: 'eve', role: 'editor', teams: ['search'] } as const
    const editor = { id: 'ana', role: 'editor', teams: ['payments'] } as const
    for (const other of [viewer, stranger])
      await expect(requestResend(other, key, nowMs)).rejects.toThrow('needs an editor')
    await requestResend(editor, key, nowMs)
    await expect(requestResend(editor, key, nowMs)).rejects.toThrow('neither unknown nor failed')
    expect((await claimed()).attempt).toBe(1)
    expect((await listAudit(system, 5)).map(({ actor, action }) => `${actor} ${action}`)).toEqual([
      'ana delivery.resend',
    ])
  })

  test('takes a test to an address from those who may, a few a minute, and asks the worker', async () => {
    const editor = { id: 'ana', role: 'editor', teams: ['payments'] } as const
    const ask = (address: string, team = 'payments', i = 0) =>
      requestDigestTest(editor, { team, address }, nowMs + i)
    await ask('ana@example.com')
    await expect(ask('ana@example.com', '')).rejects.toThrow('needs an admin')
    await expect(ask('ana@example.com\r\nBcc: x@y')).rejects.toThrow('is no address')
    for (let i = 1; i < 6; i++) await ask('ana@example.com', 'payments', i)
    await expect(ask('ana@example.com', 'payments', 7)).rejects.toThrow('At most 6 tests a minute')
    expect(await listDeliveries(system)).toHaveLength(6)
    expect((await listDue()).map(({ job }) => job)).toEqual(['send-digest'])
  })

  test('shows a viewer the deliveries of their teams alone', async () => {
    await planDeliveries([plan, { ...plan, team: 'search' }], nowMs)
    const seen = await listDeliveries({ id: 'ana', role: 'viewer', teams: ['search'] })
    expect(seen.map(({ team }) => team)).toEqual(['search'])
  })
})

describe('a subscription', () => {
  test('begins when it is first named and stays when it is named again', async () => {
    await saveSubscribers([key], nowMs)
    await saveSubscribers([key], nowMs + dayMs)
    expect(await listSubscriptions()).toEqual([{ team: key.team, recipient: key.recipient, sinceMs: nowMs }])
  })

  test('stops by the token of its messages, and by no other', async () => {
    await saveSubscribers([key], nowMs)
    await planDeliveries([plan], nowMs)
    const { unsubscribeToken = '' } = await claimed()
    expect(unsubscribeToken).toHaveLength(43)
    expect(await stopSubscription('guessed', nowMs)).toBe(false)
    expect(await stopSubscription(unsubscribeToken, nowMs)).toBe(true)
    expect(await listSubscriptions()).toMatchObject([{ stoppedMs: nowMs }])
    expect((await listAudit(system, 5)).map(({ action }) => action)).toEqual(['subscription.stop'])
    const stranger = { id: 'eve', role: 'editor', teams: ['search'] } as const
    const editor = { id: 'ana', role: 'editor', teams: ['payments'] } as const
    expect(await listStopped(stranger)).toEqual([])
    expect(await listStopped(editor)).toMatchObject([{ recipient: key.recipient }])
    await expect(resumeSubscription(stranger, key, nowMs)).rejects.toThrow('needs an editor')
    await resumeSubscription(editor, key, nowMs + dayMs)
    expect(await listSubscriptions()).toEqual([
      { team: key.team, recipient: key.recipient, sinceMs: nowMs + dayMs },
    ])
  })

  test('stops after the second final refusal', async () => {
    await saveSubscribers([key], nowMs)
    for (const week of ['2026-W48', '2026-W49']) {
      await planDeliveries([{ ...plan, week }], nowMs)
      await settleDelivery(await claimed(), { kind: 'failed', note: '550' }, nowMs)
      expect((await listSubscriptions())[0]?.stoppedMs).toBe(week === '2026-W49' ? nowMs : undefined)
    }
  })
})
