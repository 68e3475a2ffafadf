import { presentApiDatabases } from '#lib/present/databases-export.ts'
import { loadDatabases } from '../../../databases/load-databases.ts'
import { answer } from '../answer.ts'
import { onePage } from '../one-page.ts'

const path = '/api/v1/databases'

/** Databases: use, end of support, surcharge. */
export function GET(request: Request): Promise<Response> {
  return answer(request, path, async (asked) => {
    const list = presentApiDatabases(await loadDatabases(asked.actor, asked.nowMs))
    return onePage(list, path, asked, ({ resource }) => resource.id)
  })
}
