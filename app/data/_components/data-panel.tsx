import type { DataTable } from '#lib/present/data-table.ts'
import { count } from '#lib/present/format.ts'
import { DataRows } from '../../_components/data-rows.tsx'
import { Panel } from '../../_components/panel.tsx'
import { State } from '../../_components/state.tsx'
import { TableCsv } from '../../_components/table-csv.tsx'

const shown = 5
/** More are in the CSV only. */
const unfolded = 100

/** One table of the page with its first rows, the others one step away; or why it is empty. */
export function DataPanel({ table }: { readonly table: DataTable }) {
  const { key, title, sub, rows, empty, wide } = table
  const whole = rows.length <= shown + 2 || (key === 'jobs' && rows.length <= unfolded)
  const first = whole ? rows.length : shown
  const link = rows.length > 0 ? <TableCsv href={`/api/data.csv?table=${key}`} title={title} /> : undefined
  return (
    <Panel title={title} sub={sub} className={wide ? 's12' : 's6'} right={link}>
      {rows.length === 0 ? (
        <State title={empty.title}>{empty.text}</State>
      ) : (
        <DataRows table={table} rows={rows.slice(0, first)} />
      )}
      {rows.length > first ? (
        <details className="da-more">
          <summary>{`${count(rows.length - first)} more`}</summary>
          <DataRows table={table} rows={rows.slice(first, unfolded)} />
          {rows.length > unfolded ? (
            <p className="mut">{`The CSV has the other ${count(rows.length - unfolded)}.`}</p>
          ) : null}
        </details>
      ) : null}
    </Panel>
  )
}
