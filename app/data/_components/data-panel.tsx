import type { DataTable } from '#lib/present/data-table.ts'
import { DataRows } from '../../_components/data-rows.tsx'
import { Panel } from '../../_components/panel.tsx'
import { State } from '../../_components/state.tsx'

const shown = 5

/** One table of the page with its first rows, the others one step away; or why it is empty. */
export function DataPanel({ table }: { readonly table: DataTable }) {
  const { key, title, sub, rows, empty, wide } = table
  const first = rows.length > shown + 2 && key !== 'jobs' ? shown : rows.length
  const link = rows.length > 0 ? <CsvLink table={key} title={title} /> : undefined
  return (
    <Panel title={title} sub={sub} className={wide ? 's12' : 's6'} right={link}>
      {rows.length === 0 ? (
        <State title={empty.title}>{empty.text}</State>
      ) : (
        <DataRows table={table} rows={rows.slice(0, first)} />
      )}
      {rows.length > first ? (
        <details className="da-more">
          <summary>{`${rows.length - first} more`}</summary>
          <DataRows table={table} rows={rows.slice(first)} />
        </details>
      ) : null}
    </Panel>
  )
}

function CsvLink({ table, title }: { readonly table: string; readonly title: string }) {
  return (
    <a className="lk" href={`/api/data.csv?table=${table}`} download aria-label={`${title} as CSV`}>
      CSV
    </a>
  )
}
