import { pageOf } from '#lib/present/api-page.ts'
import { ProblemError } from './answer.ts'

type List<Item> = { readonly items: readonly Item[] }
type Asked = {
  readonly search: URLSearchParams
  readonly query: { readonly 'page-size'?: number; readonly cursor?: string }
}

/**
 * The page of a list that was asked for, 100 items unless `page-size` says otherwise. `keyOf` tells an item apart; without it
 * its place in the list does.
 */
export function onePage<Item, Whole extends List<Item>>(
  whole: Whole & List<Item>,
  address: string,
  { search, query }: Asked,
  keyOf: (item: Item, index: number) => string = (_, index) => String(index),
): Omit<Whole, 'items'> & { total: number; items: Item[]; next: string | null } {
  const own = ownQuery(search)
  const page = pageOf({
    items: whole.items,
    keyOf,
    address,
    query: own,
    pageSize: query['page-size'] ?? 100,
    cursor: query.cursor,
  })
  if (typeof page === 'string') throw new ProblemError(400, page)
  return { ...whole, ...page }
}

/** What was asked but for the page, in one order. */
export function ownQuery(search: URLSearchParams): string {
  const own = new URLSearchParams(search)
  for (const name of ['page-size', 'cursor']) own.delete(name)
  own.sort()
  const text = own.toString()
  return text === '' ? '' : `?${text}`
}
