import { afterEach, describe, expect, test } from 'vitest'
import { sendBySmtp } from '#lib/deliver/smtp.ts'
import { openSmtpSink, type SmtpFault, type SmtpSink } from '../support/smtp-sink.ts'

let sink: SmtpSink
afterEach(() => sink.close())

const message = Buffer.from('Subject: x\r\n\r\nhello\r\n.dot\r\n')
const addressed = { from: 'headroom@example.com', to: 'ana@example.com', message }

async function send(fault: SmtpFault, lease = true) {
  sink = await openSmtpSink(() => fault)
  let handed = 0
  const outcome = await sendBySmtp({ url: sink.url, silenceMs: 2000 }, addressed, async () => {
    handed++
    return lease
  })
  return { outcome, handed, received: sink.received.length }
}

describe('a message over SMTP', () => {
  test('is sent, and noted in the ledger before its first byte leaves', async () => {
    expect(await send('none')).toEqual({ outcome: { kind: 'sent' }, handed: 1, received: 1 })
    expect(sink.received[0]?.raw.toString()).toContain('hello\r\n.dot')
    expect(sink.received[0]?.to).toEqual(['ana@example.com'])
  })

  test.each([
    ['421', 'retry', 0],
    ['451', 'retry', 0],
    ['550', 'failed', 0],
    ['cut-before', 'retry', 0],
    ['452-after-data', 'retry', 1],
    ['cut-during', 'unknown', 1],
    ['cut-after', 'unknown', 1],
  ] as const)('with the fault %s ends as %s', async (fault, kind, handed) => {
    const result = await send(fault)
    expect(result).toMatchObject({ outcome: { kind }, handed, received: fault === 'cut-after' ? 1 : 0 })
  })

  test('never leaves when the lease was lost', async () => {
    const { outcome, received } = await send('none', false)
    expect(outcome.kind).toBe('retry')
    expect(received).toBe(0)
  })

  test('waits for another try where no server answers', async () => {
    sink = await openSmtpSink()
    const outcome = await sendBySmtp({ url: 'smtp://127.0.0.1:1' }, addressed, async () => true)
    expect(outcome.kind).toBe('retry')
  })
})
