/** One page of a listing: its items and the token of the next page. */
export type Page<T> = { readonly items: readonly T[]; readonly next?: string | undefined }

/** No listing of ours is longer: half a million things at 50 a page. */
const maxPages = 10_000

/** A listing came back with a token that it had given before, or with new ones without end. */
export class TokenLoopError extends Error {
  constructor(pages: number, repeats = true) {
    super(
      repeats
        ? `the listing repeats its page token after ${pages} pages`
        : `the listing has no end in ${pages} pages`,
    )
    this.name = 'TokenLoopError'
  }
}

/** Reads every page. Throws `TokenLoopError` when a token repeats, and after 10,000 pages. */
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
    if (seen.size >= maxPages) throw new TokenLoopError(seen.size, false)
  } while (token !== undefined)
  return items
}

/** Each item once by its key; the first stands. A list that changes while its pages are read names one twice. */
export function distinctBy<T>(items: readonly T[], keyOf: (item: T) => string | undefined): T[] {
  const seen = new Set<string | undefined>()
  return items.filter((item) => {
    const key = keyOf(item)
    if (key !== undefined && seen.has(key)) return false
    seen.add(key)
    return true
  })
}
