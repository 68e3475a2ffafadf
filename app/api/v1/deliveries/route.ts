import { presentApiDeliveries } from '#lib/present/api-messages.ts'
import { listDeliveries } from '#lib/store/deliveries.ts'
import { answer } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/deliveries'

/** Messages and how they are getting on, the newest first. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const list = { items: presentApiDeliveries(await listDeliveries(asked.actor, 10_000)) }
    return onePage(list, path, asked, ({ week, team, recipient }) => `${week}/${team}/${recipient}`)
  })
}
