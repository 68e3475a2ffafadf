import { presentApiHindsight } from '#lib/present/api-accuracy.ts'
import { listHindsight } from '#lib/store/accuracy.ts'
import { answer } from '../../answer.ts'
import { onePage } from '../../one-page.ts'

const path = '/api/v1/accuracy/hindsight'

/** What following every recommendation would have done. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const list = { items: presentApiHindsight(await listHindsight(asked.actor)) }
    return onePage(list, path, asked, ({ resourceId }) => resourceId)
  })
}
