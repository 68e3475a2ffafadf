import { generateKeyPairSync } from 'node:crypto'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, SignJWT, UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { identityOfJwt, type TrustedJwtSettings } from '#lib/identity/trusted-jwt.ts'

const nowMs = Date.UTC(2026, 10, 25, 14, 5)
const ours = generateKeyPairSync('ec', { namedCurve: 'P-256' })
const foreign = generateKeyPairSync('ec', { namedCurve: 'P-256' })
let server: Server
let settings: TrustedJwtSettings

beforeAll(async () => {
  const jwk = { ...(await exportJWK(ours.publicKey)), kid: 'k', alg: 'ES256', use: 'sig' }
  server = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json')
    response.end(JSON.stringify({ keys: [jwk] }))
  })
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const jwksUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/jwks`
  settings = { jwksUrl, issuer: 'https://proxy.example', audience: 'headroom', groupsClaim: 'groups' }
})
afterAll(() => new Promise((done) => server.close(done)))

const claims = {
  sub: 'ana',
  name: 'Ana',
  groups: ['developers'],
  iss: 'https://proxy.example',
  aud: 'headroom',
  exp: nowMs / 1000 + 300,
}
const sign = (changes: Record<string, unknown>, key = ours.privateKey) =>
  new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg: 'ES256', kid: 'k' }).sign(key)

describe('a token of a trusted proxy', () => {
  test('tells who asks', async () => {
    expect(await identityOfJwt(await sign({}), settings, nowMs)).toEqual({
      issuer: 'https://proxy.example',
      subject: 'ana',
      name: 'Ana',
      groups: ['developers'],
    })
  })

  test.each([
    ['issuer', { iss: 'https://evil.example' }],
    ['audience', { aud: 'another' }],
    ['end that is past', { exp: nowMs / 1000 - 60 }],
    ['start that lies ahead', { nbf: nowMs / 1000 + 600 }],
    ['missing end', { exp: undefined }],
    ['missing subject', { sub: undefined }],
  ])('with a wrong %s is nobody', async (_, changes) => {
    expect(await identityOfJwt(await sign(changes), settings, nowMs)).toBeUndefined()
  })

  test('that another key signed, that none signed, or that is none, is nobody', async () => {
    expect(await identityOfJwt(await sign({}, foreign.privateKey), settings, nowMs)).toBeUndefined()
    expect(await identityOfJwt(new UnsecuredJWT(claims).encode(), settings, nowMs)).toBeUndefined()
    expect(await identityOfJwt('a.b.c', settings, nowMs)).toBeUndefined()
  })
})
