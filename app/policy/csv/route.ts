import { dataCsv } from '#lib/present/data-csv.ts'
import { presentPolicy } from '#lib/present/policy.ts'
import { csvAnswer } from '../../api/csv-answer.ts'
import { loadPolicy } from '../load-policy.ts'

export const dynamic = 'force-dynamic'

/** One table of the page of policy, `?table=headroom`. */
export function GET(request: Request): Promise<Response> {
  const key = new URL(request.url).searchParams.get('table') ?? ''
  return csvAnswer(`policy-${key}`, async ({ actor, nowMs }) => {
    const table = presentPolicy(await loadPolicy(actor, nowMs)).tables.find((one) => one.key === key)
    return table && dataCsv(table)
  })
}
