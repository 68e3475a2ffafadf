export type LimitedWork<T> = { readonly limit: number; readonly work: (item: T) => Promise<void> }

/** Runs `work` on every item, at most `limit` at a time, in their order. Throws the first error. */
export async function forEachLimited<T>(items: readonly T[], { limit, work }: LimitedWork<T>): Promise<void> {
  const queue = [...items]
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined; item = queue.shift()) await work(item)
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
}
