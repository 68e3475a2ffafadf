import { presentApiReviews } from '#lib/present/api-decisions.ts'
import { listReviews } from '#lib/store/reviews.ts'
import { answer } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/reviews'

/** Frozen reviews, the newest first. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const list = { items: presentApiReviews(await listReviews(asked.actor)) }
    return onePage(list, path, asked, ({ week }) => week)
  })
}
