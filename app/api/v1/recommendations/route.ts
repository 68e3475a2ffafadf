import { presentApiRecommendations } from '#lib/present/recommendations-export.ts'
import { loadRecommendations } from '../../../recommendations/load-recommendations.ts'
import { answer } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/recommendations'

/** The ranked changes: each resource once. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const { actor, nowMs, query } = asked
    const input = await loadRecommendations(actor, { kind: query.kind ?? null, nowMs })
    return onePage(presentApiRecommendations(input, query.id ?? []), path, asked, ({ id }) => id)
  })
}
