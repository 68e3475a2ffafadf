import { presentApiPolicy } from '#lib/present/api-policy.ts'
import { loadPolicy } from '../../../policy/load-policy.ts'
import { answer } from '../answer.ts'

/** What decisions rest on: targets, freezes, events, budgets, drivers. */
export function GET(request: Request): Promise<Response> {
  return answer(request, '/api/v1/policy', async ({ actor, nowMs }) =>
    presentApiPolicy(await loadPolicy(actor, nowMs)),
  )
}
