import type { FleetQuery } from '#lib/present/filters.ts'
import { parseSearch, searchParamsOf } from '../../resources/search-params.ts'
import { ProblemError } from './answer.ts'

/** The query of the resources page, by its own grammar; what it would leave out is a problem here. */
export function fleetQuery(search: URLSearchParams): FleetQuery {
  const filters = new URLSearchParams(search)
  for (const name of ['page-size', 'cursor']) filters.delete(name)
  const { query, notices } = parseSearch(searchParamsOf(filters))
  if (notices.length > 0) throw new ProblemError(400, notices.join(' ').replaceAll(' and was left out', ''))
  return query
}
