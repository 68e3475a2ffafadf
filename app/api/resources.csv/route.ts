import { currentActor } from '#lib/identity/actor.ts'
import { isoDay } from '#lib/model/time.ts'
import { resourcesCsv } from '#lib/present/resources-csv.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { takeExport } from '../../_requests/take-turn.ts'
import { parseSearch, searchParamsOf } from '../../resources/search-params.ts'

export const dynamic = 'force-dynamic'

/** The resources that the page with the same query lists, all of them. */
export async function GET(request: Request): Promise<Response> {
  const nowMs = Date.now()
  const actor = await currentActor(nowMs)
  if (!actor) return new Response('Sign in first.\n', { status: 401 })
  const busy = await takeExport(actor)
  if (busy) return busy
  const { query } = parseSearch(searchParamsOf(new URL(request.url).searchParams))
  return new Response(resourcesCsv(await listFleet(actor), query), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="headroom-resources-${isoDay(nowMs)}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
