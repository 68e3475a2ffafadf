import { currentActor } from '#lib/identity/actor.ts'
import { isoDay } from '#lib/model/time.ts'
import { presentData } from '#lib/present/data.ts'
import { dataCsv } from '#lib/present/data-csv.ts'
import { takeExport } from '../../_requests/take-turn.ts'
import { loadData } from '../../data/load-data.ts'

export const dynamic = 'force-dynamic'

/** One table of the page of data and jobs, `?table=jobs`, all its rows. */
export async function GET(request: Request): Promise<Response> {
  const nowMs = Date.now()
  const actor = await currentActor(nowMs)
  if (!actor) return new Response('Sign in first.\n', { status: 401 })
  const busy = await takeExport(actor)
  if (busy) return busy
  const key = new URL(request.url).searchParams.get('table')
  const table = presentData(await loadData(actor, nowMs)).tables.find((one) => one.key === key)
  if (!table) return new Response('There is no such table.\n', { status: 404 })
  return new Response(dataCsv(table), {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="headroom-${table.key}-${isoDay(nowMs)}.csv"`,
      'cache-control': 'no-store',
    },
  })
}
