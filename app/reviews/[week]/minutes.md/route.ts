import { reviewMinutes } from '#lib/present/review/review-minutes.ts'
import { loadReview } from '../load-review.ts'

/** The minutes as Markdown. */
export async function GET(_request: Request, { params }: { params: Promise<{ week: string }> }) {
  const view = await loadReview((await params).week)
  if (!view) return new Response('There is no such review.\n', { status: 404 })
  return new Response(reviewMinutes(view), {
    headers: { 'content-type': 'text/markdown; charset=utf-8', 'cache-control': 'no-store' },
  })
}
