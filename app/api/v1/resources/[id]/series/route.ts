import { presentApiSeries } from '#lib/present/api-detail.ts'
import { shownDimension } from '#lib/present/resource.ts'
import { readResourceDetail } from '#lib/store/resource-detail.ts'
import { answer, ProblemError } from '../../../answer.ts'
import { seriesQuery } from '../../../parameters.ts'

type Context = { readonly params: Promise<{ readonly id: string }> }

/** The measured days of one dimension. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, '/api/v1/resources/{id}/series', async ({ actor, nowMs, search }) => {
    const { dim, sinceMs } = seriesQuery(search, nowMs)
    const detail = await readResourceDetail(actor, (await params).id)
    const dimension = dim ?? (detail && shownDimension(detail, undefined)?.dimension)
    const series = detail && dimension && presentApiSeries(detail, dimension, sinceMs)
    if (!series) throw new ProblemError(404, 'There is no such resource, or nothing was measured of it.')
    return series
  })
}
