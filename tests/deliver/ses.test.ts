import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sendBySes } from '#lib/deliver/ses.ts'
import { setEnvironment } from '#lib/env.ts'

/** What the next request is answered: a status with the error that SES names, or a connection that is cut. */
let answer: { status: number; error?: string } | 'cut' = { status: 200 }
const received: { path: string; body: Record<string, never> }[] = []
let server: Server

beforeAll(async () => {
  server = createServer((request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      received.push({ path: `${request.method} ${request.url}`, body: JSON.parse(body || '{}') })
      if (answer === 'cut') return request.socket.destroy()
      const { status, error } = answer
      response.writeHead(status, {
        'content-type': 'application/json',
        ...(error === undefined ? {} : { 'x-amzn-errortype': error }),
      })
      response.end(JSON.stringify(error === undefined ? { MessageId: 'm' } : { message: `${error} it says` }))
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  setEnvironment({
    AWS_ENDPOINT_URL: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    AWS_ACCESS_KEY_ID: 'AKIATEST',
    AWS_SECRET_ACCESS_KEY: 'secret',
  })
})
afterAll(async () => {
  setEnvironment({ AWS_ENDPOINT_URL: '', AWS_ACCESS_KEY_ID: '', AWS_SECRET_ACCESS_KEY: '' })
  await new Promise((done) => server.close(done))
})

const message = Buffer.from('Subject: x\r\n\r\nhello')
const send = (handOver = async () => true) =>
  sendBySes('eu-west-1', { from: 'headroom@example.com', to: 'ana@example.com', message }, handOver)

describe('a message by SES', () => {
  test('is sent as it is to its one recipient', async () => {
    answer = { status: 200 }
    expect(await send()).toEqual({ kind: 'sent' })
    expect(received.at(-1)).toMatchObject({
      path: 'POST /v2/email/outbound-emails',
      body: {
        FromEmailAddress: 'headroom@example.com',
        Destination: { ToAddresses: ['ana@example.com'] },
        Content: { Raw: { Data: message.toString('base64') } },
      },
    })
  })

  test.each([
    [{ status: 400, error: 'MessageRejected' }, 'failed'],
    [{ status: 400, error: 'BadRequestException' }, 'failed'],
    [{ status: 429, error: 'TooManyRequestsException' }, 'retry'],
    [{ status: 400, error: 'SendingPausedException' }, 'retry'],
    [{ status: 403, error: 'AccessDeniedException' }, 'retry'],
    [{ status: 500, error: 'InternalFailure' }, 'unknown'],
    ['cut', 'unknown'],
  ] as const)('that is answered with %j ends as %s, and is asked once', async (given, kind) => {
    answer = given
    const before = received.length
    expect((await send()).kind).toBe(kind)
    expect(received.length - before).toBe(1)
  })

  test('never leaves when the lease was lost', async () => {
    answer = { status: 200 }
    const before = received.length
    expect((await send(async () => false)).kind).toBe('retry')
    expect(received.length).toBe(before)
  })
})
