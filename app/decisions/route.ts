import { AppError, errorText } from '#lib/errors.ts'
import { isIntended } from '#lib/identity/same-origin.ts'
import { log } from '#lib/log.ts'
import { parseDecisionForm } from '#lib/present/decision-form.ts'
import { whoAsks } from '../_requests/who-asks.ts'
import { takeDecision } from './take-decision.ts'

/** Records a decision from a plain form and leads back to its page. */
export async function POST(request: Request): Promise<Response> {
  if (!isIntended(request.headers)) return refuse(403, 'This form was not sent by a page of Headroom.')
  const nowMs = Date.now()
  const actor = await whoAsks(nowMs)
  if (actor instanceof Response) return actor
  const fields = await request.formData().catch(() => undefined)
  if (!fields) return refuse(400, 'Send the fields of the form.')
  const parsed = parseDecisionForm(Object.fromEntries(fields))
  if ('problems' in parsed) return refuse(422, parsed.problems.join('\n'))
  try {
    await takeDecision(actor, parsed.form, nowMs)
    return new Response(null, {
      status: 303,
      headers: { location: parsed.form.back, 'cache-control': 'no-store' },
    })
  } catch (error) {
    return refuseFor(error)
  }
}

const statuses = { 'not-permitted': 403, 'not-found': 404, 'invalid-input': 422 } as const

function refuseFor(error: unknown): Response {
  if (error instanceof AppError && error.code in statuses) {
    return refuse(statuses[error.code as keyof typeof statuses], error.message)
  }
  log().error({ err: error }, 'a decision could not be recorded')
  return refuse(500, `The decision was not recorded: ${errorText(error)}`)
}

function refuse(status: number, text: string): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(`${text}\nGo back to correct it.\n`, { status, headers })
}
