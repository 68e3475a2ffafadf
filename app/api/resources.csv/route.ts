import { resourcesCsv } from '#lib/present/resources-csv.ts'
import { listFleet } from '#lib/store/fleet.ts'
import { parseSearch, searchParamsOf } from '../../resources/search-params.ts'
import { csvAnswer } from '../csv-answer.ts'

export const dynamic = 'force-dynamic'

/** The resources that the page with the same query lists, all of them. */
export function GET(request: Request): Promise<Response> {
  const { query } = parseSearch(searchParamsOf(new URL(request.url).searchParams))
  return csvAnswer('resources', async ({ actor }) => resourcesCsv(await listFleet(actor), query))
}
