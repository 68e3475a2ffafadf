import '../data/_components/data.css'
import '../_decide/decide.css'
import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { requireActor } from '#lib/identity/actor.ts'
import { mayAdminister } from '#lib/model/actor.ts'
import { presentAccess } from '#lib/present/access-page.ts'
import { listApiKeys } from '#lib/store/api-keys.ts'
import { listAudit, verifyAudit } from '#lib/store/audit.ts'
import { CsvLink } from '../_components/csv-link.tsx'
import { PageHead } from '../_components/page-head.tsx'
import { TablePanel } from '../_components/table-panel.tsx'
import { KeyForms } from './_components/key-forms.tsx'

export const metadata: Metadata = { title: 'Access' }
export const dynamic = 'force-dynamic'

/** API keys and the audit log; there is no such page for others than admins. */
export default async function Access() {
  const actor = await requireActor()
  if (!mayAdminister(actor)) notFound()
  const [keys, audit, chain] = await Promise.all([
    listApiKeys(actor),
    listAudit(actor, 100),
    verifyAudit(actor),
  ])
  const view = presentAccess({ keys, audit, chain, nowMs: Date.now() })
  return (
    <>
      <PageHead title="Access" sub="Keys of programs, and who changed what">
        <CsvLink href="/access/audit.csv" />
      </PageHead>
      <div className="grid">
        <KeyForms living={view.living} />
        {[view.keys, view.audit].map((table) => (
          <TablePanel key={table.key} table={table} className="s12" />
        ))}
      </div>
    </>
  )
}
