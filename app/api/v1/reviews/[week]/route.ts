import { presentApiReview } from '#lib/present/api-decisions.ts'
import { listDecisionsOfWeek } from '#lib/store/decisions.ts'
import { readReview } from '#lib/store/reviews.ts'
import { answer, ProblemError } from '../../answer.ts'

type Context = { readonly params: Promise<{ readonly week: string }> }

/** One frozen review; who sees some teams is told their part of it. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, '/api/v1/reviews/{week}', async ({ actor }) => {
    const { week } = await params
    const review = await readReview(actor, week)
    if (!review) throw new ProblemError(404, 'There is no such review.')
    return presentApiReview({ ...review, decided: await listDecisionsOfWeek(actor, week) })
  })
}
