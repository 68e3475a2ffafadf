import { presentApiCommitments } from '#lib/present/api-data.ts'
import { listCommitments } from '#lib/store/commitments.ts'
import { answer } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/commitments'

/** Savings Plans and reservations; none for those who see only some teams. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const list = { items: presentApiCommitments(await listCommitments(asked.actor)) }
    return onePage(list, path, asked, ({ id }) => id)
  })
}
