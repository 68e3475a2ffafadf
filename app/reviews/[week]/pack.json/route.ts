import { requireActor } from '#lib/identity/actor.ts'
import { readReviewBody } from '#lib/store/reviews.ts'

/** The frozen bytes themselves, for those who see every team. */
export async function GET(_request: Request, { params }: { params: Promise<{ week: string }> }) {
  const body = await readReviewBody(await requireActor(), (await params).week)
  if (body === undefined) return new Response('There is no such review.\n', { status: 404 })
  return new Response(body, {
    headers: { 'content-type': 'application/json', 'cache-control': 'private, no-store' },
  })
}
