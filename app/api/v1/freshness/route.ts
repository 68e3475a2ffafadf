import { presentApiFreshness } from '#lib/present/api-data.ts'
import { readFreshness } from '#lib/store/freshness.ts'
import { answer } from '../answer.ts'

/** Age and completeness of what the answers stand on. */
export function GET(request: Request): Promise<Response> {
  return answer(request, '/api/v1/freshness', async ({ actor, nowMs }) =>
    presentApiFreshness(await readFreshness(actor, nowMs)),
  )
}
