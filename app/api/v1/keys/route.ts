import { mayAdminister } from '#lib/model/actor.ts'
import { presentApiKeys } from '#lib/present/api-messages.ts'
import { listApiKeys } from '#lib/store/api-keys.ts'
import { answer, ProblemError } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/keys'

/** Keys of programs, without their secrets; for admins. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    if (!mayAdminister(asked.actor)) throw new ProblemError(403, 'Only admins are told this.')
    const list = { items: presentApiKeys(await listApiKeys(asked.actor)) }
    return onePage(list, path, asked, ({ prefix }) => prefix)
  })
}
