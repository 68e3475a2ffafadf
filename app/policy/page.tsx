import '../data/_components/data.css'
import type { Metadata } from 'next'
import { requireActor } from '#lib/identity/actor.ts'
import type { DataTable } from '#lib/present/data-table.ts'
import { presentPolicy } from '#lib/present/policy.ts'
import { PageHead } from '../_components/page-head.tsx'
import { TablePanel } from '../_components/table-panel.tsx'
import { loadPolicy } from './load-policy.ts'

export const metadata: Metadata = { title: 'Policy' }
export const dynamic = 'force-dynamic'

/** Targets, calendar and budgets in force, where they come from, and what another target would do. */
export default async function Policy() {
  const { lede, tables } = presentPolicy(await loadPolicy(await requireActor(), Date.now()))
  return (
    <>
      <PageHead title="Policy, calendar and budgets" sub="What is in force, from where, and its effect" />
      <p className="lede">{lede}</p>
      <div className="grid">
        {tables.map((table) => (
          <TablePanel
            key={table.key}
            table={table}
            className={spanOf(table)}
            csvHref={`/policy/csv?table=${table.key}`}
          />
        ))}
      </div>
    </>
  )
}

/** Wide tables fill the page; what is planned stands in three columns where it is short. */
function spanOf({ key, wide, rows }: DataTable): string {
  if (wide) return 's12'
  const isPlan = ['events', 'freezes', 'drivers'].includes(key)
  return isPlan && rows.length === 0 ? 's4' : 's6'
}
