import { presentApiLimits, windowStart } from '#lib/present/api-data.ts'
import { listLimits } from '#lib/store/limits.ts'
import { answer } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/limits'

/** Limits beside the resources, the fullest first, with the days of the window. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const { actor, nowMs, query } = asked
    const sinceMs = windowStart(query.window ?? '90d', nowMs)
    const list = { items: presentApiLimits(await listLimits(actor), { ...query, sinceMs }) }
    return onePage(list, path, asked, ({ id }) => id)
  })
}
