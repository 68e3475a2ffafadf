import type { Metadata } from 'next'
import { PageHead } from '../_components/page-head.tsx'

export const metadata: Metadata = { title: 'Sign in' }

/** How to sign in: by the one-time link that each start prints. */
export default async function SignInPage({
  searchParams,
}: {
  readonly searchParams: Promise<{ failed?: string }>
}) {
  const { failed } = await searchParams
  return (
    <div className="page">
      <PageHead title="Sign in" />
      {failed === undefined ? null : (
        <p className="notice">This link is unknown, was used already or is older than an hour.</p>
      )}
      <p>
        Each start of Headroom prints a link that signs you in once, as admin. Look for the line that begins
        with “sign in as admin” where <code>npm start</code> runs, or start again for a new link.
      </p>
    </div>
  )
}
