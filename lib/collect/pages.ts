/** One page of a listing: its items and the token of the next page. */
export type Page<T> = { readonly items: readonly T[]; readonly next?: string | undefined }

/** A listing came back with a token that it had given before. */
export class TokenLoopError extends Error {
  constructor(pages: number) {
    super(`the listing repeats its page token after ${pages} pages`)
    this.name = 'TokenLoopError'
  }
}

/** Reads every page. Throws `TokenLoopError` when a token repeats. */
export async function readAllPages<T>(read: (token: string | undefined) => Promise<Page<T>>): Promise<T[]> {
  const items: T[] = []
  const seen = new Set<string>()
  let token: string | undefined
  do {
    const page = await read(token)
    for (const item of page.items) items.push(item)
    token = page.next || undefined
    if (token !== undefined && seen.has(token)) throw new TokenLoopError(seen.size)
    if (token !== undefined) seen.add(token)
  } while (token !== undefined)
  return items
}
