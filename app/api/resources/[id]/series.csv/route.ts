import { shownDimension } from '#lib/present/resource.ts'
import { seriesCsv } from '#lib/present/resource-csv.ts'
import { parseResourceQuery } from '#lib/present/resource-query.ts'
import { readResourceDetail } from '#lib/store/resource-detail.ts'
import { takeExport } from '../../../../_requests/take-turn.ts'
import { whoAsks } from '../../../../_requests/who-asks.ts'

type Context = { readonly params: Promise<{ readonly id: string }> }

/** Daily history and forecast quantiles of one dimension (`?dim=cpu`) as CSV. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const { id } = await params
  const query = parseResourceQuery(Object.fromEntries(new URL(request.url).searchParams))
  const actor = await whoAsks(Date.now())
  if (actor instanceof Response) return actor
  const busy = await takeExport(actor)
  if (busy) return busy
  const detail = await readResourceDetail(actor, id)
  const dimension = detail && shownDimension(detail, query.dimension)?.dimension
  const csv = dimension && seriesCsv(detail, dimension)
  if (!csv) return new Response('no such resource, or nothing measured of it\n', { status: 404 })
  const name = `${detail.resource.id}-${dimension}.csv`.replace(/[^\w.-]/g, '_')
  return new Response(csv, {
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}"`,
    },
  })
}
