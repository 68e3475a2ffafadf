import { presentApiGpuPool } from '#lib/present/api-team.ts'
import { isGpuPool } from '#lib/present/gpu-pools.ts'
import { readGpuUse } from '#lib/store/gpu-use.ts'
import { readResourceDetail } from '#lib/store/resource-detail.ts'
import { answer, ProblemError } from '../../answer.ts'

type Context = { readonly params: Promise<{ readonly id: string }> }

/** One pool of GPUs by node and by hour. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, '/api/v1/gpu-pools/{id}', async ({ actor, nowMs }) => {
    const { id } = await params
    const detail = await readResourceDetail(actor, id)
    if (!detail || !isGpuPool(detail.resource)) throw new ProblemError(404, 'There is no such pool of GPUs.')
    return presentApiGpuPool(detail, await readGpuUse(actor, { resourceIds: [id], nowMs }), nowMs)
  })
}
