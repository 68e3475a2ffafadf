import { z } from 'zod'

const cursorSchema = z.object({ after: z.string(), query: z.string() })

export type PageOfList<Item> = {
  readonly total: number
  readonly items: Item[]
  readonly next: string | null
}

export type ListToPage<Item> = {
  readonly items: readonly Item[]
  /** What tells an item of the list apart; stays as it is from one request to the next. */
  readonly keyOf: (item: Item, index: number) => string
  /** Address of the list, without a query. */
  readonly address: string
  /** Its own query, as `?kind=save`, without page-size and cursor; '' for none. */
  readonly query: string
  readonly pageSize: number
  readonly cursor?: string
}

/**
 * The items after the one that the cursor names. Items that appear meanwhile move nothing. A text instead of a page says why the
 * cursor cannot be used: of another query, or its item is gone.
 */
export function pageOf<Item>(list: ListToPage<Item>): PageOfList<Item> | string {
  const { items: all, keyOf, pageSize, cursor } = list
  const after = cursor === undefined ? undefined : readCursor(cursor)
  if (cursor !== undefined && after?.query !== list.query)
    return 'The cursor is not one of this query. Start again without cursor.'
  const at = after ? all.findIndex((item, i) => keyOf(item, i) === after.after) : -1
  if (after && at < 0) return 'The row of the cursor is no longer listed. Start again without cursor.'
  const items = all.slice(at + 1, at + 1 + pageSize)
  const end = at + items.length
  const last = items.at(-1)
  const more = last !== undefined && end + 1 < all.length
  return {
    total: all.length,
    items,
    next: more ? nextAddress(list, keyOf(last, end)) : null,
  }
}

/** Address of the page after the item with this key. */
export function nextAddress(
  { address, query, pageSize }: Pick<ListToPage<never>, 'address' | 'query' | 'pageSize'>,
  after: string,
): string {
  const token = Buffer.from(JSON.stringify({ after, query })).toString('base64url')
  return `${address}${query}${query === '' ? '?' : '&'}page-size=${pageSize}&cursor=${token}`
}

/** What a cursor says; undefined where it is none. */
export function readCursor(cursor: string): z.infer<typeof cursorSchema> | undefined {
  try {
    return cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
  } catch {
    return undefined
  }
}
