import { setTimeout as wait } from 'node:timers/promises'
import { countRunning } from '#lib/store/runs.ts'

const askedEveryMs = 2_000

/**
 * Answers when no job whose name begins like one of these is running: for work of the background, between two of its
 * parts. Asks at most every two seconds; at once when it is told to stop.
 */
export function openWay(prefixes: readonly string[], signal: AbortSignal): () => Promise<void> {
  let clearUntilMs = 0
  return async () => {
    while (!signal.aborted && performance.now() >= clearUntilMs) {
      const running = await countRunning(prefixes)
      if (running === 0) clearUntilMs = performance.now() + askedEveryMs
      else await wait(askedEveryMs, undefined, { signal }).catch(() => undefined)
    }
  }
}
