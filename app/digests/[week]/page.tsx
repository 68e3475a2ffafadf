import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireActor } from '#lib/identity/actor.ts'
import { instant } from '#lib/present/format.ts'
import { readDigest } from '#lib/store/digests.ts'
import { PageHead } from '../../_components/page-head.tsx'

export const metadata: Metadata = { title: 'Weekly digest' }
export const dynamic = 'force-dynamic'

type PageProps = {
  readonly params: Promise<{ readonly week: string }>
  readonly searchParams: Promise<{ readonly team?: string | string[] }>
}

/** One digest exactly as it was sent: its numbers never change. */
export default async function DigestPage({ params, searchParams }: PageProps) {
  const actor = await requireActor()
  const [{ week }, { team = '' }] = await Promise.all([params, searchParams])
  const digest = typeof team === 'string' ? await readDigest(actor, week, team) : undefined
  if (!digest) notFound()
  const shown = digest.images.reduce(
    (html, { cid, base64 }) => html.replaceAll(`src="cid:${cid}"`, `src="data:image/png;base64,${base64}"`),
    digest.html,
  )
  return (
    <>
      <PageHead
        title={week === 'preview' ? 'Next digest, as it would be now' : `Digest ${week}`}
        sub={`As of ${instant(digest.asOfMs)}`}
      />
      <p className="mut">Subject: {digest.subject}</p>
      <iframe
        className="digest"
        title={digest.subject}
        sandbox="allow-popups allow-top-navigation-by-user-activation"
        srcDoc={shown.replace('<head>', '<head><base target="_top">')}
      />
    </>
  )
}
