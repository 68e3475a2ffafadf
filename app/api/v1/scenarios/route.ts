import { presentApiScenarios } from '#lib/present/scenario-export.ts'
import { listScenarioResults } from '#lib/store/scenario-pages.ts'
import { answer } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/scenarios'

/** Every rehearsed scenario. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const list = presentApiScenarios(await listScenarioResults(asked.actor))
    return onePage(list, path, asked, ({ scenario }) => scenario.id)
  })
}
