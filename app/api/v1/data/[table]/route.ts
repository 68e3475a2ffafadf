import { presentApiTable } from '#lib/present/api-data.ts'
import { presentData } from '#lib/present/data.ts'
import { loadData } from '../../../../data/load-data.ts'
import { answer, ProblemError } from '../../answer.ts'
import { onePage } from '../../one-page.ts'

type Context = { readonly params: Promise<{ readonly table: string }> }

/** One table of the page of data, all its rows. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, '/api/v1/data/{table}', async (asked) => {
    const { table: key } = await params
    const { tables } = presentData(await loadData(asked.actor, asked.nowMs))
    const table = tables.find((one) => one.key === key)
    if (!table)
      throw new ProblemError(404, `There is no such table: ${tables.map((one) => one.key).join(', ')}.`)
    return onePage(presentApiTable(table), `/api/v1/data/${key}`, asked)
  })
}
