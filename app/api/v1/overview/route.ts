import { presentApiOverview } from '#lib/present/api-overview.ts'
import { readCosts } from '#lib/store/costs.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { answer } from '../answer.ts'

export function GET(request: Request): Promise<Response> {
  return answer(request, '/api/v1/overview', async ({ actor }) => {
    const [rows, costs] = await Promise.all([listFleet(actor), readCosts(actor)])
    return presentApiOverview(rows, costs)
  })
}
