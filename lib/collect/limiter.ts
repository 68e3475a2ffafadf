/** Where the time comes from and how to wait; tests put their own. */
export type Clock = {
  readonly now: () => number
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

export type LimiterOptions = { readonly perSecond: number; readonly burst: number; readonly clock: Clock }

export type Limiter = {
  /** Resolves when one more request may be sent, in the order of asking. */
  acquire(signal?: AbortSignal): Promise<void>
  /** AWS throttled: halve the rate and let the bucket run dry. */
  slowDown(): void
  /** A request went through: the rate recovers by 2 % of its ceiling. */
  recover(): void
  /** Requests per second at present. */
  rate(): number
}

const slowestPerSecond = 0.5

/** A token bucket with additive increase and multiplicative decrease of its rate, as TCP does it. */
export function createLimiter({ perSecond, burst, clock }: LimiterOptions): Limiter {
  let rate = perSecond
  let tokens = burst
  let filledMs = clock.now()
  let slowedMs = Number.NEGATIVE_INFINITY
  let queue: Promise<void> = Promise.resolve()

  const refill = () => {
    const now = clock.now()
    tokens = Math.min(burst, tokens + ((now - filledMs) / 1000) * rate)
    filledMs = now
  }
  const take = async (signal?: AbortSignal) => {
    refill()
    while (tokens < 1) {
      await clock.sleep(Math.ceil(((1 - tokens) / rate) * 1000), signal)
      refill()
    }
    tokens -= 1
  }
  return {
    acquire(signal) {
      const turn = queue.then(() => take(signal))
      queue = turn.catch(() => undefined)
      return turn
    },
    slowDown() {
      refill()
      tokens = Math.min(tokens, 0)
      // One burst of throttled answers is one event: the rate halves at most once a second.
      if (clock.now() - slowedMs < 1000) return
      slowedMs = clock.now()
      rate = Math.max(slowestPerSecond, rate / 2)
    },
    recover() {
      rate = Math.min(perSecond, rate + perSecond * 0.02)
    },
    rate: () => rate,
  }
}
