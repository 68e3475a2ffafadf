import { toApiRun } from '#lib/present/api-data.ts'
import { nextAddress, readCursor } from '#lib/present/api-page.ts'
import { listRunsPage } from '#lib/store/data-page.ts'
import { answer, ProblemError } from '../answer.ts'
import { ownQuery } from '../one-page.ts'

const address = '/api/v1/runs'

/** Executions of jobs, the newest first; none for those who see only some teams. */
export function GET(request: Request): Promise<Response> {
  return answer(request, address, async ({ actor, search, query: asked }) => {
    const { job, state, 'page-size': pageSize = 100, cursor } = asked
    const query = ownQuery(search)
    const after = cursor === undefined ? undefined : readCursor(cursor)
    if (cursor !== undefined && (after?.query !== query || !/^\d{1,9}$/.test(after.after)))
      throw new ProblemError(400, 'The cursor is not one of this query. Start again without cursor.')
    const page = { job, state, limit: pageSize + 1, ...(after && { beforeId: Number(after.after) }) }
    const { total, runs } = await listRunsPage(actor, page)
    const items = runs.slice(0, pageSize).map(toApiRun)
    const last = items.at(-1)
    const more = runs.length > pageSize && last !== undefined
    return { total, items, next: more ? nextAddress({ address, query, pageSize }, String(last.id)) : null }
  })
}
