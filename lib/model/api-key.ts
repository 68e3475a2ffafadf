import type { EpochMs } from './time.ts'

export const keyScopes = ['read', 'write', 'admin'] as const
export type KeyScope = (typeof keyScopes)[number]

/** A key without its secret. */
export type ApiKey = {
  readonly prefix: string
  readonly name: string
  readonly scope: KeyScope
  /** Absent = everything. */
  readonly team?: string
  readonly createdMs: EpochMs
  readonly createdBy: string
  readonly expiresMs: EpochMs
  readonly usedMs?: EpochMs
  readonly revokedMs?: EpochMs
}
