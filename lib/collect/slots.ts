import { finished, type Readable } from 'node:stream'

/** Bounds how many things are under way at once, in the order of asking. */
export type Slots = {
  /** Resolves when there is room; the caller gives it back once. */
  acquire(): Promise<() => void>
}

export function createSlots(total: number): Slots {
  const waiting: (() => void)[] = []
  let free = total
  const release = () => {
    const next = waiting.shift()
    if (next) next()
    else free += 1
  }
  return {
    async acquire() {
      if (free > 0) free -= 1
      else await new Promise<void>((begin) => waiting.push(begin))
      let given = false
      return () => {
        if (!given) release()
        given = true
      }
    },
  }
}

/**
 * Waits until the body of an answer may be read, and holds its slot until it has ended. An answer that waits is held
 * back by TCP and costs no memory; a request that hangs before its answer holds no slot.
 */
export async function holdWhileRead(slots: Slots, body: Readable): Promise<void> {
  const release = await slots.acquire()
  finished(body, release)
}
