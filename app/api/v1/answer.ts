import { randomUUID } from 'node:crypto'
import type { z } from 'zod'
import { RateLimitError } from '#lib/errors.ts'
import { currentActor } from '#lib/identity/actor.ts'
import { log } from '#lib/log.ts'
import type { Actor } from '#lib/model/actor.ts'
import { type ReadParameters, readParameters, unknownParameters } from '#lib/present/api-parameters.ts'
import { type ApiPath, apiPaths } from '#lib/present/api-paths.ts'
import type { ApiProblem } from '#lib/present/api-schemas.ts'

const titles = {
  400: 'Bad request',
  401: 'Not signed in',
  403: 'Not permitted',
  404: 'Not found',
  429: 'Too many requests',
  500: 'Failed',
} as const
type Status = keyof typeof titles

const keyText = 'The key is not known or has ended.'

/** Ends a request with a problem instead of an answer. */
export class ProblemError extends Error {
  readonly status: Status

  constructor(status: Status, detail: string) {
    super(detail)
    this.status = status
  }
}

export type Asked<Path extends ApiPath> = {
  readonly actor: Actor
  readonly nowMs: number
  readonly search: URLSearchParams
  /** The parameters that were given, as their schemas read them. */
  readonly query: ReadParameters<(typeof apiPaths)[Path]['query']>
}
export type Answered<Path extends ApiPath> = z.infer<(typeof apiPaths)[Path]['schema']>

/** Answers a request of the API as JSON: who asks, parameters that are not known or wrong, and every fault as a problem. */
export async function answer<Path extends ApiPath>(
  request: Request,
  path: Path,
  work: (asked: Asked<Path>) => Promise<Answered<Path>>,
): Promise<Response> {
  try {
    const nowMs = Date.now()
    const actor = await currentActor(nowMs)
    if (!actor) throw new ProblemError(401, request.headers.has('authorization') ? keyText : 'Sign in first.')
    const search = new URL(request.url).searchParams
    const known: (typeof apiPaths)[Path]['query'] = apiPaths[path].query
    const unknown = unknownParameters(search.keys(), Object.keys(known))
    if (unknown.length > 0) throw new ProblemError(400, unknown.join(' '))
    const { values: query, problems } = readParameters(search, known)
    if (problems.length > 0) throw new ProblemError(400, problems.join(' '))
    const body = await work({ actor, nowMs, search, query })
    return Response.json(body, { headers: { 'cache-control': 'no-store' } })
  } catch (error) {
    return problem(error)
  }
}

function problem(error: unknown): Response {
  const id = randomUUID()
  const busy = error instanceof RateLimitError
  const known = error instanceof ProblemError
  if (!known && !busy) log().error({ requestId: id, err: error }, 'API request failed')
  const status = busy ? 429 : known ? error.status : 500
  const detail = known || busy ? error.message : 'The server could not answer. Its log names the request.'
  const body: ApiProblem = {
    type: 'about:blank',
    title: titles[status],
    status,
    detail,
    instance: `urn:uuid:${id}`,
  }
  const headers = {
    'content-type': 'application/problem+json',
    'cache-control': 'no-store',
    ...(busy ? { 'retry-after': String(error.waitSeconds) } : {}),
  }
  return new Response(JSON.stringify(body), { status, headers })
}
