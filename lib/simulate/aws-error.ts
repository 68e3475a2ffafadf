/** An answer that AWS gives instead of a result. `code` is the short code (`Throttling`), as each service spells it. */
export class AwsError extends Error {
  readonly code: string
  readonly status: number

  constructor(code: string, message: string, status = 400) {
    super(message)
    this.name = 'AwsError'
    this.code = code
    this.status = status
  }
}
