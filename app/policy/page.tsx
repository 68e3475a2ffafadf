import '../data/_components/data.css'
import type { Metadata } from 'next'
import { requireActor } from '#lib/identity/actor.ts'
import type { DataTable } from '#lib/present/data-table.ts'
import { presentPolicy } from '#lib/present/policy.ts'
import { DataRows } from '../_components/data-rows.tsx'
import { PageHead } from '../_components/page-head.tsx'
import { Panel } from '../_components/panel.tsx'
import { State } from '../_components/state.tsx'
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
          <Panel
            key={table.key}
            title={table.title}
            sub={table.sub}
            className={spanOf(table)}
            right={table.rows.length === 0 ? undefined : <CsvOf table={table.key} title={table.title} />}
          >
            {table.rows.length === 0 ? (
              <State title={table.empty.title}>{table.empty.text}</State>
            ) : (
              <DataRows table={table} rows={table.rows} />
            )}
          </Panel>
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

function CsvOf({ table, title }: { readonly table: string; readonly title: string }) {
  return (
    <a className="lk" href={`/policy/csv?table=${table}`} download aria-label={`${title} as CSV`}>
      CSV
    </a>
  )
}
