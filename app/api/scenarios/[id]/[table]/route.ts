import { scenarioRowsCsv, shoppingCsv } from '#lib/present/scenario-export.ts'
import { readScenario } from '#lib/store/scenario-pages.ts'
import { csvAnswer } from '../../../csv-answer.ts'

export const dynamic = 'force-dynamic'

type Context = { readonly params: Promise<{ readonly id: string; readonly table: string }> }
const tables = new Map([
  ['rows.csv', scenarioRowsCsv],
  ['shopping.csv', shoppingCsv],
])

/** A table of a scenario as CSV. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { id, table } = await params
  return csvAnswer(`${id}-${table.replace(/\.csv$/, '')}`, async ({ actor }) => {
    const [write, found] = [tables.get(table), await readScenario(actor, id)]
    return write && found && write(found)
  })
}
