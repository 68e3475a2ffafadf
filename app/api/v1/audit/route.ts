import { mayAdminister } from '#lib/model/actor.ts'
import { presentApiAudit } from '#lib/present/api-messages.ts'
import { listAudit } from '#lib/store/audit.ts'
import { answer, ProblemError } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/audit'

/** Who changed what, the newest first; for admins. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    if (!mayAdminister(asked.actor)) throw new ProblemError(403, 'Only admins are told this.')
    const list = { items: presentApiAudit(await listAudit(asked.actor, 10_000)) }
    return onePage(list, path, asked)
  })
}
