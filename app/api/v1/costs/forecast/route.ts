import { presentApiCosts } from '#lib/present/costs-export.ts'
import { listCostForecasts } from '#lib/store/cost-forecasts.ts'
import { answer } from '../../answer.ts'
import { onePage } from '../../one-page.ts'

const path = '/api/v1/costs/forecast'

/** Cost to come by account, service, team and in total; `?grouping=team` for one of them. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const list = presentApiCosts(await listCostForecasts(asked.actor), asked.query.grouping ?? null)
    return onePage(list, path, asked, ({ grouping, key }) => `${grouping}/${key}`)
  })
}
