/** Where the time comes from and how to wait; tests put their own. */
export type Clock = {
  readonly now: () => number
  readonly sleep: (ms: number, signal?: AbortSignal) => Promise<void>
}

export type LimiterOptions = { readonly perSecond: number; readonly burst: number; readonly clock: Clock }

/** A request that was let through; heavier ones weigh more than 1. */
export type Ticket = { readonly weight: number; atMs: number }

export type Limiter = {
  /** Resolves when one more request of this weight (1 unless given) may be sent, in the order of asking. */
  acquire(signal?: AbortSignal, weight?: number): Promise<Ticket>
  /** AWS throttled this request: the bucket runs dry, and the rate falls below what has been going through. */
  slowDown(ticket: Ticket): void
  /** A request went through: the rate recovers, slowly near the rate that was refused. */
  recover(): void
  /** Weight per second at present. */
  rate(): number
}

const slowestPerSecond = 0.5
/** Share of the refused rate to go on with. */
const decrease = 0.85
/** Requests until the refused rate is reached again; from there on the growth gathers pace. */
const plateauRequests = 60
/** A refusal is forgotten after so long. */
const rememberMs = 600_000
/** Growth a request, of the ceiling, where nothing was refused of late. */
const freeGrowth = 0.02
/** Refusals within so long are one event. */
const eventMs = 1000
/** What goes through is measured over so long. */
const measureMs = 10_000
/** AWS lets as much through at once as in so long (its buckets hold a second or so). */
const burstMs = 1000

/**
 * A token bucket whose rate follows what AWS lets through. On throttling it goes on with 85 % of the rate that was
 * measured (not half of what was tried: that saws), and returns along the curve of CUBIC (RFC 9438, section 4.2,
 * counted in requests and not in seconds): fast, then flat around the refused rate, then probing beyond it.
 */
export function createLimiter({ perSecond, burst, clock }: LimiterOptions): Limiter {
  let rate = perSecond
  let tokens = burst
  let filledMs = clock.now()
  let refused = { rate: Number.POSITIVE_INFINITY, atMs: Number.NEGATIVE_INFINITY, requestsSince: 0 }
  let sent: Ticket[] = []
  let queue: Promise<unknown> = Promise.resolve()

  const refill = () => {
    const now = clock.now()
    tokens = Math.min(burst, tokens + ((now - filledMs) / 1000) * rate)
    filledMs = now
  }
  const take = async (weight: number, signal?: AbortSignal): Promise<Ticket> => {
    // What is heavier than a whole burst waits for a full bucket and leaves it in debt.
    const needed = Math.min(weight, burst)
    refill()
    while (tokens < needed - 1e-9) {
      await clock.sleep(Math.ceil(((needed - tokens) / rate) * 1000), signal)
      refill()
    }
    tokens -= weight
    const ticket = { weight, atMs: clock.now() }
    sent.push(ticket)
    if (sent.length > 2048) sent = sent.slice(-1024)
    return ticket
  }
  return {
    acquire(signal, weight = 1) {
      const turn = queue.then(() => take(weight, signal))
      queue = turn.catch(() => undefined)
      return turn
    },
    slowDown(ticket) {
      refill()
      const now = clock.now()
      tokens = Math.min(tokens, 0)
      sent = sent.filter((one) => one !== ticket && one.atMs > now - measureMs)
      if (now - refused.atMs < eventMs) return
      const measured = Math.max(slowestPerSecond, measuredRate(sent, now))
      refused = { rate: Math.min(rate, measured), atMs: now, requestsSince: 0 }
      rate = Math.max(slowestPerSecond, refused.rate * decrease)
    },
    recover() {
      refused.requestsSince += 1
      if (clock.now() - refused.atMs >= rememberMs) {
        rate = Math.min(perSecond, rate + perSecond * freeGrowth)
        return
      }
      const away = refused.requestsSince / plateauRequests - 1
      const curve = refused.rate * (1 + (1 - decrease) * away ** 3)
      rate = Math.min(perSecond, Math.max(rate, curve))
    },
    rate: () => rate,
  }
}

/** Weight a second of what was sent lately and not refused; what went through at once was no rate. */
function measuredRate(sent: readonly Ticket[], nowMs: number): number {
  const spanMs = nowMs - (sent[0]?.atMs ?? nowMs)
  const weight = sent.reduce((sum, ticket) => sum + ticket.weight, 0)
  return weight / ((spanMs + burstMs) / 1000)
}
