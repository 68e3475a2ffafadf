import { mayAdminister } from '#lib/model/actor.ts'
import { auditCsv } from '#lib/present/audit-csv.ts'
import { listAudit } from '#lib/store/audit.ts'
import { csvAnswer } from '../../api/csv-answer.ts'

export const dynamic = 'force-dynamic'

const entriesMax = 100_000

/** The newest entries of the audit log, for admins. */
export function GET(): Promise<Response> {
  return csvAnswer('audit', async ({ actor }) =>
    mayAdminister(actor) ? auditCsv(await listAudit(actor, entriesMax)) : undefined,
  )
}
