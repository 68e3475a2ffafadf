import * as client from 'openid-client'
import { AppError, errorText } from '../errors.ts'
import { groupsOf, type Identity } from '../model/access.ts'
import type { EpochMs } from '../model/time.ts'
import { saveAttempt, takeAttempt } from '../store/sign-in-attempts.ts'

/** The identity provider and this installation's client there. */
export type OidcSettings = {
  readonly issuer: string
  readonly clientId: string
  readonly clientSecret: string
  /** Exactly as it is registered at the provider. */
  readonly redirectUri: string
  readonly groupsClaim: string
}

const discovered = new Map<string, Promise<client.Configuration>>()

/** The provider's own description, read once a process. Plain http is taken on loopback alone. */
function configurationOf({ issuer, clientId, clientSecret }: OidcSettings): Promise<client.Configuration> {
  const key = `${issuer} ${clientId}`
  const known = discovered.get(key)
  if (known) return known
  const server = new URL(issuer)
  const local = server.protocol === 'http:' && ['127.0.0.1', 'localhost', '[::1]'].includes(server.hostname)
  const options = { timeout: 5, ...(local ? { execute: [client.allowInsecureRequests] } : {}) }
  const found = client.discovery(server, clientId, clientSecret, undefined, options)
  discovered.set(key, found)
  found.catch(() => discovered.delete(key))
  return found
}

/** Reads the provider's description anew. Throws where it does not answer or is another's. */
export async function probeProvider(settings: OidcSettings): Promise<void> {
  discovered.delete(`${settings.issuer} ${settings.clientId}`)
  await configurationOf(settings)
}

/** Begins a sign-in: where to send the browser, and the secret that its cookie keeps until it comes back. */
export async function beginSignIn(
  settings: OidcSettings,
  { returnTo, nowMs }: { readonly returnTo: string; readonly nowMs: EpochMs },
): Promise<{ url: string; attempt: string }> {
  const configuration = await configurationOf(settings).catch((error) => {
    const text = `The identity provider at ${settings.issuer} does not answer: ${errorText(error)}. Check OIDC_ISSUER.`
    throw new AppError('invalid-input', text, error)
  })
  const verifier = client.randomPKCECodeVerifier()
  const [state, nonce] = [client.randomState(), client.randomNonce()]
  const url = client.buildAuthorizationUrl(configuration, {
    redirect_uri: settings.redirectUri,
    scope: 'openid profile',
    code_challenge: await client.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    state,
    nonce,
  })
  return { url: url.href, attempt: await saveAttempt({ state, nonce, verifier, returnTo }, nowMs) }
}

export type Returned = {
  /** Query of the request that came back, with its `?`. */
  readonly query: string
  /** From the cookie. */
  readonly attempt: string | undefined
  readonly nowMs: EpochMs
}

/**
 * Ends a sign-in: exchanges the code and checks state, nonce, issuer, audience, signature and times. Undefined, with the reason
 * for the log, where anything is not as it was begun; an attempt serves once.
 */
export async function finishSignIn(
  settings: OidcSettings,
  { query, attempt: secret, nowMs }: Returned,
): Promise<{ identity: Identity; returnTo: string } | { refused: string }> {
  const attempt = secret === undefined ? undefined : await takeAttempt(secret, nowMs)
  if (!attempt)
    return { refused: 'The sign-in was not begun in this browser, was used already or is too old.' }
  try {
    const tokens = await client.authorizationCodeGrant(
      await configurationOf(settings),
      new URL(`${settings.redirectUri}${query}`),
      {
        pkceCodeVerifier: attempt.verifier,
        expectedState: attempt.state,
        expectedNonce: attempt.nonce,
        idTokenExpected: true,
      },
    )
    const claims = tokens.claims()
    if (!claims) return { refused: 'The provider sent no ID token.' }
    const { iss: issuer, sub: subject, name } = claims
    const groups = groupsOf(claims[settings.groupsClaim])
    const identity = { issuer, subject, groups, name: typeof name === 'string' ? name : subject }
    return { identity, returnTo: attempt.returnTo }
  } catch (error) {
    return { refused: errorText(error) }
  }
}

/** A path of our own to go back to; anything else becomes the overview. */
export function safeReturn(path: string | null): string {
  return path !== null && /^\/(?![/\\])[^\\\p{Cc}]*$/u.test(path) && path.length < 2000 ? path : '/'
}
