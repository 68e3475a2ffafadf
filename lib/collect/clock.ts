import { setTimeout } from 'node:timers/promises'
import type { Clock } from './limiter.ts'

/** The clock of the process, for rates and waits. */
export const processClock: Clock = {
  now: () => Date.now(),
  sleep: async (ms, signal) => {
    await setTimeout(ms, undefined, signal ? { signal } : {})
  },
}
