import { createHash } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { beginSignIn, finishSignIn, type OidcSettings, safeReturn } from '#lib/identity/oidc.ts'
import { minuteMs } from '#lib/model/time.ts'
import { withDatabase } from '../support/database.ts'
import { type OpenIdProvider, openOpenIdProvider } from '../support/openid-provider.ts'

withDatabase()

const nowMs = Date.now()
const redirectUri = 'https://headroom.example/sign-in/callback'
let provider: OpenIdProvider
let settings: OidcSettings

beforeAll(async () => {
  provider = await openOpenIdProvider(redirectUri, ['payments-developers'])
  settings = {
    issuer: provider.issuer,
    clientId: 'headroom',
    clientSecret: 'secret',
    redirectUri,
    groupsClaim: 'groups',
  }
})
afterAll(() => provider.close())
beforeEach(() => provider.tamper(undefined))

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
    provider.tamper((claims) => ({ ...claims, ...change }))
    expect(await finishSignIn(settings, { query, attempt, nowMs })).toHaveProperty('refused')
  })

  test('whose ID token is right is taken: the refusals above are of what was changed', async () => {
    const { url, attempt } = await begin()
    const query = await signInAt(url)
    provider.tamper((claims) => claims)
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
