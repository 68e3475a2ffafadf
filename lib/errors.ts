/** Faults of the outside world and of input; a programmer's mistake is a plain `Error`. */
export const errorCodes = [
  'aws-denied',
  'aws-throttled',
  'aws-unavailable',
  'unavailable',
  'database',
  'invalid-input',
  'not-found',
  'not-permitted',
  'busy-port',
  'rate-limited',
  'interrupted',
] as const
export type ErrorCode = (typeof errorCodes)[number]

/** Says what was being done, what was wrong (the value) and what to do now. */
export class AppError extends Error {
  readonly code: ErrorCode

  constructor(code: ErrorCode, message: string, cause?: unknown) {
    super(message, cause === undefined ? undefined : { cause })
    this.name = 'AppError'
    this.code = code
  }
}

/** Whoever asks has asked too often. */
export class RateLimitError extends AppError {
  readonly waitSeconds: number

  constructor(waitSeconds: number) {
    super('rate-limited', `Too many requests. Try again in ${waitSeconds} s.`)
    this.name = 'RateLimitError'
    this.waitSeconds = waitSeconds
  }
}

/** The text of anything thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
