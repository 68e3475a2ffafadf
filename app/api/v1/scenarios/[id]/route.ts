import { presentApiScenario } from '#lib/present/scenario-export.ts'
import { readScenario } from '#lib/store/scenario-pages.ts'
import { answer, ProblemError } from '../../answer.ts'

type Context = { readonly params: Promise<{ readonly id: string }> }

/** One scenario: what moves, what breaks first, what to buy and by when. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, '/api/v1/scenarios/{id}', async ({ actor }) => {
    const found = await readScenario(actor, (await params).id)
    if (!found) throw new ProblemError(404, 'There is no such scenario.')
    return presentApiScenario(found)
  })
}
