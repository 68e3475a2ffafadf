/** Where the time comes from and how to wait; tests put their own. */
export type Clock = {
  readonly now: () => number
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

export type LimiterOptions = { readonly perSecond: number; readonly burst: number; readonly clock: Clock }

export type Limiter = {
  /** Resolves when one more request may be sent, in the order of asking. */
  acquire(signal?: AbortSignal): Promise<void>
  /** AWS throttled: the bucket runs dry, and the rate falls below what went through in the last second. */
  slowDown(): void
  /** A request went through: the rate recovers, slowly where it was throttled a minute ago. */
  recover(): void
  /** Requests per second at present. */
  rate(): number
}

const slowestPerSecond = 0.5
const measureMs = 1000
/** A throttled rate is remembered for so long. */
const rememberMs = 60_000

/**
 * A token bucket whose rate follows what AWS lets through: on throttling nine tenths of the rate that was measured
 * (not half of what was tried: that saws), then growth by 0.4 % a request near the rate that was refused, else by 2 %
 * of the ceiling.
 */
export function createLimiter({ perSecond, burst, clock }: LimiterOptions): Limiter {
  let rate = perSecond
  let tokens = burst
  let filledMs = clock.now()
  let refused = { rate: Number.POSITIVE_INFINITY, atMs: Number.NEGATIVE_INFINITY }
  let passedMs: number[] = []
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
  const forget = (now: number) => {
    passedMs = passedMs.filter((atMs) => atMs > now - measureMs)
  }
  return {
    acquire(signal) {
      const turn = queue.then(() => take(signal))
      queue = turn.catch(() => undefined)
      return turn
    },
    slowDown() {
      refill()
      const now = clock.now()
      tokens = Math.min(tokens, 0)
      // One burst of refusals is one event.
      if (now - refused.atMs < measureMs) return
      forget(now)
      const measured = passedMs.length / (measureMs / 1000)
      refused = { rate: Math.min(rate, Math.max(measured, slowestPerSecond)), atMs: now }
      rate = Math.max(slowestPerSecond, refused.rate * 0.9)
    },
    recover() {
      const now = clock.now()
      forget(now)
      passedMs.push(now)
      const near = now - refused.atMs < rememberMs && rate > refused.rate * 0.8
      rate = Math.min(perSecond, near ? rate * 1.004 : rate + perSecond * 0.02)
    },
    rate: () => rate,
  }
}
