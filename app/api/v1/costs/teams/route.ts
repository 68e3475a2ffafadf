import { isoDay } from '#lib/model/time.ts'
import { windowStart } from '#lib/present/api-data.ts'
import { readTeamCosts } from '#lib/store/owners.ts'
import { answer } from '../../answer.ts'
import { onePage } from '../../one-page.ts'

const path = '/api/v1/costs/teams'

/** Cost of resources by account and team, by the tag of its time unless `tags=today`. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const { actor, nowMs, query } = asked
    const attribution = query.tags === 'today' ? 'as-tagged-today' : 'at-the-time'
    const fromDay = isoDay(windowStart(query.window ?? '30d', nowMs))
    const costs = await readTeamCosts(actor, { fromDay, toDay: isoDay(nowMs), attribution })
    const list = { items: costs.map(({ accountId, team = null, usd }) => ({ accountId, team, usd })) }
    return onePage(list, path, asked, ({ accountId, team }) => `${accountId}/${team ?? ''}`)
  })
}
