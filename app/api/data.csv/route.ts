import { presentData } from '#lib/present/data.ts'
import { dataCsv } from '#lib/present/data-csv.ts'
import { loadData } from '../../data/load-data.ts'
import { csvAnswer } from '../csv-answer.ts'

export const dynamic = 'force-dynamic'

/** One table of the page of data and jobs, `?table=jobs`, all its rows. */
export function GET(request: Request): Promise<Response> {
  const key = new URL(request.url).searchParams.get('table') ?? ''
  return csvAnswer(key, async ({ actor, nowMs }) => {
    const table = presentData(await loadData(actor, nowMs)).tables.find((one) => one.key === key)
    return table && dataCsv(table)
  })
}
