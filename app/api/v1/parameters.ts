import { type Dimension, dimensions } from '#lib/model/capacity.ts'
import { dayMs, type EpochMs } from '#lib/model/time.ts'
import type { FleetQuery } from '#lib/present/filters.ts'
import { parseSearch, searchParamsOf } from '../../resources/search-params.ts'
import { ProblemError } from './answer.ts'

export type ListQuery = { readonly query: FleetQuery; readonly pageSize: number; readonly cursor?: string }

/** The query of the resources page, and the page: 1 to 1,000 rows, 100 unless given. */
export function listQuery(search: URLSearchParams): ListQuery {
  const filters = new URLSearchParams(search)
  for (const name of ['page-size', 'cursor']) filters.delete(name)
  const { query, notices } = parseSearch(searchParamsOf(filters))
  if (notices.length > 0) throw new ProblemError(400, notices.join(' ').replaceAll(' and was left out', ''))
  const pageSize = Number(search.get('page-size') ?? 100)
  if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 1_000)
    throw new ProblemError(400, 'page-size is a whole number from 1 to 1000.')
  return { query, pageSize, cursor: search.get('cursor') ?? undefined }
}

/** `dim=cpu&window=90d`: the dimension asked for, if any, and the first instant. */
export function seriesQuery(search: URLSearchParams, nowMs: EpochMs): { dim?: Dimension; sinceMs: EpochMs } {
  const asked = search.get('dim')
  const dim = dimensions.find((name) => name === asked)
  if (asked !== null && !dim) throw new ProblemError(400, `dim is one of ${dimensions.join(', ')}.`)
  const window = search.get('window') ?? '455d'
  const days = /^([1-9]\d{0,3})d$/.exec(window)?.[1]
  if (!days) throw new ProblemError(400, 'window is a number of days such as 90d.')
  return { dim, sinceMs: nowMs - Number(days) * dayMs }
}
