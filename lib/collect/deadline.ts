export type DeadlineOptions = { readonly ms: number; readonly signal: AbortSignal }

/**
 * Sends with a bound on the whole exchange: the SDK's own timeouts end with the first byte, so that an answer that
 * drips would hold its caller for ever. Throws an error named `TimeoutError`, which is asked again.
 */
export async function withDeadline<T>(
  send: (signal: AbortSignal) => Promise<T>,
  { ms, signal }: DeadlineOptions,
): Promise<T> {
  const own = new AbortController()
  const sending = send(AbortSignal.any([signal, own.signal]))
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, fail) => {
    timer = setTimeout(() => {
      fail(Object.assign(new Error(`no whole answer within ${ms / 1000} s`), { name: 'TimeoutError' }))
      own.abort()
    }, ms)
  })
  try {
    return await Promise.race([sending, late])
  } finally {
    clearTimeout(timer)
    sending.catch(() => undefined)
  }
}
