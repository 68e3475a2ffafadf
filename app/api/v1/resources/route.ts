import { presentResourcesPage } from '#lib/present/api-resources.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { answer, ProblemError } from '../answer.ts'
import { fleetQuery } from '../parameters.ts'

/** One page of the resources that the page with the same query lists, in its order. */
export function GET(request: Request): Promise<Response> {
  return answer(
    request,
    '/api/v1/resources',
    async ({ actor, search, query: { 'page-size': pageSize = 100, cursor } }) => {
      const query = fleetQuery(search)
      const page = presentResourcesPage({ rows: await listFleet(actor), query, pageSize, cursor })
      if (typeof page === 'string') throw new ProblemError(400, page)
      return page
    },
  )
}
