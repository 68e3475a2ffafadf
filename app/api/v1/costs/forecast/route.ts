import { isCostGrouping, presentApiCosts } from '#lib/present/costs-export.ts'
import { listCostForecasts } from '#lib/store/cost-forecasts.ts'
import { answer, ProblemError } from '../../answer.ts'

/** Cost to come by account, service, team and in total; `?grouping=team` for one of them. */
export function GET(request: Request): Promise<Response> {
  return answer(request, '/api/v1/costs/forecast', async ({ actor, search }) => {
    const grouping = search.get('grouping')
    if (grouping !== null && !isCostGrouping(grouping))
      throw new ProblemError(400, 'grouping is one of total, account, service, team, apart.')
    return presentApiCosts(await listCostForecasts(actor), grouping)
  })
}
