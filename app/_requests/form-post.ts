import { AppError } from '#lib/errors.ts'
import { isIntended } from '#lib/identity/same-origin.ts'
import { log } from '#lib/log.ts'
import type { Actor } from '#lib/model/actor.ts'
import { whoAsks } from './who-asks.ts'

const statuses: Readonly<Record<string, number>> = {
  'not-permitted': 403,
  'not-found': 404,
  'invalid-input': 422,
}

export type Posted = {
  readonly actor: Actor
  readonly field: (name: string) => string
  readonly nowMs: number
}

/** Answers a plain form of our own pages: who asks, one change, back to a page; every refusal says why. */
export async function formPost(
  request: Request,
  work: (posted: Posted) => Promise<Response | string>,
): Promise<Response> {
  if (!isIntended(request.headers)) return refusal(403, 'This form was not sent by a page of Headroom.')
  const nowMs = Date.now()
  const actor = await whoAsks(nowMs)
  if (actor instanceof Response) return actor
  const fields = await request.formData().catch(() => undefined)
  if (!fields) return refusal(400, 'Send the fields of the form.')
  const field = (name: string) => {
    const value = fields.get(name)
    return typeof value === 'string' ? value.trim() : ''
  }
  try {
    const done = await work({ actor, field, nowMs })
    if (typeof done !== 'string') return done
    return new Response(null, { status: 303, headers: { location: done, 'cache-control': 'no-store' } })
  } catch (error) {
    const status = error instanceof AppError ? statuses[error.code] : undefined
    if (status !== undefined && error instanceof AppError) return refusal(status, error.message)
    log().error({ err: error }, 'a form failed')
    return refusal(500, 'It was not done; the log of the server says why.')
  }
}

function refusal(status: number, text: string): Response {
  const headers = { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' }
  return new Response(`${text}\nGo back to correct it.\n`, { status, headers })
}
