export type Slots = {
  /** Runs the work when a slot is free for this key; in the order of asking, but nobody waits behind a key that is full. */
  use<T>(key: string, work: () => Promise<T>): Promise<T>
}

/** At most `total` pieces of work at a time, and at most `perKey` of one key: one that hangs cannot take all of them. */
export function createSlots({ total, perKey }: { total: number; perKey: number }): Slots {
  const taken = new Map<string, number>()
  const waiting: { readonly key: string; readonly begin: () => void }[] = []
  let all = 0

  const takenBy = (key: string) => taken.get(key) ?? 0
  const take = (key: string) => {
    all += 1
    taken.set(key, takenBy(key) + 1)
  }
  const free = (key: string) => {
    all -= 1
    const left = takenBy(key) - 1
    if (left > 0) taken.set(key, left)
    else taken.delete(key)
    const next = waiting.findIndex((one) => takenBy(one.key) < perKey)
    if (next < 0) return
    const [one] = waiting.splice(next, 1)
    if (!one) return
    take(one.key)
    one.begin()
  }
  return {
    async use(key, work) {
      if (all < total && takenBy(key) < perKey) take(key)
      else await new Promise<void>((begin) => waiting.push({ key, begin }))
      try {
        return await work()
      } finally {
        free(key)
      }
    },
  }
}
