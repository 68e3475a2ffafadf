import { presentApiTeam } from '#lib/present/api-team.ts'
import { loadTeamFacts } from '../../../../teams/[id]/load-team-facts.ts'
import { answer, ProblemError } from '../../answer.ts'

type Context = { readonly params: Promise<{ readonly id: string }> }

/** What one team owns, pays and may spend. */
export function GET(request: Request, { params }: Context): Promise<Response> {
  return answer(request, '/api/v1/teams/{id}', async ({ actor, nowMs }) => {
    const facts = await loadTeamFacts(actor, (await params).id, nowMs)
    if (!facts) throw new ProblemError(404, 'There is no such team.')
    return presentApiTeam(facts)
  })
}
