import { presentApiDatabases } from '#lib/present/databases-export.ts'
import { loadDatabases } from '../../../databases/load-databases.ts'
import { answer } from '../answer.ts'

/** Databases: use, end of support, surcharge. */
export function GET(request: Request): Promise<Response> {
  return answer(request, '/api/v1/databases', async ({ actor, nowMs }) =>
    presentApiDatabases(await loadDatabases(actor, nowMs)),
  )
}
