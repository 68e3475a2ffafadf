import type { Metadata } from 'next'
import { oidcSettings } from '#lib/identity/sign-in-settings.ts'
import { PageHead } from '../_components/page-head.tsx'

export const metadata: Metadata = { title: 'Sign in' }
export const dynamic = 'force-dynamic'

/** How to sign in: at the identity provider where one is set up, and by the one-time link that each start prints. */
export default async function SignInPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ failed?: string }>
}) {
  const { failed } = await searchParams
  const provider = oidcSettings()
  return (
    <div className="page">
      <PageHead title="Sign in" />
      {failed === undefined ? null : (
        <p className="notice">
          The sign-in did not succeed. A link serves once and for an hour; an account needs a group that
          headroom.yaml gives a role.
        </p>
      )}
      {provider ? (
        <p>
          <a className="btn" href="/sign-in/oidc">
            Sign in at {new URL(provider.issuer).host}
          </a>
        </p>
      ) : null}
      <p>
        Each start of Headroom prints a link that signs you in once, as admin. Look for the line that begins
        with “sign in as admin” where <code>npm start</code> runs, or start again for a new link.
      </p>
    </div>
  )
}
