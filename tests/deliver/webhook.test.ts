import { execFileSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { buildDigest } from '#lib/deliver/build-digest.ts'
import { postOnce } from '#lib/deliver/post.ts'
import { isPublicAddress } from '#lib/deliver/public-address.ts'
import { signatureOf, slackMessage, webhookMessage } from '#lib/deliver/webhook.ts'
import type { ClaimedDelivery } from '#lib/model/delivery.ts'
import { digestInput } from '../support/digest-fixture.ts'
import { hostileStrings } from '../support/hostile-strings.ts'

const dir = mkdtempSync(join(tmpdir(), 'headroom-tls-'))
let server: Server
let url = ''
let ca = ''
let status = 200
let mode: 'answer' | 'cut' = 'answer'
const requests: { path: string; headers: Record<string, unknown>; body: string }[] = []

beforeAll(async () => {
  const [key, cert] = [join(dir, 'key.pem'), join(dir, 'cert.pem')]
  const subject = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost']
  execFileSync(
    'openssl',
    ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert, ...subject],
    { stdio: 'ignore' },
  )
  ca = readFileSync(cert, 'utf8')
  server = createServer({ key: readFileSync(key), cert: ca }, (request, response) => {
    let body = ''
    request.on('data', (chunk) => {
      body += chunk
    })
    request.on('end', () => {
      requests.push({ path: request.url ?? '', headers: request.headers, body })
      if (mode === 'cut') return request.socket.destroy()
      response.writeHead(status, { location: 'https://127.0.0.1/elsewhere' }).end('ok')
    })
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  url = `https://localhost:${(server.address() as AddressInfo).port}/hook`
})
afterAll(async () => {
  await new Promise((done) => server.close(done))
  rmSync(dir, { recursive: true, force: true })
})

const digest = buildDigest(digestInput())
const delivery = { week: '2026-W48', team: 'payments', late: false } as ClaimedDelivery
const rules = () => ({ isAllowed: () => true, ca })
const nowMs = Date.UTC(2026, 10, 23, 8)

describe('a webhook', () => {
  test('gets the digest with a signature over time and body, once', async () => {
    status = 200
    const posted = webhookMessage(url, { digest, delivery }, { secret: 'a secret of the receiver', nowMs })
    expect(await postOnce(posted, async () => true, rules())).toEqual({ kind: 'sent' })
    const { headers = {}, body = '' } = requests.at(-1) ?? {}
    const [, seconds = '', signature] =
      /^t=(\d+),v1=([0-9a-f]{64})$/.exec(String(headers['x-headroom-signature'])) ?? []
    expect(Number(seconds)).toBe(nowMs / 1000)
    expect(signature).toBe(signatureOf('a secret of the receiver', `${seconds}.${body}`))
    expect(JSON.parse(body)).toMatchObject({ week: '2026-W48', team: 'payments', subject: digest.subject })
  })

  test.each([
    [204, 'sent'],
    [302, 'failed'],
    [404, 'failed'],
    [429, 'retry'],
    [500, 'unknown'],
  ] as const)('that answers %d ends as %s, and no redirect is followed', async (code, kind) => {
    status = code
    const before = requests.length
    expect((await postOnce({ url, headers: {}, body: '{}' }, async () => true, rules())).kind).toBe(kind)
    expect(requests.length - before).toBe(1)
  })

  test('that cuts the connection is unknown; one that cannot be reached is tried again', async () => {
    mode = 'cut'
    expect((await postOnce({ url, headers: {}, body: '{}' }, async () => true, rules())).kind).toBe('unknown')
    mode = 'answer'
    expect(
      (await postOnce({ url: 'https://127.0.0.1:1/', headers: {}, body: '{}' }, async () => true, rules()))
        .kind,
    ).toBe('retry')
  })

  test.each([
    'http://example.com/',
    url,
    'https://127.0.0.1/',
    'https://[::1]/',
    'https://169.254.169.254/',
    'https://[fd00:ec2::254]/',
    'https://[::ffff:10.0.0.1]/',
    'https://10.1.2.3/',
  ])('at %s is refused: only public https addresses are sent to', async (address) => {
    const before = requests.length
    expect((await postOnce({ url: address || url, headers: {}, body: '{}' }, async () => true)).kind).toBe(
      'failed',
    )
    expect(requests.length).toBe(before)
  })
})

test.each([
  ['8.8.8.8', true],
  ['2606:4700::1111', true],
  ['0.0.0.0', false],
  ['100.64.1.1', false],
  ['172.31.255.255', false],
  ['172.32.0.1', true],
  ['fe80::1', false],
  ['::', false],
  ['64:ff9b::a00:1', false],
  ['2002:a00:1::', false],
  ['not an address', false],
])('%s is public: %s', (address, expected) => {
  expect(isPublicAddress(address)).toBe(expected)
})

describe('a message for Slack', () => {
  test.each(hostileStrings)('shows $what as text', ({ text }) => {
    const rows = digestInput()
      .rows.slice(0, 3)
      .map((row) => ({ ...row, resource: { ...row.resource, name: text } }))
    const { body } = slackMessage(url, buildDigest(digestInput({ rows })), false)
    const message = JSON.parse(body)
    expect(message.text).not.toMatch(/<[!@#h]/)
    expect(
      message.blocks.every((block: { text: { type: string } }) => block.text.type === 'plain_text'),
    ).toBe(true)
    expect(message.blocks.length).toBeLessThanOrEqual(40)
  })
})
