import '../../resources/[id]/detail.css'
import '../../_overview/overview.css'
import '../_components/review.css'
import '../_components/review-print.css'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { ReviewPage } from './_components/review-page.tsx'
import { loadReview } from './load-review.ts'

type PageProps = { readonly params: Promise<{ readonly week: string }> }

export async function generateMetadata({ params }: PageProps): Promise<Metadata> {
  return { title: `Review ${(await params).week}` }
}

/** One capacity review as it was frozen, with what was decided in it. */
export default async function Page({ params }: PageProps) {
  const view = await loadReview((await params).week)
  if (!view) notFound()
  return <ReviewPage view={view} />
}
