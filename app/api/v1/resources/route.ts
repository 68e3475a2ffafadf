import { presentResourcesPage } from '#lib/present/api-resources.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { answer, ProblemError } from '../answer.ts'
import { listQuery } from '../parameters.ts'

/** One page of the resources that the page with the same query lists, in its order. */
export function GET(request: Request): Promise<Response> {
  return answer(request, '/api/v1/resources', async ({ actor, search }) => {
    const asked = listQuery(search)
    const page = presentResourcesPage({ rows: await listFleet(actor), ...asked })
    if (typeof page === 'string') throw new ProblemError(400, page)
    return page
  })
}
