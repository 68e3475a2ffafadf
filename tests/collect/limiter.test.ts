import { describe, expect, test } from 'vitest'
import { type Clock, createLimiter } from '#lib/collect/limiter.ts'
import { backoffMs, type Fault, withRetry } from '#lib/collect/retry.ts'

function virtualClock(): Clock & { ms: number } {
  const clock = {
    ms: 0,
    now: () => clock.ms,
    sleep: async (ms: number) => {
      clock.ms += ms
    },
  }
  return clock
}

describe('the limiter', () => {
  test('lets a burst through and then keeps the rate', async () => {
    const clock = virtualClock()
    const limiter = createLimiter({ perSecond: 10, burst: 5, clock })
    for (let i = 0; i < 5; i++) await limiter.acquire()
    expect(clock.ms).toBe(0)
    for (let i = 0; i < 20; i++) await limiter.acquire()
    expect(clock.ms).toBe(2000)
  })

  test('serves those who wait in their order', async () => {
    const clock = virtualClock()
    const limiter = createLimiter({ perSecond: 1, burst: 1, clock })
    const order: number[] = []
    await Promise.all([1, 2, 3].map((n) => limiter.acquire().then(() => order.push(n))))
    expect(order).toEqual([1, 2, 3])
  })

  test('falls below what went through when throttled, once a second at most', async () => {
    const clock = virtualClock()
    const limiter = createLimiter({ perSecond: 40, burst: 40, clock })
    const tickets = await Promise.all(Array.from({ length: 20 }, () => limiter.acquire()))
    for (const ticket of tickets.slice(10)) limiter.slowDown(ticket)
    // The first refusal is the event: 19 others went at once, which is a second's worth; 85 % of it.
    expect(limiter.rate()).toBeCloseTo(19 * 0.85, 10)
  })

  test('returns to the refused rate within 60 requests, stays there, and then probes beyond', async () => {
    const clock = virtualClock()
    const limiter = createLimiter({ perSecond: 40, burst: 40, clock })
    const tickets = await Promise.all(Array.from({ length: 11 }, () => limiter.acquire()))
    limiter.slowDown(tickets[10] ?? { weight: 1, atMs: 0 })
    const rates: number[] = []
    for (let i = 1; i <= 180; i++) {
      limiter.recover()
      rates.push(limiter.rate())
    }
    // 10 a second went through; 10 x (1 + 0.15 x (n / 60 - 1)^3), the curve of CUBIC.
    expect(rates[29]).toBeCloseTo(10 * (1 - 0.15 / 8), 10)
    expect(rates[59]).toBeCloseTo(10, 10)
    expect(rates[119]).toBeCloseTo(11.5, 10)
    expect(rates[179]).toBeCloseTo(22, 10)
  })

  test('forgets a refusal after ten minutes', async () => {
    const clock = virtualClock()
    const limiter = createLimiter({ perSecond: 40, burst: 40, clock })
    limiter.slowDown(await limiter.acquire())
    clock.ms += 600_000
    for (let i = 0; i < 50; i++) limiter.recover()
    expect(limiter.rate()).toBe(40)
  })

  test('a heavy request takes its weight, and one heavier than a burst waits for a full bucket', async () => {
    const clock = virtualClock()
    const limiter = createLimiter({ perSecond: 10, burst: 10, clock })
    await limiter.acquire(undefined, 8)
    await limiter.acquire(undefined, 8)
    expect(clock.ms).toBe(600)
    await limiter.acquire(undefined, 20)
    expect(clock.ms).toBe(1600)
    await limiter.acquire()
    expect(clock.ms).toBe(2700)
  })

  // A small request weighs 1; one of 100,800 datapoints 12.7, of which the server grants few a second.
  test.each([
    { allowed: 5, weight: 1, requests: 400 },
    { allowed: 12, weight: 1, requests: 1000 },
    { allowed: 33, weight: 1, requests: 1000 },
    { allowed: 25, weight: 12.7, requests: 286 },
  ])(
    'against $allowed a second at weight $weight wastes at most 5 % of its requests',
    async ({ allowed, weight, requests }) => {
      const clock = virtualClock()
      const limiter = createLimiter({ perSecond: 40, burst: 40, clock })
      const server = { tokens: allowed, ms: 0 }
      let refused = 0
      for (let done = 0; done < requests; ) {
        const ticket = await limiter.acquire(undefined, weight)
        server.tokens = Math.min(allowed, server.tokens + ((clock.ms - server.ms) / 1000) * allowed)
        server.ms = clock.ms
        // A request takes 20 ms.
        clock.ms += 20
        if (server.tokens >= weight) {
          server.tokens -= weight
          done += 1
          limiter.recover()
        } else {
          refused += 1
          limiter.slowDown(ticket)
        }
      }
      expect(refused / requests).toBeLessThanOrEqual(0.05)
      expect(clock.ms / 1000).toBeLessThan(((requests * weight) / allowed) * 1.3)
    },
  )

  test('never stops altogether', async () => {
    const clock = virtualClock()
    const limiter = createLimiter({ perSecond: 40, burst: 1, clock })
    for (let i = 0; i < 50; i++) {
      clock.ms += 1000
      limiter.slowDown(await limiter.acquire())
    }
    expect(limiter.rate()).toBeGreaterThanOrEqual(0.5)
    expect(limiter.rate()).toBeLessThan(2)
  })
})

describe('retrying', () => {
  const outcome = async (faults: readonly Fault[], attempts = 8) => {
    const clock = virtualClock()
    const seen: Fault[] = []
    let sent = 0
    const result = withRetry(
      async () => {
        const fault = faults[sent++]
        if (fault) throw new Error(fault)
        return 'answer'
      },
      {
        clock,
        random: () => 0.5,
        attempts,
        totalMs: 120_000,
        classify: (error) => (error as Error).message as Fault,
        onFault: (fault) => seen.push(fault),
      },
    )
    return {
      result: await result.catch((error: Error) => `failed: ${error.message}`),
      sent,
      seen,
      ms: clock.ms,
    }
  }

  test.each<{ what: string; faults: Fault[]; result: string; sent: number; ms: number }>([
    { what: 'nothing goes wrong', faults: [], result: 'answer', sent: 1, ms: 0 },
    // Waits are half of 0.4 s and 0.8 s.
    { what: 'two transient faults', faults: ['transient', 'transient'], result: 'answer', sent: 3, ms: 600 },
    {
      what: 'expired credentials are renewed at once',
      faults: ['expired'],
      result: 'answer',
      sent: 2,
      ms: 0,
    },
    { what: 'a final fault is not repeated', faults: ['final'], result: 'failed: final', sent: 1, ms: 0 },
    {
      what: 'eight attempts at most',
      faults: Array(9).fill('throttled'),
      result: 'failed: throttled',
      sent: 8,
      ms: 22_600,
    },
  ])('$what', async ({ faults, result, sent, ms }) => {
    const got = await outcome(faults)
    expect(got).toMatchObject({ result, sent, ms })
    expect(got.seen).toEqual(faults.slice(0, sent))
  })

  test('waits grow to 20 s and are spread by full jitter', () => {
    expect([1, 2, 5, 7, 20].map((attempt) => backoffMs(attempt, 0.999999))).toEqual([
      399, 799, 6399, 19_999, 19_999,
    ])
    expect(backoffMs(7, 0)).toBe(0)
  })
})
