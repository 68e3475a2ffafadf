import { readUsage } from '#lib/store/usage.ts'
import { answer } from '../answer.ts'

/** Our own calls to AWS in 30 days and what AWS bills for them. */
export function GET(request: Request): Promise<Response> {
  return answer(request, '/api/v1/usage', ({ actor, nowMs }) => readUsage(actor, nowMs))
}
