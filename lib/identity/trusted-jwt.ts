import { createRemoteJWKSet, type JWTVerifyGetKey, jwtVerify } from 'jose'
import { groupsOf, type Identity } from '../model/access.ts'

/** A proxy that signs people in and hands over who they are as a signed JWT. */
export type TrustedJwtSettings = {
  readonly jwksUrl: string
  readonly issuer: string
  readonly audience: string
  readonly groupsClaim: string
}

const keySets = new Map<string, JWTVerifyGetKey>()

function keysOf(url: string): JWTVerifyGetKey {
  const known = keySets.get(url)
  if (known) return known
  const made = createRemoteJWKSet(new URL(url), { timeoutDuration: 5_000 })
  keySets.set(url, made)
  return made
}

const algorithms = ['RS256', 'PS256', 'ES256', 'ES384', 'EdDSA']

/** Who the token is of; undefined where signature, issuer, audience or times are wrong, or it names nobody or no end. */
export async function identityOfJwt(
  token: string,
  { jwksUrl, issuer, audience, groupsClaim }: TrustedJwtSettings,
  nowMs: number,
): Promise<Identity | undefined> {
  try {
    const { payload } = await jwtVerify(token, keysOf(jwksUrl), {
      issuer,
      audience,
      algorithms,
      requiredClaims: ['exp', 'sub'],
      clockTolerance: 10,
      currentDate: new Date(nowMs),
    })
    const { sub: subject = '', name } = payload
    return {
      issuer,
      subject,
      groups: groupsOf(payload[groupsClaim]),
      name: typeof name === 'string' ? name : subject,
    }
  } catch {
    return undefined
  }
}
