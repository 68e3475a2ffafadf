import type { DataTable } from '#lib/present/data-table.ts'
import { Panel } from '../../_components/panel.tsx'
import { State } from '../../_components/state.tsx'

const shown = 12

/** One table of the page with its first rows, the others one step away; or why it is empty. */
export function DataPanel({ table }: { readonly table: DataTable }) {
  const { title, sub, rows, empty, wide } = table
  const more = rows.length - shown
  return (
    <Panel title={title} sub={sub} className={wide ? 's12' : 's6'}>
      {rows.length === 0 ? (
        <State title={empty.title}>{empty.text}</State>
      ) : (
        <Rows table={table} rows={rows.slice(0, shown)} />
      )}
      {more > 0 ? (
        <details className="da-more">
          <summary>{`${more} more`}</summary>
          <Rows table={table} rows={rows.slice(shown)} />
        </details>
      ) : null}
    </Panel>
  )
}

function Rows({ table, rows }: { readonly table: DataTable; readonly rows: DataTable['rows'] }) {
  const align = (column: number) => (table.numeric.includes(column) ? 'n' : undefined)
  return (
    <table className="da-table">
      <thead>
        <tr>
          {table.head.map((name, column) => (
            <th key={name} scope="col" className={align(column)}>
              {name}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells) => (
          <tr key={cells.map(({ text, sub }) => `${text} ${sub ?? ''}`).join('|')}>
            {cells.map(({ text, sub, tone }, column) => (
              <td key={table.head[column]} className={align(column)} data-label={table.head[column]}>
                <span className={tone}>{text}</span>
                {sub ? <small>{sub}</small> : null}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
