import { presentApiTeams } from '#lib/present/api-overview.ts'
import { readCosts } from '#lib/store/costs.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { answer } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/teams'

/** Teams with what they own and what was billed to them in 30 days. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const [rows, costs] = await Promise.all([listFleet(asked.actor), readCosts(asked.actor)])
    const list = presentApiTeams(rows, costs)
    return onePage(list, path, asked, ({ team }) => team ?? '')
  })
}
