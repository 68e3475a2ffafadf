import { generateKeyPairSync } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { exportJWK, SignJWT } from 'jose'
import Provider from 'oidc-provider'

const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

export type Claims = Record<string, unknown>
export type OpenIdProvider = {
  readonly issuer: string
  /** Changes the ID token that answers the next codes; undefined = the provider answers itself. */
  tamper(change: ((claims: Claims) => Claims) | undefined): void
  close(): Promise<void>
}

/** A real OpenID provider on loopback with one client `headroom`, at which Ana of some groups signs in without a question. */
export async function openOpenIdProvider(
  redirectUri: string,
  groups: readonly string[],
): Promise<OpenIdProvider> {
  const server = createServer()
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const jwk = { ...(await exportJWK(privateKey)), kid: 'k', alg: 'RS256', use: 'sig' }
  const client = { client_id: 'headroom', client_secret: 'secret', redirect_uris: [redirectUri] }
  const provider = new Provider(issuer, {
    clients: [{ ...client, grant_types: ['authorization_code'] }],
    jwks: { keys: [jwk] },
    claims: { openid: ['sub', 'groups'], profile: ['name'] },
    conformIdTokenClaims: false,
    pkce: { required: () => true },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, id) => ({
      accountId: id,
      claims: async () => ({ sub: id, name: 'Ana', groups }),
    }),
  })
  const handle = provider.callback()
  let tampered: ((claims: Claims) => Claims) | undefined
  server.on('request', async (request, response) => {
    const [, uid] = /^\/interaction\/([\w-]+)$/.exec(request.url ?? '') ?? []
    if (uid) return agree(provider, request, response)
    if (request.url === '/token' && tampered)
      return answerWrongly(request, response, { provider, issuer, change: tampered })
    return handle(request, response)
  })
  return {
    issuer,
    tamper: (change) => {
      tampered = change
    },
    close: () => new Promise((done) => server.close(() => done())),
  }
}

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
  readonly change: (claims: Claims) => Claims
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
