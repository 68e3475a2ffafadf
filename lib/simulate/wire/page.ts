import { AwsError } from '../aws-error.ts'

export type Page<T> = { readonly items: readonly T[]; readonly next?: string }

/** Opaque, stateless page marker. `kind` binds it to its operation, so that foreign tokens are refused. */
export function encodeToken(kind: string, state: unknown): string {
  return Buffer.from(JSON.stringify([kind, state])).toString('base64url')
}

/** The state of a token of this `kind`, or `undefined` where it is not one. */
export function decodeToken(kind: string, token: string): unknown {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(token, 'base64url').toString())
    if (Array.isArray(parsed) && parsed[0] === kind) return parsed[1]
  } catch {
    return undefined
  }
  return undefined
}

export type PageRequest = {
  readonly kind: string
  readonly size: number
  readonly token: string | undefined
  /** Code of the service for a token that it did not give out. */
  readonly invalidCode: string
}

/** One page of a list. Throws an `AwsError` for a token of another operation. */
export function pageOf<T>(items: readonly T[], request: PageRequest): Page<T> {
  const from = request.token === undefined ? 0 : decodeToken(request.kind, request.token)
  if (typeof from !== 'number') throw new AwsError(request.invalidCode, 'The token is not valid.')
  const end = from + request.size
  const page = items.slice(from, end)
  return end < items.length ? { items: page, next: encodeToken(request.kind, end) } : { items: page }
}
