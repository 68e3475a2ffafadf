import type { EpochMs } from './time.ts'

/** Who changed what. `before` and `after` are what stood and what stands, `undefined` = nothing. */
export type AuditEntry = {
  readonly atMs: EpochMs
  readonly actor: string
  /** `decision.accept`, `review.freeze`. */
  readonly action: string
  /** `resource/abc`, `review/2026-W48`. */
  readonly target: string
  readonly before?: unknown
  readonly after?: unknown
}
