import { windowStart } from '#lib/present/api-data.ts'
import { presentApiSeries } from '#lib/present/api-detail.ts'
import { shownDimension } from '#lib/present/resource.ts'
import { readResourceDetail } from '#lib/store/resource-detail.ts'
import { answer, ProblemError } from '../../../answer.ts'

type Context = { readonly params: Promise<{ readonly id: string }> }

/** The measured days of one dimension. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, '/api/v1/resources/{id}/series', async ({ actor, nowMs, query }) => {
    const { dim, window = '455d' } = query
    const detail = await readResourceDetail(actor, (await params).id)
    const dimension = dim ?? (detail && shownDimension(detail, undefined)?.dimension)
    const series = detail && dimension && presentApiSeries(detail, dimension, windowStart(window, nowMs))
    if (!series) throw new ProblemError(404, 'There is no such resource, or nothing was measured of it.')
    return series
  })
}
