import { toApiDecision } from '#lib/present/api-decisions.ts'
import { listDecisions } from '#lib/store/decisions.ts'
import { readFollowUps } from '#lib/store/follow-ups.ts'
import { answer } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/decisions'

/** The newest word on every question, of one resource, kind or verdict where it is given. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const { actor, query } = asked
    const rows = (await listDecisions(actor))
      .filter(({ resource }) => query.resource === undefined || resource.id === query.resource)
      .filter(({ decision }) => query.kind === undefined || decision.kind === query.kind)
      .filter(({ decision }) => query.verdict === undefined || decision.verdict === query.verdict)
    const words = await readFollowUps(
      actor,
      rows.map(({ decision }) => decision.id),
    )
    const list = { items: rows.map((row) => toApiDecision(row, words.get(row.decision.id))) }
    return onePage(list, path, asked, ({ id }) => String(id))
  })
}
