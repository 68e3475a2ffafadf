import { isoDay } from '#lib/model/time.ts'
import { windowStart } from '#lib/present/api-data.ts'
import { readCosts } from '#lib/store/costs.ts'
import { answer } from '../../answer.ts'
import { onePage } from '../../one-page.ts'

const path = '/api/v1/costs/days'

/** Unblended cost by day, the newest last; an estimate is marked. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const { actor, nowMs, query } = asked
    const since = isoDay(windowStart(query.window ?? '455d', nowMs))
    const { days } = await readCosts(actor)
    const list = { items: days.filter(({ day }) => day >= since).map((one) => ({ ...one })) }
    return onePage(list, path, asked, ({ day }) => day)
  })
}
