import { classifyFault } from './fault.ts'
import { type Clock, createLimiter, type Limiter } from './limiter.ts'

/** Limiter, circuit breaker and retry budget of one account, region and API. */
export type Gate = {
  readonly limiter: Limiter
  /** Throws the last error while the breaker is open. */
  check(): void
  succeeded(): void
  failed(error: unknown): void
  /** Whether a request that met a fault may be sent once more. */
  mayRetry(): boolean
}

export type GateOptions = { readonly perSecond: number; readonly burst: number; readonly clock: Clock }

const breakAfter = 5
const breakMs = 60_000
/** Retries that are at hand; each one takes a credit, each success gives one back. */
const credits = 24

/**
 * Retries cannot storm: over any time there are at most as many as requests that succeeded, and 24 more. What is
 * throttled is not counted: the limiter paces it. After five calls in a row that failed for good, all fail at once
 * for a minute; then one more failure is enough.
 */
export function openGate({ perSecond, burst, clock }: GateOptions): Gate {
  const limiter = createLimiter({ perSecond, burst, clock })
  let failures = 0
  let closedUntilMs = 0
  let left = credits
  let last: unknown
  return {
    limiter,
    check() {
      if (clock.now() < closedUntilMs) throw last
    },
    succeeded() {
      failures = 0
      left = Math.min(credits, left + 1)
      limiter.recover()
    },
    failed(error) {
      if (classifyFault(error) === 'final') return
      last = error
      failures += 1
      if (failures >= breakAfter) closedUntilMs = clock.now() + breakMs
    },
    mayRetry() {
      if (left < 1) return false
      left -= 1
      return true
    },
  }
}
