import { createHash, generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, SignJWT } from 'jose'
import Provider from 'oidc-provider'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { beginSignIn, finishSignIn, type OidcSettings, safeReturn } from '#lib/identity/oidc.ts'
import { minuteMs } from '#lib/model/time.ts'
import { withDatabase } from '../support/database.ts'

withDatabase()

const nowMs = Date.now()
const redirectUri = 'https://headroom.example/sign-in/callback'
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
let server: Server
let settings: OidcSettings

/** What the provider's answer to the code is turned into, so that a wrong one can be shown. */
let tampered: ((claims: Record<string, unknown>) => Record<string, unknown>) | undefined

beforeAll(async () => {
  server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const jwk = { ...(await exportJWK(privateKey)), kid: 'k', alg: 'RS256', use: 'sig' }
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: 'headroom',
        client_secret: 'secret',
        redirect_uris: [redirectUri],
        grant_types: ['authorization_code'],
      },
    ],
    jwks: { keys: [jwk] },
    claims: { openid: ['sub', 'groups'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, name: 'Ana', groups: ['payments-developers'] }),
    }),
  })
  const handle = provider.callback()
  server.on('request', async (request, response) => {
    const [, uid] = /^\/interaction\/([\w-]+)$/.exec(request.url ?? '') ?? []
    if (uid) return agree(provider, request, response)
    if (request.url === '/token' && tampered)
      return answerWrongly(request, response, { provider, issuer, change: tampered })
    return handle(request, response)
  })
  settings = { issuer, clientId: 'headroom', clientSecret: 'secret', redirectUri, groupsClaim: 'groups' }
})
afterAll(() => new Promise((done) => server.close(done)))
beforeEach(() => {
  tampered = undefined
})

type Message = Parameters<Provider['interactionDetails']>
/** The person signs in and agrees. */
async function agree(provider: Provider, request: Message[0], response: Message[1]): Promise<void> {
  const { prompt, params } = await provider.interactionDetails(request, response)
  if (prompt.name === 'login')
    return provider.interactionFinished(request, response, { login: { accountId: 'ana' } })
  const grant = new provider.Grant({ accountId: 'ana', clientId: String(params.client_id) })
  grant.addOIDCScope('openid profile')
  return provider.interactionFinished(request, response, { consent: { grantId: await grant.save() } })
}

type Tampering = {
  readonly provider: Provider
  readonly issuer: string
  readonly change: (claims: Record<string, unknown>) => Record<string, unknown>
}

/** Answers the code with an ID token that the provider's own key signed and that is wrong in one place. */
async function answerWrongly(
  request: Message[0],
  response: Message[1],
  { provider, issuer, change }: Tampering,
): Promise<void> {
  let body = ''
  for await (const chunk of request) body += chunk
  const code = new URLSearchParams(body).get('code') ?? ''
  const found = await provider.AuthorizationCode.find(code)
  const seconds = Math.floor(Date.now() / 1000)
  const claims = {
    iss: issuer,
    aud: 'headroom',
    sub: 'ana',
    nonce: found?.nonce,
    iat: seconds,
    exp: seconds + 600,
  }
  const idToken = await new SignJWT(change(claims))
    .setProtectedHeader({ alg: 'RS256', kid: 'k' })
    .sign(privateKey)
  response.setHeader('content-type', 'application/json')
  response.end(JSON.stringify({ access_token: 'a', token_type: 'Bearer', expires_in: 60, id_token: idToken }))
}

/** Follows the redirects as a browser does, up to the one back to us; returns its query. */
async function signInAt(url: string): Promise<string> {
  const cookies = new Map<string, string>()
  let next = url
  for (let i = 0; i < 12; i++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    const response = await fetch(next, { redirect: 'manual', headers: { cookie } })
    for (const line of response.headers.getSetCookie()) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? []
      cookies.set(name, value)
    }
    const location = response.headers.get('location')
    if (!location) throw new Error(`${next} answered ${response.status}: ${await response.text()}`)
    const target = new URL(location, next)
    if (target.href.startsWith(redirectUri)) return target.search
    next = target.href
  }
  throw new Error('too many redirects')
}

const begin = () => beginSignIn(settings, { returnTo: '/resources', nowMs })

