import { presentApiDetail } from '#lib/present/api-detail.ts'
import { readResourceDetail } from '#lib/store/resource-detail.ts'
import { answer, ProblemError } from '../../answer.ts'

type Context = { readonly params: Promise<{ readonly id: string }> }

/** One resource: verdict, options, forecasts, changes, second opinions. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, '/api/v1/resources/{id}', async ({ actor }) => {
    const detail = await readResourceDetail(actor, (await params).id)
    if (!detail) throw new ProblemError(404, 'There is no such resource.')
    return presentApiDetail(detail)
  })
}
