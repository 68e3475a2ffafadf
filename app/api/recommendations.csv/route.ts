import { recommendationsCsv } from '#lib/present/recommendations-export.ts'
import { loadRecommendations } from '../../recommendations/load-recommendations.ts'
import { csvAnswer } from '../csv-answer.ts'

export const dynamic = 'force-dynamic'

/** The ranked changes, `?kind=save`, or some of them, `?id=a,b`. */
export function GET(request: Request): Promise<Response> {
  return csvAnswer('recommendations', async ({ actor, nowMs }) => {
    const search = new URL(request.url).searchParams
    const ids = (search.get('id') ?? '').split(',').filter(Boolean)
    return recommendationsCsv(await loadRecommendations(actor, { kind: search.get('kind'), nowMs }), ids)
  })
}