describe('a sign-in at a real OpenID provider', () => {
  test('gives issuer, subject, name and groups, and the way back', async () => {
    const { url, attempt } = await begin()
    const query = await signInAt(url)
    expect(await finishSignIn(settings, { query, attempt, nowMs })).toEqual({
      identity: { issuer: settings.issuer, subject: 'ana', name: 'Ana', groups: ['payments-developers'] },
      returnTo: '/resources',
    })
  })

  test('asks with PKCE S256, a state and a nonce, each new', async () => {
    const queries = await Promise.all([1, 2].map(async () => new URL((await begin()).url).searchParams))
    for (const query of queries) {
      expect(query.get('code_challenge_method')).toBe('S256')
      expect(query.get('redirect_uri')).toBe(redirectUri)
      expect(query.get('response_type')).toBe('code')
    }
    for (const name of ['state', 'nonce', 'code_challenge']) {
      expect(new Set(queries.map((query) => query.get(name))).size).toBe(2)
    }
  })

  test('serves once: the same answer again is refused', async () => {
    const { url, attempt } = await begin()
    const given = { query: await signInAt(url), attempt, nowMs }
    expect(await finishSignIn(settings, given)).toHaveProperty('identity')
    expect(await finishSignIn(settings, given)).toHaveProperty('refused')
  })

  test('of another browser is refused: the attempt is tied to the cookie', async () => {
    const [mine, other] = [await begin(), await begin()]
    const query = await signInAt(mine.url)
    expect(await finishSignIn(settings, { query, attempt: other.attempt, nowMs })).toHaveProperty('refused')
    expect(await finishSignIn(settings, { query, attempt: undefined, nowMs })).toHaveProperty('refused')
    expect(await finishSignIn(settings, { query, attempt: 'guessed', nowMs })).toHaveProperty('refused')
  })

  test('with a wrong state is refused', async () => {
    const { url, attempt } = await begin()
    const query = (await signInAt(url)).replace(/state=[^&]+/, 'state=forged')
    expect(await finishSignIn(settings, { query, attempt, nowMs })).toHaveProperty('refused')
  })

  test('that took longer than ten minutes is refused', async () => {
    const { url, attempt } = await begin()
    const query = await signInAt(url)
    expect(await finishSignIn(settings, { query, attempt, nowMs: nowMs + 11 * minuteMs })).toHaveProperty(
      'refused',
    )
  })

  test('with a code that was used elsewhere is refused', async () => {
    const first = await begin()
    const query = await signInAt(first.url)
    await finishSignIn(settings, { query, attempt: first.attempt, nowMs })
    const second = await begin()
    const state = new URL(second.url).searchParams.get('state')
    const replayed = query.replace(/state=[^&]+/, `state=${state}`)
    expect(await finishSignIn(settings, { query: replayed, attempt: second.attempt, nowMs })).toHaveProperty(
      'refused',
    )
  })

  const seconds = Math.floor(Date.now() / 1000)
  test.each([
    ['nonce', { nonce: 'another' }],
    ['missing nonce', { nonce: undefined }],
    ['audience', { aud: 'another-client' }],
    ['issuer', { iss: 'https://evil.example' }],
    ['end, which is past', { iat: seconds - 7200, exp: seconds - 3600 }],
    ['subject, which is missing', { sub: undefined }],
  ])('whose ID token has a wrong %s is refused', async (_, change) => {
    const { url, attempt } = await begin()
    const query = await signInAt(url)
    tampered = (claims) => ({ ...claims, ...change })
    expect(await finishSignIn(settings, { query, attempt, nowMs })).toHaveProperty('refused')
  })

  test('whose ID token is right is taken: the refusals above are of what was changed', async () => {
    const { url, attempt } = await begin()
    const query = await signInAt(url)
    tampered = (claims) => claims
    expect(await finishSignIn(settings, { query, attempt, nowMs })).toHaveProperty('identity')
  })
})

test.each([
  [null, '/'],
  ['/resources?q=a', '/resources?q=a'],
  ['//evil.example', '/'],
  ['/\\evil.example', '/'],
  ['https://evil.example', '/'],
  ['/a\r\nset-cookie: x', '/'],
])('%j leads back to %s', (path, expected) => {
  expect(safeReturn(path)).toBe(expected)
})

test('a verifier is never in the address that the browser sees', async () => {
  const { url, attempt } = await begin()
  const challenge = new URL(url).searchParams.get('code_challenge') ?? ''
  expect(challenge).toHaveLength(43)
  expect(createHash('sha256').update(attempt).digest('base64url')).not.toBe(challenge)
})
