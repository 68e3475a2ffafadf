import { presentApiData } from '#lib/present/api-data.ts'
import { presentData } from '#lib/present/data.ts'
import { loadData } from '../../../data/load-data.ts'
import { answer } from '../answer.ts'

/** What the page of data says, and which tables it has. */
export function GET(request: Request): Promise<Response> {
  return answer(request, '/api/v1/data', async ({ actor, nowMs }) =>
    presentApiData(presentData(await loadData(actor, nowMs))),
  )
}
