import { currentActor } from '#lib/identity/actor.ts'
import { scenarioRowsCsv, shoppingCsv } from '#lib/present/scenario-export.ts'
import { readScenario } from '#lib/store/scenario-pages.ts'

export const dynamic = 'force-dynamic'

type Context = { readonly params: Promise<{ readonly id: string; readonly table: string }> }
const tables = new Map([
  ['rows.csv', scenarioRowsCsv],
  ['shopping.csv', shoppingCsv],
])

/** A table of a scenario as CSV. */
export async function GET(_request: Request, { params }: Context): Promise<Response> {
  const { id, table } = await params
  const actor = await currentActor(Date.now())
  if (!actor) return new Response('Sign in first.\n', { status: 401 })
  const [write, found] = [tables.get(table), await readScenario(actor, id)]
  if (!write || !found) return new Response('There is no such table.\n', { status: 404 })
  const disposition = `attachment; filename="headroom-${found.result.scenario.id}-${table}"`
  const headers = { 'content-type': 'text/csv; charset=utf-8', 'content-disposition': disposition }
  return new Response(write(found), { headers: { ...headers, 'cache-control': 'no-store' } })
}
