export type LimitedWork<T> = { readonly limit: number; readonly work: (item: T) => Promise<void> }

/**
 * Runs `work` on every item, at most `limit` at a time, in their order. After an error none is begun; what is under
 * way is waited for, and the first error is thrown.
 */
export async function forEachLimited<T>(items: readonly T[], { limit, work }: LimitedWork<T>): Promise<void> {
  const queue = [...items]
  let failed: { readonly error: unknown } | undefined
  const worker = async () => {
    for (let item = queue.shift(); item !== undefined && !failed; item = queue.shift()) {
      try {
        await work(item)
      } catch (error) {
        failed ??= { error }
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, worker))
  if (failed) throw failed.error
}
