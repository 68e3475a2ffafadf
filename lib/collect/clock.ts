import { setTimeout } from 'node:timers/promises'
import type { Clock } from './limiter.ts'

/** The clock of the process, for rates and waits: epoch milliseconds that never jump when the wall clock is set. */
export const processClock: Clock = {
  now: () => performance.timeOrigin + performance.now(),
  sleep: async (ms, signal) => {
    await setTimeout(ms, undefined, signal ? { signal } : {})
  },
}
