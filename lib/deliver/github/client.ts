import { AppError, errorText } from '#lib/errors.ts'

export type GithubOptions = {
  /** `https://api.github.com`, or `/api/v3` of a server of one's own. */
  readonly apiUrl: string
  readonly token: string
}

export type Answer = { readonly status: number; readonly body: unknown }

/** Asks GitHub's REST API; statuses in `expected` are answers, every other throws with what GitHub said. */
export type Github = (request: {
  readonly method: 'GET' | 'POST' | 'PATCH'
  readonly path: string
  readonly body?: unknown
  readonly expected?: readonly number[]
}) => Promise<Answer>

const timeoutMs = 20_000

/** A client of GitHub's REST API, version 2022-11-28. No redirect is followed; the token is in no error. */
export function openGithub({ apiUrl, token }: GithubOptions): Github {
  return async ({ method, path, body, expected = [] }) => {
    const asked = `${method} ${path.split('?')[0]}`
    let response: Response
    try {
      response = await fetch(`${apiUrl}${path}`, {
        method,
        headers: {
          accept: 'application/vnd.github+json',
          authorization: `Bearer ${token}`,
          'user-agent': 'headroom',
          'x-github-api-version': '2022-11-28',
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        redirect: 'error',
        signal: AbortSignal.timeout(timeoutMs),
      })
    } catch (error) {
      throw new AppError('unavailable', `GitHub did not answer ${asked}: ${causeText(error)}.`, error)
    }
    const answer = { status: response.status, body: await jsonOf(response) }
    if (response.ok || expected.includes(response.status)) return answer
    throw new AppError('invalid-input', refusal(asked, response, messageOf(answer.body)))
  }
}

function causeText(error: unknown): string {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  return errorText(cause)
}

async function jsonOf(response: Response): Promise<unknown> {
  const text = await response.text()
  try {
    return JSON.parse(text)
  } catch {
    return { message: text.slice(0, 200) }
  }
}

/** What GitHub says is wrong: its message and those of single fields. */
export function messageOf(body: unknown): string {
  const { message, errors } = body as { message?: unknown; errors?: unknown }
  const details = Array.isArray(errors)
    ? errors.map((one) => (typeof one === 'string' ? one : ((one as { message?: unknown })?.message ?? '')))
    : []
  return [message, ...details].filter(Boolean).join(': ').slice(0, 300)
}

function refusal(asked: string, response: Response, message: string): string {
  const { status, headers } = response
  const wait = headers.get('retry-after')
  const limited =
    status === 429 || (status === 403 && (wait !== null || headers.get('x-ratelimit-remaining') === '0'))
  const advice = limited
    ? ` Its rate limit is used up${wait === null ? '' : ` for ${wait} s`}: it is tried again.`
    : status === 401
      ? ' Check GITHUB_TOKEN.'
      : status === 403 || status === 404
        ? ' The token needs contents, pull requests and issues of this repository, to read and write.'
        : ''
  return `GitHub answered ${status} to ${asked}: ${message}.${advice}`
}
