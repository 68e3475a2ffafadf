import { dataCsv } from '#lib/present/data-csv.ts'
import { csvAnswer } from '../../../../api/csv-answer.ts'
import { loadSince } from '../load-since.ts'

export const dynamic = 'force-dynamic'

type Context = { readonly params: Promise<{ readonly week: string }> }

/** What moved since the review, all of it. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { week } = await params
  return csvAnswer(`since-${week}`, async ({ actor }) => {
    const view = await loadSince(actor, week)
    return view && dataCsv(view.table)
  })
}
