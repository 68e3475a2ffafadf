import { readConfig } from '../config.ts'
import { env } from '../env.ts'
import type { AccessRule } from '../model/access.ts'
import type { OidcSettings } from './oidc.ts'
import type { TrustedJwtSettings } from './trusted-jwt.ts'

/** What the groups of the provider may, and the claim that names them. */
export function accessRules(): { readonly rules: readonly AccessRule[]; readonly groupsClaim: string } {
  const { access } = readConfig(env().HEADROOM_CONFIG)
  return { rules: access?.rules ?? [], groupsClaim: access?.groupsClaim ?? 'groups' }
}

/** The identity provider, where one is set up: issuer, client and the address of the pages. */
export function oidcSettings(): OidcSettings | undefined {
  const { OIDC_ISSUER, OIDC_CLIENT_ID, OIDC_CLIENT_SECRET } = env()
  if (!OIDC_ISSUER || !OIDC_CLIENT_ID || !OIDC_CLIENT_SECRET) return undefined
  const { groupsClaim } = accessRules()
  return {
    issuer: OIDC_ISSUER,
    clientId: OIDC_CLIENT_ID,
    clientSecret: OIDC_CLIENT_SECRET,
    redirectUri: `${publicUrl()}/sign-in/callback`,
    groupsClaim,
  }
}

/** The header and the checks of a proxy that signs people in; all four settings, or the mode is off. */
export function trustedJwtSettings(): (TrustedJwtSettings & { readonly header: string }) | undefined {
  const { TRUSTED_JWT_HEADER, TRUSTED_JWKS_URL, TRUSTED_JWT_ISSUER, TRUSTED_JWT_AUDIENCE } = env()
  if (!TRUSTED_JWT_HEADER || !TRUSTED_JWKS_URL || !TRUSTED_JWT_ISSUER || !TRUSTED_JWT_AUDIENCE)
    return undefined
  return {
    header: TRUSTED_JWT_HEADER,
    jwksUrl: TRUSTED_JWKS_URL,
    issuer: TRUSTED_JWT_ISSUER,
    audience: TRUSTED_JWT_AUDIENCE,
    groupsClaim: accessRules().groupsClaim,
  }
}

/** Address under which people reach the pages, without a slash at its end. */
export function publicUrl(): string {
  const { PUBLIC_URL, HOST, PORT } = env()
  return PUBLIC_URL ?? `http://${HOST}:${PORT}`
}

/** Pages are reached over https alone: cookies are bound to the host and never sent in the clear. */
export function isSecure(): boolean {
  return publicUrl().startsWith('https:')
}
