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

  test('falls below what went through when throttled, once a second at most', () => {
    const clock = virtualClock()
    const limiter = createLimiter({ perSecond: 40, burst: 1, clock })
    clock.ms = 5000
    for (let i = 0; i < 10; i++) limiter.recover()
    for (let i = 0; i < 10; i++) limiter.slowDown()
    // Nine tenths of the ten requests of the last second.
    expect(limiter.rate()).toBe(9)
  })

  test('grows slowly near the rate that was refused, and freely after a minute', () => {
    const clock = virtualClock()
    const limiter = createLimiter({ perSecond: 40, burst: 1, clock })
    for (let i = 0; i < 10; i++) limiter.recover()
    limiter.slowDown()
    clock.ms += 2000
    limiter.recover()
    expect(limiter.rate()).toBeCloseTo(9 * 1.004, 10)
    clock.ms += 60_000
    limiter.recover()
    expect(limiter.rate()).toBeCloseTo(9 * 1.004 + 0.8, 10)
    for (let i = 0; i < 100; i++) limiter.recover()
    expect(limiter.rate()).toBe(40)
  })

  test.each([5, 12, 33])(
    'against a limit of %i a second wastes at most 5 %% of its requests',
    async (allowed) => {
      const clock = virtualClock()
      const limiter = createLimiter({ perSecond: 40, burst: 40, clock })
      const server = { tokens: allowed, ms: 0 }
      let refused = 0
      for (let done = 0; done < 1000; ) {
        await limiter.acquire()
        server.tokens = Math.min(allowed, server.tokens + ((clock.ms - server.ms) / 1000) * allowed)
        server.ms = clock.ms
        // A request takes 20 ms.
        clock.ms += 20
        if (server.tokens >= 1) {
          server.tokens -= 1
          done += 1
          limiter.recover()
        } else {
          refused += 1
          limiter.slowDown()
        }
      }
      expect(refused).toBeLessThanOrEqual(50)
      expect(clock.ms / 1000).toBeLessThan((1000 / allowed) * 1.3)
    },
  )

  test('never stops altogether', () => {
    const clock = virtualClock()
    const limiter = createLimiter({ perSecond: 40, burst: 1, clock })
    for (let i = 0; i < 50; i++) {
      clock.ms += 1000
      limiter.slowDown()
    }
    expect(limiter.rate()).toBe(0.5)
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
