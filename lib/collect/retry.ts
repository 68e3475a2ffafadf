import type { Clock } from './limiter.ts'

/** What an AWS error means for the request that met it. */
export type Fault = 'throttled' | 'transient' | 'expired' | 'final'

export type RetryOptions = {
  readonly clock: Clock
  /** In [0, 1), for the jitter. */
  readonly random: () => number
  readonly attempts: number
  readonly totalMs: number
  readonly classify: (error: unknown) => Fault
  /** Told of every fault before the wait: slow a limiter down, renew credentials. */
  readonly onFault: (fault: Fault) => void
  /** Asked before a transient fault is tried again: false where too much is tried again already. */
  readonly mayRetry?: () => boolean
  readonly signal?: AbortSignal
}

const baseMs = 200
const ceilingMs = 20_000

/** Full jitter: a wait in [0, min(20 s, 0.2 s x 2^attempt)) (AWS Architecture Blog, "Exponential Backoff and Jitter"). */
export function backoffMs(attempt: number, random: number): number {
  return Math.floor(random * Math.min(ceilingMs, baseMs * 2 ** attempt))
}

/**
 * Sends until it succeeds, meets a final error, or `attempts` or `totalMs` are used up; then throws the last error.
 * The SDK's own retries stay off: its per-client quota runs dry under long throttling and gives up silently.
 */
export async function withRetry<T>(send: () => Promise<T>, options: RetryOptions): Promise<T> {
  const startMs = options.clock.now()
  for (let attempt = 1; ; attempt++) {
    try {
      return await send()
    } catch (error) {
      if (options.signal?.aborted) throw error
      const fault = options.classify(error)
      options.onFault(fault)
      const waitMs = fault === 'expired' ? 0 : backoffMs(attempt, options.random())
      const spentMs = options.clock.now() - startMs + waitMs
      if (fault === 'final' || attempt >= options.attempts || spentMs > options.totalMs) throw error
      if (fault === 'transient' && options.mayRetry?.() === false) throw error
      await options.clock.sleep(waitMs, options.signal)
    }
  }
}
