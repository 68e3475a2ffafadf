import { readUsage } from '#lib/store/usage.ts'
import { answer, ProblemError } from '../answer.ts'

/** Our own calls to AWS in 30 days and what AWS bills for them. */
export function GET(request: Request): Promise<Response> {
  return answer(request, '/api/v1/usage', async ({ actor, nowMs }) => {
    const usage = await readUsage(actor, nowMs)
    if (!usage) throw new ProblemError(403, 'This is told to those who see every team.')
    return usage
  })
}
