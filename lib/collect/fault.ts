import type { Problem } from '#lib/model/account.ts'
import { RefusedConnectionError } from './connection.ts'
import { AssumeRoleError } from './credentials.ts'
import type { Fault } from './retry.ts'

const throttled =
  /^(Throttl\w*|RequestLimitExceeded|TooManyRequestsException|RequestThrottled\w*|LimitExceededException|SlowDown|BandwidthLimitExceeded|PriorRequestNotComplete|TransactionInProgressException|EC2ThrottledException)$/
const expired = /^(ExpiredToken\w*|RequestExpired|InvalidClientTokenId|UnrecognizedClientException)$/
const denied =
  /^(AccessDenied\w*|UnauthorizedOperation|AuthorizationError\w*|NotAuthorized\w*|UnauthorizedException|OptInRequired)$/
const unsupported =
  /^(UnknownOperation\w*|InvalidAction|UnsupportedOperation\w*|NotImplemented\w*|UnknownError404)$/
const badRequest = /^(Validation\w*|InvalidParameter\w*|InvalidFormat\w*|Missing\w*Parameter\w*)$/
const transientName =
  /^(TimeoutError|RequestTimeout\w*|InternalFailure|InternalError|InternalServer\w*|InternalServiceError\w*|ServiceUnavailable\w*|Unavailable|SyntaxError|SerializationError)$/
const transientCode =
  /^(ECONNRESET|ECONNREFUSED|EPIPE|ETIMEDOUT|EAI_AGAIN|ENOTFOUND|EHOSTUNREACH|ERR_\w+|Z_\w+)$/

type AwsFault = {
  name: string
  message: string
  code?: string
  status?: number
  retryable?: boolean
  throttling?: boolean
}

/** Classifies what the SDK threw. Truncated and unreadable answers are transient: the request can be sent again. */
export function classifyFault(error: unknown): Fault {
  // STS was asked with retries of its own.
  if (error instanceof AssumeRoleError) return 'final'
  const fault = readFault(error)
  if (throttled.test(fault.name) || fault.throttling || fault.status === 429) return 'throttled'
  if (expired.test(fault.name)) return 'expired'
  if (fault.name === 'AbortError') return 'final'
  if (denied.test(fault.name)) return 'final'
  if (transientName.test(fault.name) || (fault.code !== undefined && transientCode.test(fault.code)))
    return 'transient'
  if (fault.status !== undefined && fault.status >= 500) return 'transient'
  // A success status that could not be read: cut off in the middle.
  if (fault.status !== undefined && fault.status < 300) return 'transient'
  return /socket hang up|aborted|Unexpected end|Deserialization/i.test(fault.message) ? 'transient' : 'final'
}

/** The problem to show: what was asked, what AWS said, what to do now. */
export function problemOf(error: unknown, { scope, action }: { scope: string; action: string }): Problem {
  if (error instanceof AssumeRoleError) {
    const accountId = scope.split('/')[0] ?? scope
    if (error.cause instanceof RefusedConnectionError) {
      const { code, message } = error.cause
      return {
        scope: accountId,
        action: error.action,
        code,
        text: `Account ${accountId} is refused: ${message}`,
      }
    }
    return problemOf(error.cause, { scope: accountId, action: error.action })
  }
  const fault = readFault(error)
  const said = `${action} in ${scope}: ${fault.name}: ${fault.message}`
  if (denied.test(fault.name)) {
    return {
      scope,
      action,
      code: 'aws-denied',
      text: `${said}. Allow the action in the role's policy (see README).`,
    }
  }
  const unnamed404 = fault.status === 404 && /^(Unknown|Error)$/.test(fault.name)
  if (unsupported.test(fault.name) || unnamed404) {
    return {
      scope,
      action,
      code: 'aws-unsupported',
      text: `${said}. This endpoint does not know the operation.`,
    }
  }
  const kind = classifyFault(error)
  if (kind === 'throttled') {
    return { scope, action, code: 'aws-throttled', text: `${said}. It is asked again with the next run.` }
  }
  if (kind === 'expired') {
    return { scope, action, code: 'aws-credentials', text: `${said}. Renew the worker's credentials.` }
  }
  return { scope, action, code: 'aws-unavailable', text: `${said}. It is asked again with the next run.` }
}

/** One problem per scope, action and code: a denied account says so once and not once per call. */
export function distinctProblems(problems: readonly Problem[]): Problem[] {
  const byKind = new Map<string, Problem>()
  for (const problem of problems) {
    const key = `${problem.scope} ${problem.action} ${problem.code}`
    if (!byKind.has(key)) byKind.set(key, problem)
  }
  return [...byKind.values()]
}

/** AWS refuses what was asked, whoever asks: something in the request itself is wrong. */
export function isBadRequest(error: unknown): boolean {
  return badRequest.test(readFault(error).name)
}

/** Whether the SDK threw the exception of this name. */
export function isNamed(error: unknown, name: string): boolean {
  return readFault(error).name === name
}

function readFault(error: unknown): AwsFault {
  if (typeof error !== 'object' || error === null) return { name: 'Error', message: String(error) }
  const metadata = field(error, '$metadata')
  const retryable = field(error, '$retryable')
  const response = field(error, '$response')
  const cause = field(error, 'cause')
  const code =
    text(field(error, 'code')) ??
    text(field(error, 'Code')) ??
    (cause ? text(field(cause, 'code')) : undefined)
  return {
    name: text(field(error, 'name')) ?? 'Error',
    message: (text(field(error, 'message')) ?? '').split('\n')[0] ?? '',
    code,
    status: number(field(metadata, 'httpStatusCode')) ?? number(field(response, 'statusCode')),
    throttling: field(retryable, 'throttling') === true,
  }
}

function field(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, key) : undefined
}
const text = (value: unknown) => (typeof value === 'string' ? value : undefined)
const number = (value: unknown) => (typeof value === 'number' ? value : undefined)
