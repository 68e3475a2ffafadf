import { recommendationKinds } from '#lib/present/recommendations.ts'
import { presentApiRecommendations } from '#lib/present/recommendations-export.ts'
import { loadRecommendations } from '../../../recommendations/load-recommendations.ts'
import { answer, ProblemError } from '../answer.ts'

/** The ranked changes: each resource once. */
export function GET(request: Request): Promise<Response> {
  return answer(request, '/api/v1/recommendations', async ({ actor, nowMs, search }) => {
    const kind = search.get('kind')
    if (kind !== null && !recommendationKinds.some((one) => one === kind))
      throw new ProblemError(400, `kind is one of ${recommendationKinds.join(', ')}.`)
    const ids = (search.get('id') ?? '').split(',').filter(Boolean)
    return presentApiRecommendations(await loadRecommendations(actor, { kind, nowMs }), ids)
  })
}
