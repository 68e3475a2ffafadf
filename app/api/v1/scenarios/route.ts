import { presentApiScenarios } from '#lib/present/scenario-export.ts'
import { listScenarioResults } from '#lib/store/scenario-pages.ts'
import { answer } from '../answer.ts'

/** Every rehearsed scenario. */
export function GET(request: Request): Promise<Response> {
  return answer(request, '/api/v1/scenarios', async ({ actor }) =>
    presentApiScenarios(await listScenarioResults(actor)),
  )
}
