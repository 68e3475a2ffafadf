import type { DataTable } from '#lib/present/data-table.ts'
import { DataRows } from './data-rows.tsx'
import { Panel } from './panel.tsx'
import { State } from './state.tsx'
import { TableCsv } from './table-csv.tsx'

export type TablePanelProps = {
  readonly table: DataTable
  /** Grid span (`s6`). */
  readonly className: string
  readonly csvHref?: string
}

/** One table with all its rows, or why it is empty. */
export function TablePanel({ table, className, csvHref }: TablePanelProps) {
  const { title, sub, rows, empty } = table
  const csv = csvHref && rows.length > 0 ? <TableCsv href={csvHref} title={title} /> : undefined
  return (
    <Panel title={title} sub={sub} className={className} right={csv}>
      {rows.length === 0 ? (
        <State title={empty.title}>{empty.text}</State>
      ) : (
        <DataRows table={table} rows={rows} />
      )}
    </Panel>
  )
}
