import { databasesCsv } from '#lib/present/databases-export.ts'
import { loadDatabases } from '../../databases/load-databases.ts'
import { csvAnswer } from '../csv-answer.ts'

export const dynamic = 'force-dynamic'

/** Every database, in the order of the page. */
export function GET(): Promise<Response> {
  return csvAnswer('databases', async ({ actor, nowMs }) => databasesCsv(await loadDatabases(actor, nowMs)))
}
