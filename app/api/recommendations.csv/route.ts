import { currentActor } from '#lib/identity/actor.ts'
import { isoDay } from '#lib/model/time.ts'
import { recommendationsCsv } from '#lib/present/recommendations-export.ts'
import { takeExport } from '../../_requests/take-turn.ts'
import { loadRecommendations } from '../../recommendations/load-recommendations.ts'

export const dynamic = 'force-dynamic'

/** The ranked changes, `?kind=save`, or some of them, `?id=a,b`. */
export async function GET(request: Request): Promise<Response> {
  const nowMs = Date.now()
  const actor = await currentActor(nowMs)
  if (!actor) return new Response('Sign in first.\n', { status: 401 })
  const busy = await takeExport(actor)
  if (busy) return busy
  const search = new URL(request.url).searchParams
  const ids = (search.get('id') ?? '').split(',').filter(Boolean)
  const input = await loadRecommendations(actor, { kind: search.get('kind'), nowMs })
  return new Response(recommendationsCsv(input, ids), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="headroom-recommendations-${isoDay(nowMs)}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
